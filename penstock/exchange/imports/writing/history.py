"""The history of opportunities: what changed when, entered as facts that are true since then."""

from django.db import transaction

from penstock.exchange.imports.writing.batches import keep_refusals, save
from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.keys import known_key, match_by_key
from penstock.exchange.imports.writing.pasts import has_pasts, key_history, tell_history_after_closing
from penstock.exchange.imports.writing.sales import match_by_name, refuse_foreign
from penstock.exchange.imports.writing.sql import exists, fetch, make_table, run, scalar
from penstock.exchange.imports.writing.stages import pipeline_stages
from penstock.foundation.base.ledger import void

# Facts of so many opportunities are folded at once.
BATCH_OPPORTUNITIES = 2_000
UNKNOWN = "h.reason IS NULL AND NOT EXISTS (SELECT FROM history_known AS known WHERE known.id = h.id)"


def prepare_history(context: RunContext) -> None:
    """Before the opportunities of the set are written: which of its rows each change is of, and when it was closed."""
    if "history" not in context.kinds:
        return
    key_history(context)
    run("UPDATE all_history SET reason = 'deleted in the other system' WHERE is_removed AND reason IS NULL")
    run(
        "UPDATE all_history SET reason = 'no instant at which it changed' WHERE at IS NULL AND reason IS NULL"
    )
    run(
        "UPDATE all_history SET reason = 'changed on a day to come' WHERE at > %s AND reason IS NULL",
        [context.now],
    )
    if "opportunities" not in context.kinds:
        return
    make_table(
        "history_row",
        """
        SELECT h.id, o.id AS opportunity FROM all_history AS h JOIN all_opportunities AS o ON o.external_id = h.opportunity_id
        WHERE h.reason IS NULL
        UNION ALL
        SELECT h.id, o.id FROM all_history AS h JOIN (SELECT name, min(id) AS id FROM all_opportunities GROUP BY name
            HAVING count(*) = 1) AS o ON o.name = h.opportunity
        WHERE h.reason IS NULL AND NOT EXISTS (SELECT FROM all_opportunities AS a WHERE a.external_id = h.opportunity_id)
        """,
    )
    run("CREATE INDEX ON history_row (id)")
    run("ANALYZE history_row")


def mark_history(context: RunContext) -> None:
    """Once the stages are known: of each opportunity when it was closed, entered the stage it is in, and was first heard of."""
    if not has_pasts(context):
        return
    make_table(
        "history_mark",
        """
        SELECT o.id AS opportunity, min(h.at) AS first_at, max(h.at) FILTER (WHERE n.kind = o.outcome AND n.kind <> 'open') AS closed_at,
            max(h.at) FILTER (WHERE h.stage = o.stage) AS stage_at, max(h.at) AS last_at
        FROM all_history AS h JOIN history_row AS r ON r.id = h.id JOIN all_opportunities AS o ON o.id = r.opportunity
        LEFT JOIN stage_named AS n ON n.pipeline = coalesce(o.pipeline, '') AND n.stage = h.stage
        WHERE h.reason IS NULL GROUP BY o.id
        """,
    )
    run("CREATE INDEX ON history_mark (opportunity)")
    run("ANALYZE history_mark")
    tell_history_after_closing(context)


def write_history(context: RunContext) -> None:
    """After the opportunities: every change that is not known yet, some opportunities at a time."""
    if "history" not in context.kinds:
        return
    with transaction.atomic():
        make_table(
            "history_known",
            f"SELECT h.id FROM history_key AS h WHERE {known_key('h.key')} IS NOT NULL",
            ["history", context.source],
        )
        run("CREATE INDEX ON history_known (id)")
        run("ANALYZE history_known")
        find_opportunities(context)
        find_stages(context)
        collect_facts(context)
        keep_refusals("all_history", context)
    total = scalar("SELECT coalesce(max(part), 0) FROM history_fact")
    for part in range(1, total + 1):
        with transaction.atomic():
            enter_part(part, context)
            save("history", part, total, context)
    with transaction.atomic():
        remember_changes(context)
    read = scalar("SELECT count(*) FROM all_history WHERE reason IS NULL")
    if "history" not in context.cursor:
        context.count("unchanged", "history", read - context.counted("created").get("history", 0))
        context.cursor["history"] = 1


