"""Leads: with their own dates, their status as ours, and when they were converted."""

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.writing.companies import assign_companies
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
from penstock.exchange.imports.writing.people import write_named
from penstock.exchange.imports.writing.records import Target, tell_same, write_records
from penstock.exchange.imports.writing.sql import exists, fetch, fill_table, make_table, new_ids, run
from penstock.exchange.imports.writing.users import assign_owners, refuse_foreign_records

LEAD = Target(
    "lead",
    "lead",
    {
        "name": "''",
        "person_id": "NULL",
        "company_id": "NULL",
        "source_id": "NULL",
        "status": "'new'",
        "intent": "''",
        "message": "''",
        "disqualified_reason": "''",
        "owner_id": "NULL",
        "custom": "'{}'",
    },
)
STATUS_WORDS = {
    "converted": "converted|customer|won|closed - converted|closed converted|qualified - convert",
    "disqualified": "disqualified|unqualified|not qualified|junk|junk lead|lost lead|lost|dead|bad timing|closed - not converted"
    "|recycled|bad data|spam|not interested|closed not converted",
    "sales_qualified": "sql|sales qualified|sales qualified lead|qualified|open deal|pre-qualified",
    "marketing_qualified": "mql|marketing qualified|marketing qualified lead",
    "working": "working|contacted|in progress|in process|attempted to contact|attempted|connected|nurture|nurturing|assigned"
    "|contact in future|open - contacted|working - contacted|replied|follow up|engaged|pre qualified",
}
STATUSES = {fold(word): status for status, words in STATUS_WORDS.items() for word in words.split("|")}


def prepare_leads(context: RunContext) -> None:
    """Whole set: what can't be, the keys, our word for each of their statuses."""
    if "leads" not in context.kinds:
        return
    run(
        "UPDATE all_leads SET reason = 'nothing that names the lead' WHERE reason IS NULL"
        " AND coalesce(name, first_name, last_name, email[1], company, external_id, phone) IS NULL"
    )
    key_rows("leads")
    refuse_repeated_keys("leads")
    words = [word for (word,) in fetch("SELECT DISTINCT status FROM all_leads WHERE status IS NOT NULL")]
    statuses = [(word, STATUSES.get(fold(word), "new")) for word in words]
    fill_table("lead_status", "word text, ours text", statuses)
    for word in sorted(word for word, ours in statuses if ours == "disqualified"):
        rows = fetch(
            "SELECT file, line FROM all_leads WHERE is_converted AND status = %s ORDER BY id", [word]
        )
        context.find(
            "leads", f"are converted and “{word}” at the same time; they count as converted", rows, whole=True
        )


def write_leads(context: RunContext) -> None:
    """One batch: match by id, else by name, person and day; write, with the day of conversion."""
    assign_owners("leads", context)
    assign_companies("leads")
    write_named("leads", context)
    match_by_key("lead", "staged_leads", "external_id", "record_id", context)
    match_without_id()
    new_ids("lead", "staged_leads", "record_id IS NULL AND reason IS NULL")
    refuse_foreign_records("leads", "lead", context)
    assign_entries("leads", "source", "source_record", "lead_source", context)
    assign_statuses()
    write_staged(context)
    remember_keys("lead", "staged_leads", "external_id", "record_id", context)


def match_without_id() -> None:
    """A row without id is the lead of the same name, person and creation that is there."""
    run(
        "UPDATE staged_leads AS s SET record_id = l.id FROM lead AS l WHERE s.record_id IS NULL"
        f" AND s.external_id LIKE '{ROW_KEY}%%' AND s.reason IS NULL AND NOT l.is_removed"
        f" AND l.sort_name = sort_key({NAME}) AND l.person_id IS NOT DISTINCT FROM s.person_record"
        " AND (s.created_at IS NULL OR l.created_at = s.created_at)",
        (),
    )


NAME = "coalesce(s.name, nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''), s.email[1], s.company, s.external_id, s.phone)"


