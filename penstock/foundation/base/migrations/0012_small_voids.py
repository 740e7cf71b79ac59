"""A void of few records looks them up; only one of many reads its tables whole (docs/design/ledger.md)."""

import re
from importlib import import_module

from django.db import migrations

BEFORE = import_module("penstock.foundation.base.migrations.0010_voids_in_sets").HIDE
# The function's own setting ends with it, so that this one does too. Below some thousand records looking each one up in four
# indexes is cheaper than hashing a table of a hundred thousand.
FEW = """BEGIN
    PERFORM set_config('enable_nestloop', CASE WHEN cardinality(ids) <= 1000 THEN 'on' ELSE 'off' END, true);
"""
AFTER = re.sub(r"^BEGIN\n", FEW, BEFORE, count=1, flags=re.MULTILINE)


class Migration(migrations.Migration):
    dependencies = [("base", "0011_without_voids")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
