"""Notes, tasks, calls, meetings and messages, on the records that they are about."""

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.writing.companies import assign_companies
from penstock.exchange.imports.writing.context import LINES_KEPT, RunContext, as_import
from penstock.exchange.imports.writing.keys import (
    key_rows,
    match_by_key,
    refuse_repeated_keys,
    remember_keys,
)
from penstock.exchange.imports.writing.people import write_named
from penstock.exchange.imports.writing.sales import match_by_name, refuse_foreign
from penstock.exchange.imports.writing.sql import fetch, fill_table, new_ids, run, scalar
from penstock.exchange.imports.writing.users import assign_owners

TYPE_WORDS = {
    "task": "task|to do|todo|follow up|reminder|deadline",
    "call": "call|phone call|phone|telephone|anruf|appel|llamada",
    "meeting": "meeting|event|demo|lunch|visit|appointment|face to face|termin|presentation|web conference",
    "message": "email|e mail|mail|message|sms|whatsapp|linkedin|chat|letter",
    "note": "note|notes|comment",
}
TYPES = {fold(word): kind for kind, words in TYPE_WORDS.items() for word in words.split("|")}
DONE = ["completed", "done", "closed", "finished", "held", "yes", "erledigt"]
# The kinds of records that an id may be of, where the file does not tell.
ABOUT = {
    "opportunity": "opportunity_record",
    "lead": "lead_record",
    "person": "person_record",
    "company": "company_record",
}


def prepare_activities(context: RunContext) -> None:
    """Whole set: the keys, our word for each type."""
    if "activities" not in context.kinds:
        return
    run(
        "UPDATE all_activities SET reason = 'neither a text nor a kind of activity' WHERE reason IS NULL"
        " AND coalesce(subject, text, type) IS NULL"
    )
    key_rows("activities")
    refuse_repeated_keys("activities")
    words = [word for (word,) in fetch("SELECT DISTINCT type FROM all_activities WHERE type IS NOT NULL")]
    fill_table("activity_type", "word text, ours text", [(word, type_of(word)) for word in words])


def type_of(word: str) -> str | None:
    """Our type for their word: as it stands, else for one of its words."""
    folded = fold(word)
    return TYPES.get(folded) or next((TYPES[part] for part in folded.split() if part in TYPES), None)


def write_activities(context: RunContext) -> None:
    """One batch."""
    assign_owners("activities", context)
    assign_companies("activities")
    write_named("activities", context)
    run("ALTER TABLE staged_activities ADD opportunity_record bigint, ADD our_type text")
    match_by_key("opportunity", "staged_activities", "opportunity_id", "opportunity_record", context)
    match_by_key("lead", "staged_activities", "lead_id", "lead_record", context)
    for kind, column in ABOUT.items():
        match_by_key(kind, "staged_activities", "about", column, context)
    # Data loaders have one column for a lead or a person.
    match_by_key("lead", "staged_activities", "person_id", "lead_record", context)
    match_by_name("staged_activities", "opportunity_record", "coalesce(s.opportunity, s.about)")
    run(
        "UPDATE staged_activities SET reason = 'nothing that it is about is here' WHERE reason IS NULL"
        " AND coalesce(opportunity_record, lead_record, person_record, company_record) IS NULL"
    )
    refuse_foreign("staged_activities", "opportunity_record", context)
    assign_types()
    match_by_key("activity", "staged_activities", "external_id", "record_id", context)
    unchanged = scalar(
        "SELECT count(*) FROM staged_activities WHERE record_id IS NOT NULL AND reason IS NULL"
    )
    context.keep_same(
        "activities",
        fetch(
            "SELECT file, line, record_id FROM staged_activities WHERE record_id IS NOT NULL AND reason IS NULL"
            " ORDER BY file, line LIMIT %s",
            [LINES_KEPT],
        ),
    )
    new_ids("activity", "staged_activities", "record_id IS NULL AND reason IS NULL")
    context.count("created", "activities", write_new(context))
    context.count("unchanged", "activities", unchanged)
    remember_keys("activity", "staged_activities", "external_id", "record_id", context)
    touch_records()


def assign_types() -> None:
    """Said, else shown by what the row has: something due is a task, a length a call, anything else a note."""
    run("UPDATE staged_activities AS s SET our_type = t.ours FROM activity_type AS t WHERE t.word = s.type")
    run(
        "UPDATE staged_activities SET our_type = CASE WHEN due_at IS NOT NULL OR status IS NOT NULL OR priority IS NOT NULL"
        " THEN 'task' WHEN seconds IS NOT NULL OR direction IS NOT NULL THEN 'call' ELSE 'note' END WHERE our_type IS NULL"
    )


def write_new(context: RunContext) -> int:
    """New ones only: what somebody did does not change."""
    count = 0
    for is_day in (False, True):
        with as_import(context, is_day):
            count += run(
                """
                INSERT INTO activity (id, type, at, user_id, text, due_at, done_at, company_id, person_id, lead_id, opportunity_id,
                    created_at)
                SELECT s.record_id, s.our_type, least(w.at, %(now)s), s.owner_user,
                    concat_ws(E'\n', s.subject, s.text, nullif(concat_ws(', ', s.outcome, s.direction,
                        CASE WHEN s.seconds > 0 THEN round(s.seconds / 60, 1) || ' min'
                             WHEN s.minutes > 0 THEN s.minutes || ' min' END), '')),
                    CASE WHEN s.our_type = 'task' THEN coalesce(s.due_at, s.at) END,
                    CASE WHEN s.our_type = 'task' AND (s.done_at IS NOT NULL OR lower(s.status) = ANY (%(done)s))
                         THEN least(coalesce(s.done_at, s.due_at, w.at), %(now)s) END,
                    coalesce(s.company_record, o.company_id), s.person_record, s.lead_record, s.opportunity_record,
                    least(w.at, %(now)s)
                FROM staged_activities AS s LEFT JOIN opportunity AS o ON o.id = s.opportunity_record
                CROSS JOIN LATERAL (SELECT CASE WHEN s.our_type = 'task' THEN coalesce(s.created_at, s.at, s.due_at, %(now)s)
                    ELSE coalesce(s.at, s.done_at, s.due_at, s.created_at, %(now)s) END AS at,
                    CASE WHEN s.our_type = 'task' THEN coalesce(s.created_at_is_day, s.at_is_day, s.due_at_is_day, false)
                    ELSE coalesce(s.at_is_day, s.done_at_is_day, s.due_at_is_day, s.created_at_is_day, false) END AS is_day) AS w
                WHERE s.is_new AND s.reason IS NULL AND w.is_day = %(is_day)s ORDER BY s.id
                """,
                {"now": context.now, "done": DONE, "is_day": is_day},
            )
    return count


def touch_records() -> None:
    """What a person did last on an opportunity or a lead."""
    for table in ("opportunity", "lead"):
        run(
            f"UPDATE {table} AS t SET last_activity_at = greatest(t.last_activity_at, a.at) FROM ("
            f"SELECT {table}_id AS id, max(at) AS at FROM activity WHERE id IN (SELECT record_id FROM staged_activities WHERE is_new)"
            " AND type IN ('note', 'call', 'meeting', 'message') GROUP BY 1) AS a WHERE a.id = t.id"
            " AND t.last_activity_at IS DISTINCT FROM greatest(t.last_activity_at, a.at)"
        )
