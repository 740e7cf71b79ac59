"""The ledger's own function tells the planner."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("penstock.exchange.sample.migrations.0001_doors").ANALYZE


class Migration(migrations.Migration):
    dependencies = [("sample", "0002_run"), ("base", "0013_statistics")]
    operations = [migrations.RunSQL("DROP FUNCTION ledger_analyze_sample()", BEFORE)]
