"""The ledger's own function tells the planner."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("penstock.exchange.imports.migrations.0007_statistics").ANALYZE


class Migration(migrations.Migration):
    dependencies = [("imports", "0007_statistics"), ("base", "0013_statistics")]
    operations = [migrations.RunSQL("DROP FUNCTION import_analyze()", BEFORE)]
