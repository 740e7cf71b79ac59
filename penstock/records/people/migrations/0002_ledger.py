"""The ledger follows these tables."""

from django.db import migrations

TRACK = """
SELECT ledger_track('company', 'company');
SELECT ledger_track('person', 'person', refs_ => '{"company_id": "company"}');
SELECT ledger_track('custom_field', 'custom_field');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0002_ledger_functions"), ("people", "0001_initial")]
    operations = [migrations.RunSQL(TRACK)]
