"""When what happened to an opportunity: its outcome, its closing, its first day, from whatever columns there are."""

from penstock.exchange.imports.preparing.texts import stage_kind
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.sql import fetch, run

COLUMNS = (
    "outcome text, closed timestamptz, closed_is_day boolean, first_at timestamptz, first_is_day boolean,"
    " pipeline_record bigint, stage_record bigint, reason_record bigint, competitor_record bigint"
)


def date_opportunities(context: RunContext) -> None:
    """Fill outcome, closed and first_at of the staged rows."""
    run(
        "ALTER TABLE staged_opportunities "
        + ", ".join(f"ADD {column.strip()}" for column in COLUMNS.split(","))
    )
    set_outcomes()
    run(
        "UPDATE staged_opportunities SET reason = 'deleted in the other system' WHERE status = 'deleted' AND reason IS NULL"
    )
    set_closings(context)
    set_first_moments(context)
    tell_contradictions(context)


def set_outcomes() -> None:
    """Said by a status or a flag, else by the stage's name, else by a date of winning or losing."""
    stages = [
        stage for (stage,) in fetch("SELECT DISTINCT stage FROM staged_opportunities WHERE stage IS NOT NULL")
    ]
    kinds = [stage_kind(stage) for stage in stages]
    run("CREATE TEMP TABLE kind_of_stage ON COMMIT DROP AS SELECT * FROM unnest(%s::text[], %s::text[]) AS k (stage, kind)",
        [stages, kinds])  # fmt: skip
    run(
        """
        UPDATE staged_opportunities AS s SET outcome = CASE
            WHEN s.status IN ('won', 'lost') THEN s.status
            WHEN s.is_won THEN 'won'
            WHEN s.is_lost OR (s.is_closed AND NOT coalesce(s.is_won, k.kind = 'won', false)) THEN 'lost'
            WHEN k.kind <> 'open' THEN k.kind
            WHEN s.won_at IS NOT NULL THEN 'won'
            WHEN s.lost_at IS NOT NULL THEN 'lost'
            ELSE 'open' END
        FROM staged_opportunities AS o LEFT JOIN kind_of_stage AS k ON k.stage = o.stage WHERE o.id = s.id
        """
    )
    run("DROP TABLE kind_of_stage")


def set_closings(context: RunContext) -> None:
    """The day of the outcome, else of closing, else the close date; none in the future."""
    run(
        """
        UPDATE staged_opportunities SET
            closed = coalesce(CASE outcome WHEN 'won' THEN won_at ELSE lost_at END, closed_at,
                              close_on::timestamp AT TIME ZONE %(zone)s),
            closed_is_day = coalesce(CASE outcome WHEN 'won' THEN won_at_is_day ELSE lost_at_is_day END, closed_at_is_day, true)
        WHERE outcome <> 'open' AND reason IS NULL
        """,
        {"zone": str(context.zone)},
    )
    ahead = run("UPDATE staged_opportunities SET closed = NULL WHERE closed > %s", [context.now])
    if ahead:
        context.warn(f"{ahead} opportunities are closed on a day to come; they count as closed today")


def set_first_moments(context: RunContext) -> None:
    """The earliest instant that the row tells of. A day to come is none."""
    run(
        """
        UPDATE staged_opportunities AS s SET first_at = m.at, first_is_day = m.is_day FROM (
            SELECT DISTINCT ON (id) id, at, is_day FROM (
                SELECT id, created_at AS at, created_at_is_day AS is_day FROM staged_opportunities
                UNION ALL SELECT id, closed, closed_is_day FROM staged_opportunities
                UNION ALL SELECT id, (value->>0)::timestamptz, (value->>1)::boolean
                          FROM staged_opportunities, jsonb_each(stage_moments)
            ) AS told WHERE at <= %s ORDER BY id, at
        ) AS m WHERE m.id = s.id
        """,
        [context.now],
    )


def tell_contradictions(context: RunContext) -> None:
    """What can't be true stays as it is, and is told."""
    told = [
        ("closed before they were created", "closed < created_at"),
        ("won or lost without a date; they count as closed today", "outcome <> 'open' AND closed IS NULL"),
        ("won by their status but lost by their stage, or the other way", "status IN ('won', 'lost') AND is_won IS NOT NULL"
         " AND is_won <> (status = 'won')"),
    ]  # fmt: skip
    for message, condition in told:
        lines = fetch(
            f"SELECT line FROM staged_opportunities WHERE reason IS NULL AND {condition} ORDER BY id"
        )
        if lines:
            shown = ", ".join(str(line) for (line,) in lines[:10])
            context.warn(f"{len(lines)} opportunities are {message}: line {shown}")
