"""Opportunities: made with every state that the file tells of, each true since its own instant."""

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.preparing.texts import says_why
from penstock.exchange.imports.writing.companies import named_join
from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.custom import custom_sql
from penstock.exchange.imports.writing.dating import tell_contradictions
from penstock.exchange.imports.writing.keys import (
    ROW_KEY,
    key_rows,
    known_key,
    match_by_key,
    refuse_repeated_keys,
    remember_keys,
)
from penstock.exchange.imports.writing.leads import convert_leads_of_opportunities
from penstock.exchange.imports.writing.lists import prepare_entries
from penstock.exchange.imports.writing.pasts import has_pasts
from penstock.exchange.imports.writing.people import write_named
from penstock.exchange.imports.writing.records import LAST_CAUSE, tell_same, write_records
from penstock.exchange.imports.writing.sales import link_persons
from penstock.exchange.imports.writing.sql import exists, fetch, fill_table, make_table, new_ids, run
from penstock.exchange.imports.writing.stages import prepare_stages
from penstock.exchange.imports.writing.states import OPPORTUNITY, write_new
from penstock.exchange.imports.writing.users import refuse_foreign_owners, refuse_foreign_records

# Columns that name an entry of a short list.
LISTS = {"source": "lead_source", "loss_reason": "loss_reason", "competitor": "competitor"}
# Of a row that was closed on its first day, or of which no day is known: the end is the beginning.
ALL_AT_ONCE = "(s.first_at IS NULL OR (s.outcome <> 'open' AND s.closed <= s.first_at))"
# A name for rows that have none: what is sold to whom.
NAME = (
    "coalesce(s.name, nullif(concat_ws(' · ', c.name, s.product), ''),"
    f" CASE WHEN s.external_id NOT LIKE '{ROW_KEY}%%' THEN s.external_id END, 'Opportunity')"
)


def prepare_opportunities(context: RunContext) -> None:
    """Whole set: what can't be, the keys, pipelines and stages, what of it contradicts itself."""
    if "opportunities" not in context.kinds:
        return
    run(
        "UPDATE all_opportunities SET reason = CASE WHEN status = 'deleted' THEN 'deleted in the other system'"
        " ELSE 'nothing that names the opportunity' END WHERE reason IS NULL AND (status = 'deleted'"
        " OR coalesce(name, external_id, company, company_id, company_domain, product) IS NULL)"
    )
    key_rows("opportunities")
    refuse_repeated_keys("opportunities")
    prepare_stages(context)
    give_reasons_of_stages()
    prepare_entries("opportunities", LISTS, context)
    prepare_entered_stages()
    tell_contradictions(context)
    tell_won_in_first_stage(context)


def give_reasons_of_stages() -> None:
    """A stage that counts as lost (Declined, No budget) says why, where nothing else does."""
    lost = [stage for (stage,) in fetch("SELECT DISTINCT stage FROM stage_named WHERE kind = 'lost'")]
    run(
        "UPDATE all_opportunities SET loss_reason = stage WHERE outcome = 'lost' AND loss_reason IS NULL AND stage = ANY (%s)",
        [[stage for stage in lost if says_why(stage)]],
    )


def prepare_entered_stages() -> None:
    """Names of stages in columns that say since when: as the files' rows name them."""
    entered = fetch(
        "SELECT DISTINCT jsonb_object_keys(stage_moments) FROM all_opportunities WHERE stage_moments <> '{}'"
    )
    names = fetch("SELECT pipeline, stage, id FROM stage_named")
    known = {(pipeline, fold(stage)): record for pipeline, stage, record in names}
    fill_table(
        "entered_stage",
        "pipeline text, name text, id bigint",
        [
            (pipeline, name, known[pipeline, fold(name)])
            for (name,) in entered
            for pipeline in {pipeline for pipeline, _, _ in names}
            if (pipeline, fold(name)) in known
        ],
    )