def remember_changes(context: RunContext) -> None:
    """These are known from now on."""
    run(
        "INSERT INTO import_key (kind, source, key, record_id, run_id) SELECT DISTINCT ON (k.key) 'history', %s, k.key, h.record_id, %s"
        " FROM all_history AS h JOIN history_key AS k USING (id) WHERE h.reason IS NULL AND h.record_id IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM history_known AS n WHERE n.id = h.id) ON CONFLICT (kind, source, key) DO NOTHING",
        [context.source, context.run_id],
    )


def find_opportunities(context: RunContext) -> None:
    """By id, else by name if only one has it. The others are orphans."""
    match_by_key("opportunity", "all_history", "opportunity_id", "record_id", context)
    match_by_name("all_history", "record_id", "s.opportunity")
    run(
        """
        UPDATE all_history AS h SET reason = CASE
            WHEN h.opportunity IS NOT NULL AND EXISTS (SELECT FROM opportunity AS o WHERE o.sort_name = sort_key(h.opportunity)
                AND NOT o.is_removed) THEN 'several opportunities are called ' || h.opportunity
            ELSE 'there is no opportunity ' || coalesce(h.opportunity_id, h.opportunity, '') END
        WHERE h.record_id IS NULL AND h.reason IS NULL
        """
    )
    refuse_foreign("all_history", "record_id", context)
    orphans = fetch(
        "SELECT file, line, coalesce(opportunity_id, opportunity) FROM all_history WHERE reason LIKE 'there is no opp%%' ORDER BY id"
    )
    named = len({name for _, _, name in orphans})
    context.find(
        "history",
        f"tell of {named} opportunities that are not here",
        [row[:2] for row in orphans],
        whole=True,
    )


def find_stages(context: RunContext) -> None:
    """Each stage that is named, in the pipeline of its opportunity; one that is missing is made there."""
    named = fetch(
        f"SELECT DISTINCT o.pipeline_id, t.stage FROM (SELECT h.record_id, h.stage FROM all_history AS h WHERE {UNKNOWN}"
        f" UNION SELECT h.record_id, h.old_stage FROM all_history AS h WHERE {UNKNOWN}) AS t JOIN opportunity AS o ON o.id = t.record_id"
        " WHERE t.stage IS NOT NULL ORDER BY 1, 2"
    )
    pipeline_stages(named, context)


def collect_facts(context: RunContext) -> None:
    """One fact for each change, with the fields that are not as the row before says; the value before the first one is true
    since the opportunity is there (or since the day from which the history is complete)."""
    make_table(
        "history_told",
        f"""
        SELECT h.id, h.record_id, h.at, coalesce(h.at_is_day, false) AS is_day, s.id AS stage_id, h.amount AS amount_minor,
            h.amount_currency AS currency, h.close_on, h.probability, w.user_id AS owner_id,
            p.id AS old_stage_id, h.old_amount AS old_amount_minor, h.old_close_on, o.created_at,
            row_number() OVER (PARTITION BY h.record_id ORDER BY h.at, h.id) AS place
        FROM all_history AS h JOIN opportunity AS o ON o.id = h.record_id
        LEFT JOIN stage_in AS s ON s.pipeline = o.pipeline_id AND s.stage = h.stage
        LEFT JOIN stage_in AS p ON p.pipeline = o.pipeline_id AND p.stage = h.old_stage
        LEFT JOIN owner_named AS w ON w.kind = 'history' AND w.owner = h.owner
        WHERE {UNKNOWN}
        """,
    )
    changed = ", ".join(
        f"CASE WHEN {name} IS DISTINCT FROM lag({name}) OVER line THEN {name} END AS {name}"
        for name in ("stage_id", "amount_minor", "close_on", "probability", "owner_id")
    )
    old = ", ".join(
        f"CASE WHEN row_number() OVER (PARTITION BY record_id, {name} IS NULL ORDER BY place) = 1 THEN old_{name} END AS {name}"
        for name in ("stage_id", "amount_minor", "close_on")
    )
    make_table(
        "history_fact",
        f"""
        SELECT record_id, at, is_day, jsonb_strip_nulls(jsonb_build_object('stage_id', stage_id, 'amount_minor', amount_minor,
                'close_on', close_on, 'probability', round(probability, 4), 'owner_id', owner_id)) AS changes, place,
            (dense_rank() OVER (ORDER BY record_id) - 1) / {BATCH_OPPORTUNITIES} + 1 AS part
        FROM (
            SELECT record_id, at, is_day, place, {changed} FROM history_told WINDOW line AS (PARTITION BY record_id ORDER BY place)
            UNION ALL
            SELECT record_id, since, true, 0, stage_id, amount_minor, close_on, NULL, NULL FROM (
                SELECT record_id, at, least(created_at, min(at) OVER (PARTITION BY record_id)) AS since, {old} FROM history_told
            ) AS first WHERE since < at AND coalesce(stage_id, amount_minor) IS NOT NULL OR since < at AND close_on IS NOT NULL
        ) AS told
        """,
    )
    run("DELETE FROM history_fact WHERE changes = '{}'")
    run("CREATE INDEX ON history_fact (part)")
    run("ANALYZE history_fact")


