"""The ledger follows these tables."""

from django.db import migrations

TRACK = """
SELECT ledger_track('activity', 'activity',
                    refs_ => '{"company_id": "company", "person_id": "person"}');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0002_ledger_functions"), ("activities", "0001_initial")]
    operations = [migrations.RunSQL(TRACK)]
