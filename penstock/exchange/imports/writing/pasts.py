"""The history of opportunities that come with it in one set: rows of changes as the states that a new record had.

The file of the opportunities says what is so at its end, whatever the history says last; the history says how it came there."""

import json

from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.keys import ROW_KEY, known_key
from penstock.exchange.imports.writing.sql import exists, fetch, make_table, run, scalar
from penstock.exchange.imports.writing.staging import make_staging, settle

# Of what a history tells, the column that says whether it does.
LAST_TOLD = {"stage": "stage", "amount": "amount", "amount_currency": "amount", "close_on": "close_on"}
MADE_OF_HISTORY = "made of history"
# What a row of a change may tell; what it does not tell is as the row before said.
TOLD = ("stage_id", "amount_minor", "close_on", "probability", "owner_id")
# The history says that a probability is the one of its stage.
AS_STAGE = "-1"


def key_history(context: RunContext) -> None:
    """Each change by its id, else by what it says: a change that is known is not entered twice."""
    make_table(
        "history_key",
        f"SELECT id, coalesce(external_id, '{ROW_KEY}' || md5(ROW(opportunity_id, opportunity, at, field, old, new, stage, old_stage,"
        " amount, old_amount, close_on, old_close_on, probability, owner)::text)) AS key FROM all_history",
    )
    run("CREATE INDEX ON history_key (id)")
    run("ANALYZE history_key")


def make_opportunities_of_history(context: RunContext) -> None:
    """Where a history comes alone and nothing in it is known here, it is all there is: each case becomes an opportunity, of which
    `fill_from_history` tells what it is."""
    if "history" not in context.kinds or "opportunities" in context.kinds:
        return
    if MADE_OF_HISTORY not in context.cursor:
        if knows_any(context):
            return
        context.cursor[MADE_OF_HISTORY] = 1
    make_staging("opportunities")
    count = run(
        """
        INSERT INTO all_opportunities (id, line, file, external_id, name, outcome, first_at, first_is_day)
        SELECT row_number() OVER (ORDER BY min(id)), (array_agg(line ORDER BY id))[1], min(file), opportunity_id,
            coalesce(max(opportunity), opportunity_id), 'open', least(min(opportunity_created_at), min(at)),
            min(at) >= min(opportunity_created_at) AND bool_and(coalesce(opportunity_created_at_is_day, false))
        FROM all_history WHERE reason IS NULL AND at <= %s AND NOT coalesce(is_removed, false)
            AND coalesce(opportunity_id, opportunity) IS NOT NULL
        GROUP BY opportunity_id, CASE WHEN opportunity_id IS NULL THEN opportunity END
        """,
        [context.now],
    )
    settle("opportunities")
    context.kinds |= {"opportunities"}
    context.warn(f"{count} opportunities are made of their history, since nothing else tells of them")


def knows_any(context: RunContext) -> bool:
    """Whether some opportunity of the history is here, by id or name."""
    return exists(
        f"SELECT FROM (SELECT DISTINCT opportunity_id FROM all_history) AS h WHERE {known_key('h.opportunity_id')} IS NOT NULL",
        ["opportunity", context.source],
    ) or exists(
        "SELECT FROM (SELECT DISTINCT opportunity FROM all_history WHERE opportunity IS NOT NULL) AS h"
        " JOIN opportunity AS o ON o.sort_name = sort_key(h.opportunity) AND NOT o.is_removed"
    )