def enter_part(part: int, context: RunContext) -> None:
    """What the ledger does not say yet. A closing that an import knew by its day only gives way to the history's instant."""
    make_table(
        "fact_part",
        """
        SELECT f.* FROM history_fact AS f WHERE f.part = %(part)s AND NOT EXISTS (
            SELECT FROM ledger AS l WHERE l.kind = 'opportunity' AND l.record_id = f.record_id AND l.valid_at = f.at
            AND l.changes @> f.changes AND l.voids IS NULL AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = l.seq))
        """,
        {"part": part},
    )
    if not exists("SELECT FROM fact_part"):
        return
    with as_import(context):
        void(seq for (seq,) in superseded())
        reach_records(context)
        run(
            """
            SELECT ledger_enter((SELECT jsonb_agg(jsonb_build_object('kind', 'opportunity', 'record_id', record_id, 'valid_at', at,
                'precision', CASE WHEN is_day THEN 'day' ELSE 'instant' END, 'changes', changes) ORDER BY record_id, at, place)
                FROM fact_part))
            """
        )
    context.count("created", "history", scalar("SELECT count(*) FROM fact_part WHERE place > 0"))


def superseded() -> list[tuple[int, ...]]:
    """Closings precise to the day, of an import, of which the history tells the instant."""
    return fetch(
        """
        SELECT DISTINCT l.seq FROM fact_part AS f JOIN ledger AS l ON l.kind = 'opportunity' AND l.record_id = f.record_id
            AND l.cause = 'import' AND l.precision = 'day' AND l.voids IS NULL AND l.changes->'stage_id' = f.changes->'stage_id'
            AND l.valid_at <> f.at AND abs(extract(epoch FROM l.valid_at - f.at)) < 36 * 3600
        JOIN stage AS s ON s.id = (f.changes->>'stage_id')::bigint AND s.kind <> 'open'
        WHERE NOT f.is_day AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = l.seq)
        """
    )


def reach_records(context: RunContext) -> None:
    """An opportunity whose history begins before we know it to be there was there, but in a stage that nobody recorded."""
    run(
        """
        SELECT ledger_enter((SELECT jsonb_agg(jsonb_build_object('kind', 'opportunity', 'record_id', o.id, 'valid_at', f.at,
            'changes', jsonb_strip_nulls(ledger_flat(to_jsonb(o), k.untracked || '{stage_id,loss_reason_id,competitor_id,close_on}'))))
            FROM (SELECT record_id, min(at) AS at FROM fact_part GROUP BY 1) AS f JOIN opportunity AS o ON o.id = f.record_id
            JOIN ledger_kind AS k ON k.kind = 'opportunity' WHERE f.at < o.created_at))
        """
    )
