"""What past facts point to must have been there: stages, users, companies that we learned of later than their use."""

import json

from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.sql import fetch
from penstock.foundation.base.ledger import PastFact, enter

# Kind and table of what is pointed to, and the column of the opportunity (or lead) that points.
FROM_OPPORTUNITY = {
    "pipeline": "pipeline_id",
    "company": "company_id",
    "user": "owner_id",
    "lead_source": "source_id",
}
RELATIONS = {
    "pipeline": "pipeline",
    "company": "company",
    "user": "seller",
    "lead_source": "lead_source",
    "stage": "stage",
}


def reach_back(context: RunContext) -> None:
    """Enter, for records that are younger than the first fact of this run that points to them, that they were as they are."""
    facts: list[PastFact] = []
    for kind, column in FROM_OPPORTUNITY.items():
        needed = f"SELECT {column} AS id, min(created_at) AS at FROM opportunity WHERE id IN (SELECT record_id FROM staged_opportunities) GROUP BY 1"
        facts += late_records(kind, needed, context)
    needed = (
        "SELECT s.id, min(o.created_at) AS at FROM opportunity AS o JOIN stage AS s ON s.pipeline_id = o.pipeline_id"
        " WHERE o.id IN (SELECT record_id FROM staged_opportunities) GROUP BY 1"
    )
    facts += late_records("stage", needed, context)
    if facts:
        with as_import(context):
            enter(facts)


def late_records(kind: str, needed: str, context: RunContext) -> list[PastFact]:
    """A past fact with everything that the record has, for each that was needed earlier than it is known to exist."""
    rows = fetch(
        f"SELECT t.id, n.at, jsonb_strip_nulls(ledger_flat(to_jsonb(t), k.untracked)) FROM {RELATIONS[kind]} AS t"
        f" JOIN ({needed}) AS n ON n.id = t.id CROSS JOIN ledger_kind AS k WHERE k.kind = %s AND t.created_at > n.at ORDER BY t.id",
        [kind],
    )
    return [PastFact(kind, record, at, json.loads(changes)) for record, at, changes in rows]