def fill_from_history(context: RunContext) -> None:
    """Where the row of an opportunity does not tell its stage, amount or close date, its history does: what was told last."""
    if not has_pasts(context):
        return
    last = ", ".join(
        f"(array_agg(h.{name} ORDER BY h.at DESC, h.id DESC) FILTER (WHERE h.{told} IS NOT NULL))[1] AS {name}"
        for name, told in LAST_TOLD.items()
    )
    run(
        f"""
        UPDATE all_opportunities AS o SET stage = coalesce(o.stage, l.stage), close_on = coalesce(o.close_on, l.close_on),
            amount = coalesce(o.amount, l.amount),
            amount_currency = CASE WHEN o.amount IS NULL THEN l.amount_currency ELSE o.amount_currency END,
            outcome = CASE WHEN coalesce(o.stage, o.status) IS NULL AND coalesce(o.is_won, o.is_closed, o.is_lost) IS NULL
                AND o.outcome = 'open' THEN coalesce(%s::jsonb ->> l.stage, 'open') ELSE o.outcome END
        FROM (SELECT r.opportunity, {last} FROM all_history AS h JOIN history_row AS r ON r.id = h.id
            WHERE h.reason IS NULL AND h.at <= %s GROUP BY 1) AS l
        WHERE l.opportunity = o.id AND (o.stage IS NULL OR o.amount IS NULL OR o.close_on IS NULL)
        """,
        [json.dumps(kinds_of_stages(context)), context.now],
    )


def kinds_of_stages(context: RunContext) -> dict[str, str]:
    """Of each stage that the history names whether it is won, lost or open."""
    named = fetch("SELECT DISTINCT stage FROM all_history WHERE stage IS NOT NULL")
    return {stage: context.stage_kind(stage) for (stage,) in named}


def line_up_history(context: RunContext) -> None:
    """The table `history_line`: of each staged opportunity its changes in order, each with all that is so since then."""
    if not has_pasts(context):
        return
    make_table(
        "history_told",
        f"""
        SELECT r.opportunity, h.id, h.at, coalesce(h.at_is_day, false) AS is_day, n.id AS stage_id, h.amount AS amount_minor,
            h.close_on, CASE WHEN round(h.probability, 4) = s.probability THEN {AS_STAGE} ELSE round(h.probability, 4) END AS probability,
            w.user_id AS owner_id, p.id AS old_stage_id, h.old_amount AS old_amount_minor, h.old_close_on,
            row_number() OVER (PARTITION BY r.opportunity ORDER BY h.at, h.id) AS place
        FROM all_history AS h JOIN history_row AS r ON r.id = h.id JOIN all_opportunities AS o ON o.id = r.opportunity
        LEFT JOIN stage_named AS n ON n.pipeline = coalesce(o.pipeline, '') AND n.stage = h.stage
        LEFT JOIN stage AS s ON s.id = n.id
        LEFT JOIN stage_named AS p ON p.pipeline = coalesce(o.pipeline, '') AND p.stage = h.old_stage
        LEFT JOIN owner_named AS w ON w.kind = 'history' AND w.owner = h.owner
        WHERE h.reason IS NULL
        """,
    )
    counted = ", ".join(f"count({name}) OVER line AS told_{name}" for name in TOLD)
    carried = ", ".join(
        f"max({name}) OVER (PARTITION BY opportunity, told_{name}) AS {name}" for name in TOLD
    )
    make_table(
        "history_line",
        f"SELECT opportunity, id, at, is_day, place, {carried} FROM (SELECT *, {counted} FROM history_told"
        " WINDOW line AS (PARTITION BY opportunity ORDER BY place)) AS told",
    )
    run("CREATE INDEX ON history_line (opportunity)")
    run("ANALYZE history_line")
    first_old = ", ".join(
        f"(array_agg(t.old_{name} ORDER BY t.place) FILTER (WHERE t.{name} IS NOT NULL))[1] AS {name}"
        for name in ("stage_id", "amount_minor", "close_on")
    )
    make_table(
        "history_end",
        f"SELECT t.opportunity, {first_old}, count(*) AS rows, min(t.at) AS first_at, max(t.at) AS last_at,"
        " (array_agg(l.stage_id ORDER BY l.place DESC))[1] AS last_stage"
        " FROM history_told AS t JOIN history_line AS l ON l.opportunity = t.opportunity AND l.place = t.place GROUP BY 1",
    )
    run("CREATE INDEX ON history_end (opportunity)")
    run("ANALYZE history_end")


