"""Rows that carry our own numbers, as our exports do: they are the records that they were taken from."""

from collections.abc import Sequence

from penstock.exchange.imports.preparing.values import FilePlan
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.sql import run, scalar

# Kind of file to the kind of record, and what both call themselves by.
RECORDS = {
    "companies": ("company", "a.name", "t.name"),
    "people": ("person", "a.name", "trim(t.first_name || ' ' || t.last_name)"),
    "leads": ("lead", "a.name", "t.name"),
    "opportunities": ("opportunity", "a.name", "t.name"),
}
SPREADSHEET, OURS = "spreadsheet", "penstock"
IS_OURS = (
    "FROM all_{kind} AS a JOIN {record} AS t"
    " ON t.id = CASE WHEN a.external_id ~ '^[1-9][0-9]{{0,17}}$' THEN a.external_id::bigint END"
    " WHERE NOT t.is_removed AND sort_key({name}) = sort_key({ours}) AND a.reason IS NULL"
    " AND (a.created_at IS NULL OR date_trunc('second', a.created_at) = date_trunc('second', t.created_at))"
)


def know_our_own(plans: Sequence[FilePlan], context: RunContext) -> bool:
    """Whether the ids are ours: most of them are numbers of records that have the name of the row and, if the row says so,
    began when it did. Only a column that is called as ours is looked at, and none of another system."""
    numbered = {
        plan.kind
        for plan in plans
        if any(column.header == "id" and column.target == "external_id" for column in plan.columns)
    }
    kinds = [kind for kind in RECORDS if kind in context.kinds & numbered]
    if context.source != SPREADSHEET or not kinds:
        return False
    found = {
        kind: IS_OURS.format(kind=kind, record=RECORDS[kind][0], name=RECORDS[kind][1], ours=RECORDS[kind][2])
        for kind in kinds
    }
    ours = sum(scalar(f"SELECT count(*) {found[kind]}") for kind in kinds)
    rows = sum(scalar(f"SELECT count(external_id) FROM all_{kind}") for kind in kinds)
    if not ours or ours * 2 < rows:
        return False
    context.source = OURS
    for kind in kinds:
        run(
            "INSERT INTO import_key (kind, source, key, record_id, run_id)"
            f" SELECT %s, %s, a.external_id, t.id, %s {found[kind].replace('%', '%%')} ORDER BY a.id"
            " ON CONFLICT (kind, source, key) DO NOTHING",
            [RECORDS[kind][0], context.source, context.run_id],
        )
    return True
