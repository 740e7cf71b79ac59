"""The states of new opportunities, each true since its own instant, for the ledger's set form."""

from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.pasts import add_pasts, has_pasts
from penstock.exchange.imports.writing.records import Target
from penstock.exchange.imports.writing.sql import exists, run
from penstock.foundation.base.ledger import begin_states, write_states

OPPORTUNITY = Target(
    "opportunity",
    "opportunity",
    {
        "name": "''",
        "pipeline_id": "NULL",
        "stage_id": "NULL",
        "company_id": "NULL",
        "amount_minor": "NULL",
        "currency": "NULL",
        "close_on": "NULL",
        "probability": "NULL",
        "owner_id": "NULL",
        "next_step": "''",
        "source_id": "NULL",
        "source_lead_id": "NULL",
        "loss_reason_id": "NULL",
        "competitor_id": "NULL",
        "description": "''",
        "checked": "'{}'",
        "custom": "'{}'",
    },
)
# What a state of an opportunity has before its end that it has otherwise at its end.
FIRST = {
    "stage_id": "NULL::bigint",
    "amount_minor": "w.first_amount",
    "close_on": "w.first_close_on",
    "loss_reason_id": "NULL::bigint",
    "competitor_id": "NULL::bigint",
}


def write_new(context: RunContext) -> int:
    """The states of new opportunities: the first, those that the file dates, the one before the closing, the last."""
    if not exists("SELECT FROM work_opportunity WHERE is_new"):
        return 0
    now = context.now
    run("ANALYZE work_opportunity (row, record_id, is_new)")
    with as_import(context):
        begin_states("opportunity")
        if has_pasts(context):
            add_pasts(context, dict(OPPORTUNITY.columns))
        add_states("coalesce(w.first_at, %s)", "w.is_day", "w.is_all_at_once", 0, {}, [now])
        first = FIRST | {"stage_id": "f.id"}
        at_first = (
            "LEFT JOIN LATERAL (SELECT e.id FROM jsonb_each(w.stage_moments) AS m JOIN entered_stage AS e ON e.name = m.key"
            " AND e.pipeline = w.pipeline WHERE (m.value->>0)::timestamptz = w.first_at LIMIT 1) AS f ON w.stage_moments <> '{}'"
        )
        add_states("w.first_at", "w.is_day", "NOT w.is_all_at_once", 0, first, [], at_first)
        if exists("SELECT FROM work_opportunity WHERE stage_moments <> '{}'"):
            add_states(
                "(m.value->>0)::timestamptz",
                "(m.value->>1)::boolean",
                "NOT w.is_all_at_once AND (m.value->>0)::timestamptz > w.first_at AND (m.value->>0)::timestamptz <= %s"
                " AND (w.closed IS NULL OR (m.value->>0)::timestamptz < w.closed OR e.id <> w.stage_id)",
                1,
                FIRST | {"stage_id": "e.id"},
                [now],
                "CROSS JOIN LATERAL jsonb_each(w.stage_moments) AS m JOIN entered_stage AS e ON e.name = m.key AND e.pipeline = w.pipeline",
            )
        before = "NOT w.is_all_at_once AND w.stage_before IS NOT NULL AND w.stage_moments = '{}'"
        changed = "CASE WHEN w.stage_at < w.closed THEN w.stage_at ELSE coalesce(w.closed, %s) END"
        add_states(changed, "w.closed_is_day", before, 2, FIRST | {"stage_id": "w.stage_before"}, [now])
        add_states(
            "coalesce(w.closed, %s)",
            "w.closed_is_day",
            "NOT w.is_all_at_once AND w.outcome <> 'open'",
            3,
            {},
            [now],
        )
        is_last = (
            "NOT EXISTS (SELECT FROM jsonb_object_keys(w.stage_moments) AS k JOIN entered_stage AS e ON e.name = k"
            " AND e.pipeline = w.pipeline WHERE e.id = w.stage_id)"
        )
        add_states(
            "coalesce(w.stage_at, %s)",
            "w.stage_at IS NOT NULL AND w.stage_at_is_day",
            f"NOT w.is_all_at_once AND w.outcome = 'open' AND w.stage_id IS NOT NULL AND {is_last}",
            3,
            {},
            [now],
        )
        return write_states("opportunity")


def add_states(
    at: str, is_day: str, where: str, place: int, other: dict[str, str], params: list[object], joins: str = ""
) -> None:
    """One state of each new row that meets the condition; `other` are columns that differ from the end."""
    columns = OPPORTUNITY.columns
    values = ", ".join(
        f"coalesce({other.get(name, f'w.{name}')}, {default})" for name, default in columns.items()
    )
    run(
        f"INSERT INTO opportunity_states (id, valid_at, place, precision, {', '.join(columns)}) SELECT w.record_id, {at}, {place},"
        f" CASE WHEN {is_day} THEN 'day' ELSE 'instant' END, {values} FROM work_opportunity AS w {joins} WHERE w.is_new AND NOT w.has_history AND {where}",
        params,
    )
