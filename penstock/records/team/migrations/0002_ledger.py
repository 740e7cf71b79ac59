"""The ledger follows these tables."""

from django.db import migrations

TRACK = """
SELECT ledger_track('team', 'team');
SELECT ledger_track('user', 'seller', '{password,last_login,zone,language,theme,density}');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0002_ledger_functions"), ("team", "0001_initial")]
    operations = [migrations.RunSQL(TRACK)]
