"""Processes remember these tables (base/remembering.py)."""

from django.db import migrations

REMEMBER = """
SELECT remember('custom_field');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0009_remembered"), ("people", "0004_not_same")]
    operations = [migrations.RunSQL(REMEMBER, migrations.RunSQL.noop)]
