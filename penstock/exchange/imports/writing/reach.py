"""What past facts point to must have been there: stages, users, companies that we learned of later than their use."""

import json

from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.sql import fetch
from penstock.foundation.base.ledger import PastFact, enter

SINCE = "SELECT {column} AS id, min(o.first_at) AS at FROM all_opportunities AS o JOIN {named} GROUP BY 1"
# Kind, table, and the SQL of which records are needed since when.
NEEDED = (
    ("pipeline", "pipeline", SINCE.format(column="n.id", named="pipeline_named AS n ON n.pipeline = coalesce(o.pipeline, '')")),
    (
        "stage",
        "stage",
        "SELECT s.id, min(o.first_at) AS at FROM all_opportunities AS o JOIN pipeline_named AS n ON n.pipeline = coalesce(o.pipeline, '')"
        " JOIN stage AS s ON s.pipeline_id = n.id GROUP BY 1",
    ),
    ("company", "company", "SELECT record_id AS id, min(since) AS at FROM named_company GROUP BY 1"),
    (
        "user",
        "seller",
        SINCE.format(
            column="n.user_id",
            named="owner_named AS n ON n.kind = 'opportunities' AND n.owner_id = coalesce(o.owner_id, '')"
            " AND n.owner_email = coalesce(o.owner_email[1], '') AND n.owner = coalesce(o.owner, '')",
        ),
    ),
    (
        "lead_source",
        "lead_source",
        "SELECT l.id, min(o.at) AS at FROM (SELECT source, min(first_at) AS at FROM all_opportunities GROUP BY 1) AS o"
        " JOIN lead_source AS l ON sort_key(l.name) = sort_key(o.source) AND NOT l.is_removed GROUP BY 1",
    ),
)  # fmt: skip


def reach_back(context: RunContext) -> None:
    """Enter, for records that are younger than the first row of this run that points to them, that they were as they are."""
    facts = [fact for kind, table, needed in NEEDED for fact in late_records(kind, table, needed, context)]
    if facts:
        with as_import(context):
            enter(facts)


def late_records(kind: str, table: str, needed: str, context: RunContext) -> list[PastFact]:
    """A past fact with everything that the record has, for each that was needed earlier than it is known to exist."""
    rows = fetch(
        f"SELECT t.id, n.at, jsonb_strip_nulls(ledger_flat(to_jsonb(t), k.untracked)) FROM {table} AS t"
        f" JOIN ({needed}) AS n ON n.id = t.id CROSS JOIN ledger_kind AS k WHERE k.kind = %s AND t.created_at > n.at"
        " AND NOT t.is_removed ORDER BY t.id",
        [kind],
    )
    return [
        PastFact(kind, record, at, json.loads(changes) if isinstance(changes, str) else changes)
        for record, at, changes in rows
    ]
