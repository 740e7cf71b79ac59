"""Two indexes of the ledger leave voids out, which an undo need not write into them (docs/benchmarks.md)."""

from django.db import migrations

# Nobody asks for voids by time or by act: they are found by what they void.
INDEXES = """
DROP INDEX ledger_by_time, ledger_of_act;
CREATE INDEX ledger_by_time ON ledger (kind, valid_at) WHERE voids IS NULL;
CREATE INDEX ledger_of_act ON ledger (cause, cause_id) WHERE cause_id IS NOT NULL AND voids IS NULL;
"""

INDEXES_BEFORE = """
DROP INDEX ledger_by_time, ledger_of_act;
CREATE INDEX ledger_by_time ON ledger (kind, valid_at);
CREATE INDEX ledger_of_act ON ledger (cause, cause_id) WHERE cause_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0010_voids_in_sets")]
    operations = [migrations.RunSQL(INDEXES, INDEXES_BEFORE)]
