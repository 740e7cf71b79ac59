"""The ledger follows these tables."""

from django.db import migrations

TRACK = """
SELECT ledger_track('workspace', 'workspace');
SELECT ledger_track('exchange_rate', 'exchange_rate');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0002_ledger_functions"), ("workspace", "0001_initial")]
    operations = [migrations.RunSQL(TRACK)]
