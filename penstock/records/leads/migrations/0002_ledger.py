"""The ledger follows these tables."""

from django.db import migrations

TRACK = """
SELECT ledger_track('lead_source', 'lead_source');
SELECT ledger_track('lead', 'lead', '{last_activity_at}',
                    '{"company_id": "company", "person_id": "person"}', '{"status": "status_since"}');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0002_ledger_functions"), ("leads", "0001_initial")]
    operations = [migrations.RunSQL(TRACK)]