def tell_won_in_first_stage(context: RunContext) -> None:
    """Won, but the stage that the row stands in, or stood in before, is where its pipeline begins."""
    rows = fetch(
        """
        SELECT a.file, a.line FROM all_opportunities AS a JOIN stage_named AS n ON n.pipeline = coalesce(a.pipeline, '')
            AND n.stage = coalesce(a.last_stage, a.stage) AND n.kind = 'open'
        JOIN stage AS t ON t.id = n.id
        WHERE a.outcome = 'won' AND a.reason IS NULL AND t.position = (
            SELECT min(f.position) FROM stage AS f WHERE f.pipeline_id = t.pipeline_id AND NOT f.is_removed)
        ORDER BY a.id
        """
    )
    context.find("opportunities", "are won in the first stage of their pipeline", rows, whole=True)


def stage_opportunities(after: int, until: int, context: RunContext) -> int:
    """The batch, with everything that it points to, in one pass."""
    has_history = has_pasts(context)
    marks = "LEFT JOIN history_mark AS h ON h.opportunity = a.id" if has_history else ""
    run("DROP TABLE IF EXISTS pg_temp.staged_opportunities")
    count = make_table(
        "staged_opportunities",
        f"""
        SELECT a.*, CASE WHEN k.record_id IS NOT NULL OR a.reason IS NOT NULL OR a.external_id LIKE '{ROW_KEY}%%' THEN k.record_id
                ELSE nextval(pg_get_serial_sequence('opportunity', 'id')) END AS record_id,
            k.record_id IS NULL AND a.reason IS NULL AND a.external_id NOT LIKE '{ROW_KEY}%%' AS is_new, o.user_id AS owner_user, n.record_id AS company_record,
            NULL::bigint AS person_record, NULL::bigint AS lead_record, l.id AS source_record, w.id AS reason_record,
            c.id AS competitor_record, p.id AS pipeline_record,
            CASE WHEN a.outcome = 'open' OR t.kind = a.outcome THEN t.id ELSE e.id END AS stage_record,
            CASE WHEN a.outcome <> 'open' {"AND h.opportunity IS NULL" if has_history else ""}
                 THEN coalesce(b.id, CASE WHEN t.kind = 'open' THEN t.id END) END AS stage_before,
            {"h.stage_at" if has_history else "NULL::timestamptz"} AS stage_at,
            {"h.opportunity IS NOT NULL" if has_history else "false"} AS has_history
        FROM all_opportunities AS a
        LEFT JOIN LATERAL (SELECT i.record_id FROM import_key AS i WHERE i.kind = 'opportunity' AND i.source = %(source)s
            AND i.key = a.external_id LIMIT 1) AS k ON true
        LEFT JOIN owner_named AS o ON o.kind = 'opportunities' AND o.owner_id = coalesce(a.owner_id, '')
            AND o.owner_email = coalesce(a.owner_email[1], '') AND o.owner = coalesce(a.owner, '')
        {named_join("a")}
        LEFT JOIN pipeline_named AS p ON p.pipeline = coalesce(a.pipeline, '')
        LEFT JOIN stage_named AS t ON t.pipeline = coalesce(a.pipeline, '') AND t.stage = a.stage
        LEFT JOIN stage_named AS b ON b.pipeline = coalesce(a.pipeline, '') AND b.stage = a.last_stage AND b.kind = 'open'
        LEFT JOIN outcome_stage AS e ON e.pipeline = coalesce(a.pipeline, '') AND e.outcome = a.outcome
        LEFT JOIN list_named AS l ON l.of_column = 'source' AND l.name = a.source
        LEFT JOIN list_named AS w ON w.of_column = 'loss_reason' AND w.name = a.loss_reason
        LEFT JOIN list_named AS c ON c.of_column = 'competitor' AND c.name = a.competitor
        {marks}
        WHERE a.id > %(after)s AND a.id <= %(until)s
        """,
        {"source": context.source, "after": after, "until": until},
    )
    if has_history:
        run(
            "UPDATE staged_opportunities AS s SET closed = CASE WHEN s.outcome <> 'open' THEN coalesce(h.closed_at,"
            " greatest(s.closed, h.last_at)) END, closed_is_day = h.closed_at IS NULL AND s.closed > h.last_at AND s.closed_is_day, first_at = least(s.first_at, h.first_at),"
            " first_is_day = s.first_is_day AND s.first_at <= h.first_at FROM history_mark AS h WHERE h.opportunity = s.id"
        )
    run("CREATE INDEX ON staged_opportunities (id)")
    # How many there are is what matters; to look at each of some ninety columns took a tenth of the batch.
    run("ANALYZE staged_opportunities (id, record_id, is_new)")
    return count


