"""Processes remember these tables (base/remembering.py)."""

from django.db import migrations

REMEMBER = """
SELECT remember('lead_source');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0009_remembered"), ("leads", "0003_fewer_indexes")]
    operations = [migrations.RunSQL(REMEMBER, migrations.RunSQL.noop)]
