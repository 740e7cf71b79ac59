"""Opportunities: made on their first day, then each later fact at its own instant."""

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.custom import custom_sql
from penstock.exchange.imports.writing.keys import (
    ROW_KEY,
    key_rows,
    match_by_key,
    refuse_repeated_keys,
    remember_keys,
)
from penstock.exchange.imports.writing.lists import assign_entries
from penstock.exchange.imports.writing.records import LAST_CAUSE, Target, write_records
from penstock.exchange.imports.writing.sql import fetch, new_ids, run
from penstock.exchange.imports.writing.stages import Ways, ways

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
# Of a row that was closed on its first day, or of which no day is known: the end is the beginning.
ALL_AT_ONCE = "(s.first_at IS NULL OR (s.outcome <> 'open' AND s.closed <= s.first_at))"


def write_opportunities(context: RunContext) -> None:
    """Match, write what is new on its first day, then stage by stage to its end."""
    if "opportunities" not in context.kinds:
        return
    match_staged(context)
    assign_stages(ways(context))
    assign_entries("opportunities", "source", "source_record", "lead_source", context)
    assign_entries("opportunities", "loss_reason", "reason_record", "loss_reason", context)
    assign_entries("opportunities", "competitor", "competitor_record", "competitor", context)
    collect_steps(context)
    close_existing(context)
    write_staged(context)
    remember_keys("opportunity", "staged_opportunities", "external_id", "record_id", context)
    take_steps(context)
    add_persons(context)


def match_staged(context: RunContext) -> None:
    """By id, else by the row itself, else by name, company and a date."""
    run(
        "UPDATE staged_opportunities SET reason = 'nothing that names the opportunity' WHERE reason IS NULL"
        " AND coalesce(name, external_id, company, company_id, company_domain, product) IS NULL"
    )
    key_rows("opportunities")
    refuse_repeated_keys("staged_opportunities")
    match_by_key("opportunity", "staged_opportunities", "external_id", "record_id", context)
    match_by_key("lead", "staged_opportunities", "lead_id", "lead_record", context)
    run(
        "UPDATE staged_opportunities AS s SET record_id = o.id FROM opportunity AS o WHERE s.record_id IS NULL"
        " AND s.reason IS NULL AND s.external_id LIKE %s AND NOT o.is_removed AND o.sort_name = sort_key(s.name)"
        " AND o.company_id IS NOT DISTINCT FROM s.company_record AND (o.created_at = s.first_at OR o.close_on = s.close_on)",
        [f"{ROW_KEY}%"],
    )
    new_ids("opportunity", "staged_opportunities", "record_id IS NULL AND reason IS NULL")


def assign_stages(found: Ways) -> None:
    """Pipeline and stage of each row; an outcome without a stage of its kind is the pipeline's own."""
    for name, pipeline in found.pipelines.items():
        run(
            "UPDATE staged_opportunities SET pipeline_record = %s WHERE coalesce(pipeline, '') = %s",
            [pipeline, name],
        )
    named = fetch(
        "SELECT DISTINCT coalesce(pipeline, ''), stage FROM staged_opportunities WHERE stage IS NOT NULL"
    )
    for pipeline_name, stage in named:
        record = found.stages.get((pipeline_name, fold(stage)))
        if record is not None:
            run(
                "UPDATE staged_opportunities SET stage_record = %s WHERE stage = %s AND coalesce(pipeline, '') = %s",
                [record, stage, pipeline_name],
            )
    for outcome, stages in (("won", found.won), ("lost", found.lost)):
        for name, record in stages.items():
            run(
                "UPDATE staged_opportunities AS s SET stage_record = %s WHERE outcome = %s AND coalesce(pipeline, '') = %s"
                " AND NOT EXISTS (SELECT FROM stage AS t WHERE t.id = s.stage_record AND t.kind = s.outcome)",
                [record, outcome, name],
            )
    run("CREATE TEMP TABLE stage_named (pipeline text, folded text, id bigint) ON COMMIT DROP")
    for (pipeline_name, folded), record in found.stages.items():
        run("INSERT INTO stage_named VALUES (%s, %s, %s)", [pipeline_name, folded, record])