def are_apart(context: RunContext) -> bool:
    """Whether no row meets another: all have ids, none names a person, whom another one may make, or a lead, none has a history."""
    meets = (
        "coalesce(person, person_id, person_email[1], lead_id) IS NOT NULL OR external_id IS NULL"
        f" OR external_id LIKE '{ROW_KEY}%'"
    )
    return not has_pasts(context) and not exists(
        f"SELECT FROM all_opportunities WHERE reason IS NULL AND ({meets})"
    )


def write_opportunities(context: RunContext) -> None:
    """Match, write what is new with all its states, then what differs in what is known."""
    refuse_foreign_owners("opportunities", context)
    if exists("SELECT FROM staged_opportunities WHERE lead_id IS NOT NULL"):
        match_by_key("lead", "staged_opportunities", "lead_id", "lead_record", context)
    match_without_id()
    refuse_foreign_records("opportunities", "opportunity", context)
    close_existing(context)
    write_staged(context)
    remember_keys("opportunity", "staged_opportunities", "external_id", "record_id", context)
    if exists(
        "SELECT FROM staged_opportunities WHERE coalesce(person, person_id, person_email[1]) IS NOT NULL"
    ):
        write_named("opportunities", context)
        add_persons(context)
        add_further_persons(context)
    convert_leads_of_opportunities(context)


def match_without_id() -> None:
    """A row without id, if not known by its content, by name, company and a date."""
    if exists(
        "SELECT FROM staged_opportunities WHERE record_id IS NULL AND external_id LIKE %s", [f"{ROW_KEY}%"]
    ):
        run(
            "UPDATE staged_opportunities AS s SET record_id = o.id FROM opportunity AS o WHERE s.record_id IS NULL"
            " AND s.reason IS NULL AND s.external_id LIKE %s AND NOT o.is_removed AND o.sort_name = sort_key(s.name)"
            " AND o.company_id IS NOT DISTINCT FROM s.company_record AND (o.created_at = s.first_at OR o.close_on = s.close_on)",
            [f"{ROW_KEY}%"],
        )
        new_ids("opportunity", "staged_opportunities", "record_id IS NULL AND reason IS NULL")


