"""Which facts are void is looked up fact by fact: joined, the server read every void that there is for each part of an undo, and
for each fact of a small part, since it had no statistics yet of voids that were only just written."""

from importlib import import_module

from django.db import migrations

DOOR = import_module("penstock.foundation.base.migrations.0010_voids_in_sets").DOOR
DOOR = DOOR[DOOR.index("CREATE FUNCTION ledger_void_through_door") : DOOR.index("CREATE TRIGGER")].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
HIDE = import_module("penstock.foundation.base.migrations.0014_voids_in_a_range").AFTER

JOINED_IN_DOOR = "NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq)"
JOINED_IN_HIDE = """
        SELECT f.record_id, max(v.recorded_at) FROM unnest($2) AS wanted (id)
        JOIN ledger AS f ON f.kind = $1 AND f.record_id = wanted.id AND f.record_id BETWEEN $3 AND $4 AND f.voids IS NULL
        LEFT JOIN (SELECT voids, recorded_at FROM ledger WHERE kind = $1 AND record_id BETWEEN $3 AND $4 AND voids IS NOT NULL) AS v
            ON v.voids = f.seq
        GROUP BY f.record_id HAVING bool_and(v.voids IS NOT NULL)"""
# A subquery in the list of results is never made a join.
LOOKED_UP_IN_DOOR = "(SELECT v.seq FROM ledger AS v WHERE v.voids = f.seq) IS NULL"
LOOKED_UP_IN_HIDE = """
        SELECT id, max(voided_at) FROM (
            SELECT wanted.id, (SELECT v.recorded_at FROM ledger AS v WHERE v.voids = f.seq) AS voided_at FROM unnest($2) AS wanted (id)
            JOIN ledger AS f ON f.kind = $1 AND f.record_id = wanted.id AND f.record_id BETWEEN $3 AND $4 AND f.voids IS NULL
        ) AS facts GROUP BY id HAVING bool_and(voided_at IS NOT NULL)"""


def exchanged(text: str, old: str, new: str) -> str:
    """The text with one passage in the other's place; a passage that is not there is a mistake."""
    assert text.count(old) == 1
    return text.replace(old, new)


AFTER = exchanged(DOOR, JOINED_IN_DOOR, LOOKED_UP_IN_DOOR) + exchanged(
    HIDE, JOINED_IN_HIDE, LOOKED_UP_IN_HIDE
)


class Migration(migrations.Migration):
    dependencies = [("base", "0015_since_it_came")]
    operations = [migrations.RunSQL(AFTER, DOOR + HIDE)]