def collect_steps(context: RunContext) -> None:
    """What happened to each row after its first instant, in order: stages entered, the stage it is in, the closing."""
    entered = fetch(
        "SELECT DISTINCT jsonb_object_keys(stage_moments) FROM staged_opportunities WHERE reason IS NULL"
    )
    run("CREATE TEMP TABLE entered_stage (name text, folded text) ON COMMIT DROP")
    for (name,) in entered:
        run("INSERT INTO entered_stage VALUES (%s, %s)", [name, fold(name)])
    run(
        """
        CREATE TEMP TABLE step ON COMMIT DROP AS
        SELECT told.*, row_number() OVER (PARTITION BY record_id ORDER BY at NULLS LAST, is_closing) AS place FROM (
            SELECT s.record_id, s.is_new, (m.value->>0)::timestamptz AS at, (m.value->>1)::boolean AS is_day,
                   n.id AS stage_id, false AS is_closing
            FROM staged_opportunities AS s CROSS JOIN jsonb_each(s.stage_moments) AS m
            JOIN entered_stage AS e ON e.name = m.key
            JOIN stage_named AS n ON n.folded = e.folded AND n.pipeline = coalesce(s.pipeline, '')
            WHERE s.reason IS NULL AND (m.value->>0)::timestamptz <= %(now)s
            UNION ALL
            SELECT s.record_id, s.is_new, s.closed, s.closed_is_day, s.stage_record, true
            FROM staged_opportunities AS s WHERE s.reason IS NULL AND s.outcome <> 'open'
            UNION ALL
            SELECT s.record_id, s.is_new, CASE WHEN s.stage_changed_at BETWEEN s.first_at AND %(now)s THEN s.stage_changed_at END,
                   s.stage_changed_at_is_day, s.stage_record, false
            FROM staged_opportunities AS s WHERE s.reason IS NULL AND s.outcome = 'open' AND s.stage_record IS NOT NULL
              AND NOT EXISTS (SELECT FROM jsonb_object_keys(s.stage_moments) AS k JOIN entered_stage AS e ON e.name = k
                              JOIN stage_named AS n ON n.folded = e.folded AND n.pipeline = coalesce(s.pipeline, '')
                              WHERE n.id = s.stage_record)
        ) AS told
        """,
        {"now": context.now},
    )
    run("CREATE INDEX ON step (record_id)")
    run("ANALYZE step")
    run("ANALYZE staged_opportunities")


def write_staged(context: RunContext) -> None:
    """New rows as they were on their first instant, known ones as they are now."""
    run("DROP TABLE IF EXISTS work_opportunity")
    final = f"(NOT s.is_new OR {ALL_AT_ONCE})"
    run(
        f"""
        CREATE TEMP TABLE work_opportunity ON COMMIT DROP AS
        SELECT s.record_id, s.is_new, coalesce(s.first_at, %(now)s) AS at, coalesce(s.first_is_day, false) AS is_day,
            {NAME} AS name, s.pipeline_record AS pipeline_id,
            CASE WHEN {final} THEN s.stage_record ELSE f.stage_id END AS stage_id, s.company_record AS company_id,
            CASE WHEN {final} AND s.outcome <> 'open' THEN coalesce(s.amount_at_close, s.amount) ELSE s.amount END AS amount_minor,
            CASE WHEN {final} OR s.amount IS NOT NULL OR s.is_new
                 THEN coalesce(s.amount_currency, s.amount_at_close_currency, s.currency, CASE WHEN s.is_new THEN %(currency)s END)
                 END AS currency,
            CASE WHEN s.outcome = 'open' THEN s.close_on
                 WHEN {final} THEN coalesce((s.closed AT TIME ZONE %(zone)s)::date, s.close_on) END AS close_on,
            CASE WHEN s.outcome = 'open' AND s.probability <> t.probability AND s.probability < 1 THEN s.probability END
                AS probability,
            s.owner_user AS owner_id, s.next_step, s.source_record AS source_id, s.lead_record AS source_lead_id,
            CASE WHEN {final} AND s.outcome = 'lost' THEN s.reason_record END AS loss_reason_id,
            CASE WHEN {final} THEN s.competitor_record END AS competitor_id, s.description, NULL::text[] AS checked,
            {custom_sql("opportunities").replace("staged_opportunities", "s")} AS custom
        FROM staged_opportunities AS s LEFT JOIN stage AS t ON t.id = s.stage_record
        LEFT JOIN step AS f ON f.record_id = s.record_id AND f.place = 1 AND f.at = s.first_at AND NOT f.is_closing
        LEFT JOIN company AS c ON c.id = s.company_record
        WHERE s.reason IS NULL ORDER BY s.id
        """,
        {"now": context.now, "currency": context.currency, "zone": str(context.zone)},
    )
    written = write_records(OPPORTUNITY, context)
    context.created["opportunities"] = written.created
    context.updated["opportunities"] = context.updated.get("opportunities", 0) + written.updated
    context.unchanged["opportunities"] = written.unchanged