def assign_statuses() -> None:
    """Their word to our status; a converted lead is converted whatever the word says."""
    run("ALTER TABLE staged_leads ADD our_status text, ADD our_reason text")
    run(
        "UPDATE staged_leads AS s SET our_status = w.ours, our_reason = CASE WHEN w.ours = 'disqualified'"
        " THEN coalesce(s.disqualified_reason, s.status) END"
        " FROM lead_status AS w WHERE w.word = s.status"
    )
    run(
        "UPDATE staged_leads SET our_status = 'converted', our_reason = NULL"
        " WHERE is_converted OR converted_at IS NOT NULL"
    )


# Converted on the day that the file says: a later state of a lead that began as new.
CONVERTED = "is_new AND our_status = 'converted' AND converted_at > created_at AND converted_at <= '{now}'"


def write_staged(context: RunContext) -> None:
    """New leads begin with the status they have, or as new if the day of their conversion is known."""
    converted = CONVERTED.format(now=context.now.isoformat())
    name = NAME.replace("s.", "")
    make_table(
        "work_lead",
        f"""
        SELECT record_id, is_new, coalesce(created_at, converted_at, %s) AS at,
            coalesce(created_at_is_day, converted_at_is_day) AS is_day, {name} AS name,
            person_record AS person_id, company_record AS company_id, source_record AS source_id,
            CASE WHEN {converted} THEN 'new' ELSE our_status END AS status,
            NULL::text AS intent, description AS message, our_reason AS disqualified_reason, owner_user AS owner_id,
            {custom_sql("leads")} AS custom
        FROM staged_leads WHERE reason IS NULL ORDER BY id
        """,
        [context.now],
    )
    # What an opportunity converted stays converted, whatever the word of the file still is.
    run(
        "UPDATE work_lead AS w SET status = NULL, disqualified_reason = NULL FROM lead AS l WHERE l.id = w.record_id"
        " AND NOT w.is_new AND l.status = 'converted'"
    )
    written = write_records(LEAD, context, conversions(converted))
    context.count("created", "leads", written.created)
    context.count("updated", "leads", written.updated)
    tell_same(LEAD, "leads", written, context)
    context.count("unchanged", "leads", written.unchanged)


def conversions(converted: str) -> str:
    """SQL that adds the converted state of the leads whose day of conversion is known."""
    same = ", ".join(name for name in LEAD.columns if name != "status")
    return (
        f"INSERT INTO lead_states (id, valid_at, place, precision, status, {same}) SELECT l.id, s.converted_at, 1,"
        " CASE WHEN s.converted_at_is_day THEN 'day' ELSE 'instant' END, 'converted',"
        f" {', '.join(f'l.{name}' for name in LEAD.columns if name != 'status')} FROM lead_states AS l"
        f" JOIN staged_leads AS s ON s.record_id = l.id AND s.reason IS NULL WHERE {converted}"
    )


def convert_leads_of_opportunities(context: RunContext) -> None:
    """A lead that an opportunity of the batch came from is converted, from the opportunity's first day on."""
    if not exists("SELECT FROM staged_opportunities WHERE lead_record IS NOT NULL"):
        return
    late = fetch(
        "SELECT o.file, o.line FROM staged_opportunities AS o JOIN lead AS l ON l.id = o.lead_record"
        " WHERE o.reason IS NULL AND o.closed < l.created_at ORDER BY o.id"
    )
    context.find("opportunities", "were closed before the first contact of their lead", late)
    make_table(
        "converted",
        "SELECT lead_record AS id, min(coalesce(first_at, %s)) AS at, bool_or(coalesce(first_is_day, false)) AS is_day"
        " FROM staged_opportunities WHERE lead_record IS NOT NULL AND reason IS NULL GROUP BY 1",
        [context.now],
    )
    for is_day in (False, True):
        with as_import(context, is_day):
            run(
                "UPDATE lead AS l SET status = 'converted', true_from = greatest(c.at, l.true_from), known_from = NULL"
                " FROM converted AS c WHERE c.id = l.id AND l.status <> 'converted' AND c.is_day = %s",
                [is_day],
            )
