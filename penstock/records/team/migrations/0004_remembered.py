"""Processes remember these tables (base/remembering.py). Of users all but the last sign-in: a sign-in need not wait
for whoever changes settings."""

from django.db import migrations

REMEMBER = """
SELECT remember('team');
SELECT remember('seller', 'is_removed', 'password', 'email', 'name', 'role', 'team_id', 'is_active', 'zone', 'language', 'theme', 'density');
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0009_remembered"), ("team", "0003_cache")]
    operations = [migrations.RunSQL(REMEMBER, migrations.RunSQL.noop)]