def tell_history_after_closing(context: RunContext) -> None:
    """Closed by their own row before the history says that they moved on: they count as closed when it ends."""
    rows = fetch(
        """
        SELECT o.file, o.line FROM all_opportunities AS o JOIN history_mark AS h ON h.opportunity = o.id
        WHERE o.reason IS NULL AND o.outcome <> 'open' AND h.closed_at IS NULL AND o.closed < h.last_at ORDER BY o.id
        """
    )
    context.find(
        "opportunities",
        "are closed before the last change of their history; they count as closed at that change, with the close date of their row",
        rows,
        whole=True,
    )


def has_pasts(context: RunContext) -> bool:
    """Whether the set has opportunities and their history."""
    return {"history", "opportunities"} <= context.kinds


def add_pasts(context: RunContext, columns: dict[str, str]) -> None:
    """The states of the batch's new opportunities that have a history: before its first row, at each of its rows, at the end."""
    values = {name: f"w.{name}" for name in columns}
    first = values | {
        "stage_id": "e.stage_id",
        "amount_minor": "coalesce(e.amount_minor, CASE WHEN l.amount_minor IS NULL THEN w.first_amount ELSE l.amount_minor END)",
        "close_on": "coalesce(e.close_on, w.first_close_on)",
        "loss_reason_id": "NULL::bigint",
        "competitor_id": "NULL::bigint",
        "probability": "NULL::numeric",
    }
    before = "JOIN history_line AS l ON l.opportunity = w.row AND l.place = 1"
    add(columns, first, "w.first_at", "w.is_day", "0", "w.first_at < e.first_at", before)
    along = first | {
        "stage_id": "coalesce(l.stage_id, e.stage_id)",
        "amount_minor": "coalesce(l.amount_minor, e.amount_minor, w.first_amount)",
        "close_on": "coalesce(l.close_on, e.close_on, w.first_close_on)",
        "probability": f"nullif(l.probability, {AS_STAGE})",
        "owner_id": "coalesce(l.owner_id, w.owner_id)",
    }
    every = "JOIN history_line AS l ON l.opportunity = w.row"
    add(columns, along, "l.at", "l.is_day", "l.place", "true", every)
    end = (
        "CASE WHEN w.outcome <> 'open' AND w.closed > e.last_at THEN w.closed WHEN e.last_stage = w.stage_id THEN %(now)s"
        " WHEN w.outcome <> 'open' THEN e.last_at ELSE greatest(w.stage_at, e.last_at, CASE WHEN w.stage_at IS NULL THEN %(now)s END) END"
    )
    is_day = "w.outcome <> 'open' AND w.closed > e.last_at AND w.closed_is_day"
    add(columns, values, end, is_day, "e.rows + 1", "true", "", {"now": context.now})
    run(
        "INSERT INTO import_key (kind, source, key, record_id, run_id) SELECT DISTINCT ON (k.key) 'history', %s, k.key, w.record_id, %s"
        " FROM work_opportunity AS w JOIN history_line AS l ON l.opportunity = w.row JOIN history_key AS k ON k.id = l.id"
        " WHERE w.is_new ON CONFLICT (kind, source, key) DO NOTHING",
        [context.source, context.run_id],
    )
    told = scalar(
        "SELECT coalesce(sum(e.rows), 0) FROM work_opportunity AS w JOIN history_end AS e ON e.opportunity = w.row WHERE w.is_new"
    )
    context.count("created", "history", int(told))


def add(
    columns: dict[str, str],
    values: dict[str, str],
    at: str,
    is_day: str,
    place: str,
    where: str,
    joins: str,
    params: dict[str, object] | None = None,
) -> None:
    """States of the new rows that have a history and meet the condition."""
    cells = ", ".join(f"coalesce({values[name]}, {default})" for name, default in columns.items())
    run(
        f"INSERT INTO opportunity_states (id, valid_at, place, precision, {', '.join(columns)}) SELECT w.record_id, {at}, {place},"
        f" CASE WHEN {is_day} THEN 'day' ELSE 'instant' END, {cells} FROM work_opportunity AS w"
        f" JOIN history_end AS e ON e.opportunity = w.row {joins} WHERE w.is_new AND {where}",
        params,
    )
