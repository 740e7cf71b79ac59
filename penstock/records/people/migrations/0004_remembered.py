"""Processes remember these tables (base/remembering.py)."""

from django.db import migrations

REMEMBER = """
SELECT remember('custom_field');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0009_remembered"), ("people", "0003_fewer_indexes")]
    operations = [migrations.RunSQL(REMEMBER, migrations.RunSQL.noop)]
