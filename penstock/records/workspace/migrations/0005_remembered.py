"""Processes remember these tables (base/remembering.py)."""

from django.db import migrations

REMEMBER = """
SELECT remember('workspace');
SELECT remember('exchange_rate');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0009_remembered"), ("workspace", "0004_lead_cap")]
    operations = [migrations.RunSQL(REMEMBER, migrations.RunSQL.noop)]