# A name for rows that have none: what is sold to whom.
NAME = (
    "coalesce(s.name, nullif(concat_ws(' · ', c.name, s.product), ''),"
    f" CASE WHEN s.external_id NOT LIKE '{ROW_KEY}%%' THEN s.external_id END, 'Opportunity')"
)


def take_steps(context: RunContext) -> None:
    """Every later fact of the new rows, in rounds: the first of all, the second of all …"""
    run(
        f"DELETE FROM step AS p USING staged_opportunities AS s WHERE s.record_id = p.record_id AND (NOT s.is_new OR {ALL_AT_ONCE}"
        " OR (p.place = 1 AND p.at = s.first_at AND NOT p.is_closing))"
    )
    rounds = fetch("SELECT DISTINCT place, at IS NULL, coalesce(is_day, false) FROM step ORDER BY 1, 2, 3")
    for place, is_now, is_day in rounds:
        step_round(place, is_now, is_day and not is_now, context)


def step_round(place: int, is_now: bool, is_day: bool, context: RunContext) -> None:
    """One step of each row that has so many."""
    valid = "" if is_now else ", true_from = p.at, known_from = NULL"
    when = "p.at IS NULL" if is_now else f"p.at IS NOT NULL AND coalesce(p.is_day, false) = {is_day}"
    with as_import(context, is_day):
        run(
            f"""
            UPDATE opportunity AS o SET stage_id = p.stage_id,
                close_on = CASE WHEN p.is_closing THEN coalesce((s.closed AT TIME ZONE %(zone)s)::date, s.close_on) ELSE o.close_on END,
                amount_minor = CASE WHEN p.is_closing THEN coalesce(s.amount_at_close, o.amount_minor) ELSE o.amount_minor END,
                loss_reason_id = CASE WHEN p.is_closing AND s.outcome = 'lost' THEN s.reason_record ELSE o.loss_reason_id END,
                competitor_id = CASE WHEN p.is_closing THEN s.competitor_record ELSE o.competitor_id END{valid}
            FROM step AS p JOIN staged_opportunities AS s ON s.record_id = p.record_id AND s.reason IS NULL
            WHERE o.id = p.record_id AND p.place = %(place)s AND {when}
            """,
            {"zone": str(context.zone), "place": place},
        )


def close_existing(context: RunContext) -> None:
    """A known opportunity that the file brings as closed, and that nobody here moved, is closed on its own day."""
    for is_day in (False, True):
        with as_import(context, is_day):
            closed = run(
                f"""
                UPDATE opportunity AS o SET stage_id = s.stage_record, true_from = s.closed, known_from = NULL
                FROM staged_opportunities AS s JOIN stage AS n ON n.id = s.stage_record,
                     LATERAL (SELECT s.record_id) AS d (record_id)
                WHERE o.id = s.record_id AND NOT s.is_new AND s.reason IS NULL AND s.outcome <> 'open'
                  AND o.stage_id IS DISTINCT FROM s.stage_record AND s.closed > o.true_from
                  AND coalesce(s.closed_is_day, false) = %(is_day)s AND coalesce(({LAST_CAUSE}), 'import') = 'import'
                """,
                {"is_day": is_day, "kind": "opportunity", "field": "stage_id"},
            )
        context.updated["opportunities"] = context.updated.get("opportunities", 0) + closed


def add_persons(context: RunContext) -> None:
    """The person of a row is on the buying side, since the row's first day."""
    for is_day in (False, True):
        with as_import(context, is_day):
            run(
                "INSERT INTO opportunity_person (opportunity_id, person_id, buying_role, created_at)"
                " SELECT s.record_id, s.person_record, '', s.first_at FROM staged_opportunities AS s"
                " WHERE s.person_record IS NOT NULL AND s.reason IS NULL AND coalesce(s.first_is_day, false) = %s"
                " AND NOT EXISTS (SELECT FROM opportunity_person AS p WHERE p.opportunity_id = s.record_id"
                " AND p.person_id = s.person_record AND NOT p.is_removed) ORDER BY s.id",
                [is_day],
            )
