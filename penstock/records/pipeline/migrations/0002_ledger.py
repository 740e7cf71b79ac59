"""The ledger follows these tables."""

from django.db import migrations

TRACK = """
SELECT ledger_track('pipeline', 'pipeline');
SELECT ledger_track('stage', 'stage');
SELECT ledger_track('loss_reason', 'loss_reason');
SELECT ledger_track('competitor', 'competitor');
SELECT ledger_track('opportunity', 'opportunity', '{last_activity_at}',
                    '{"company_id": "company"}', '{"stage_id": "stage_since"}');
SELECT ledger_track('opportunity_person', 'opportunity_person', refs_ => '{"person_id": "person"}');
SELECT ledger_track('opportunity_user', 'opportunity_user');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0002_ledger_functions"), ("pipeline", "0001_initial")]
    operations = [migrations.RunSQL(TRACK)]