def write_staged(context: RunContext) -> None:
    """What each row is at its end, and what of that was different at its beginning."""
    rows = make_table(
        "work_opportunity",
        f"""
        SELECT s.id AS row, s.record_id, s.is_new, s.first_at, coalesce(s.first_is_day, false) AS is_day, s.outcome, s.closed,
            s.has_history, coalesce(s.closed_is_day, false) AS closed_is_day, {ALL_AT_ONCE} AS is_all_at_once, s.stage_before,
            CASE WHEN s.stage_changed_at BETWEEN s.first_at AND %(now)s THEN s.stage_changed_at
                 WHEN s.stage_at BETWEEN s.first_at AND %(now)s THEN s.stage_at END AS stage_at,
            coalesce(s.stage_changed_at_is_day, false) AS stage_at_is_day, s.stage_moments, coalesce(s.pipeline, '') AS pipeline,
            CASE WHEN s.outcome = 'open' THEN s.close_on END AS first_close_on, s.amount AS first_amount,
            {NAME} AS name, s.pipeline_record AS pipeline_id, s.stage_record AS stage_id, s.company_record AS company_id,
            CASE WHEN s.outcome <> 'open' THEN coalesce(s.amount_at_close, s.amount) ELSE s.amount END AS amount_minor,
            coalesce(s.amount_currency, s.amount_at_close_currency, s.currency, CASE WHEN s.is_new THEN %(currency)s END) AS currency,
            CASE WHEN s.outcome = 'open' OR s.has_history AND s.close_on IS NOT NULL THEN s.close_on ELSE coalesce((s.closed AT TIME ZONE %(zone)s)::date, s.close_on) END
                AS close_on,
            CASE WHEN s.outcome = 'open' AND s.probability <> t.probability AND s.probability < 1 THEN s.probability END
                AS probability,
            s.owner_user AS owner_id, s.next_step,
            coalesce(s.source_record, CASE WHEN s.is_new THEN l.source_id END) AS source_id, s.lead_record AS source_lead_id,
            CASE WHEN s.outcome = 'lost' THEN s.reason_record END AS loss_reason_id, s.competitor_record AS competitor_id,
            s.description, NULL::text[] AS checked, {custom_sql("opportunities").replace("staged_opportunities", "s")} AS custom
        FROM staged_opportunities AS s LEFT JOIN stage AS t ON t.id = s.stage_record
        LEFT JOIN company AS c ON c.id = s.company_record AND s.name IS NULL
        LEFT JOIN lead AS l ON l.id = s.lead_record
        WHERE s.reason IS NULL
        """,
        {"now": context.now, "currency": context.currency, "zone": str(context.zone)},
    )
    created = write_new(context)
    context.count("created", "opportunities", created)
    run("DELETE FROM work_opportunity WHERE is_new" if created < rows else "TRUNCATE work_opportunity")
    written = write_records(OPPORTUNITY, context)
    context.count("updated", "opportunities", written.updated)
    tell_same(OPPORTUNITY, "opportunities", written, context)
    context.count("unchanged", "opportunities", written.unchanged)


def close_existing(context: RunContext) -> None:
    """A known opportunity that the file brings as closed, and that nobody here moved, is closed on its own day."""
    if not exists(
        "SELECT FROM staged_opportunities WHERE NOT is_new AND outcome <> 'open' AND reason IS NULL"
    ):
        return
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
        context.count("updated", "opportunities", closed)


def add_persons(context: RunContext) -> None:
    """The person of a row is on the buying side, since the row's first day."""
    link_persons(
        "SELECT record_id AS opportunity_id, person_record AS person_id, '' AS buying_role, first_at AS at, first_is_day AS is_day"
        " FROM staged_opportunities WHERE person_record IS NOT NULL AND reason IS NULL",
        context,
    )


def add_further_persons(context: RunContext) -> None:
    """Those whom a row names by id or address only come to it where they are here; who is not is told."""
    if not exists("SELECT FROM staged_opportunities WHERE further_persons IS NOT NULL AND reason IS NULL"):
        return
    make_table(
        "further_person",
        f"""
        SELECT DISTINCT s.file, s.line, s.record_id, s.first_at, s.first_is_day, coalesce({known_key("f.known_by")},
            (SELECT min(p.id) FROM person AS p WHERE NOT p.is_removed AND p.emails @> ARRAY[f.known_by])) AS person_id
        FROM staged_opportunities AS s CROSS JOIN unnest(s.further_persons) AS f (known_by) WHERE s.reason IS NULL
        """,
        ["person", context.source],
    )
    link_persons(
        "SELECT DISTINCT ON (s.record_id, s.person_id) s.record_id AS opportunity_id, s.person_id, '' AS buying_role,"
        " greatest(coalesce(s.first_at, %(now)s), o.created_at, t.created_at) AS at, s.first_is_day AS is_day FROM further_person AS s"
        " JOIN opportunity AS o ON o.id = s.record_id JOIN person AS t ON t.id = s.person_id ORDER BY s.record_id, s.person_id",
        context,
        {"now": context.now},
    )
    missing = fetch("SELECT DISTINCT file, line FROM further_person WHERE person_id IS NULL ORDER BY 1, 2")
    context.find("opportunities", "name further contacts that are not here; they are left out", missing)
