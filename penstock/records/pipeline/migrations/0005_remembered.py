"""Processes remember these tables (base/remembering.py)."""

from django.db import migrations

REMEMBER = """
SELECT remember('pipeline');
SELECT remember('stage');
SELECT remember('loss_reason');
SELECT remember('competitor');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0009_remembered"), ("pipeline", "0004_past_board")]
    operations = [migrations.RunSQL(REMEMBER, migrations.RunSQL.noop)]
