"""Persons: of their own files, and those that leads and opportunities name by e-mail, id or name."""

from penstock.exchange.imports.writing.companies import assign_companies, repeated
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.custom import custom_sql
from penstock.exchange.imports.writing.keys import match_by_key, refuse_repeated_keys, remember_keys
from penstock.exchange.imports.writing.records import Target, tell_same, write_records
from penstock.exchange.imports.writing.sql import exists, make_table, new_ids, run
from penstock.exchange.imports.writing.users import assign_owners, refuse_foreign_records

PERSON = Target(
    "person",
    "person",
    {
        "first_name": "''",
        "last_name": "''",
        "emails": "'{}'",
        "phones": "'{}'",
        "job_title": "''",
        "company_id": "NULL",
        "city": "''",
        "country": "''",
        "description": "''",
        "owner_id": "NULL",
        "custom": "'{}'",
    },
)
# A name in one piece: the last word is the family name, or what stands before the one comma, unless a title follows it.
TURNED = "({t}name ~ '^[^,]+,\\s*[^,]+$' AND {t}name !~* ',\\s*(jr|sr|i{{2,3}}|iv|ph\\.?d|m\\.?d|mba|esq|cpa|msc|bsc|ma|ba|inc|llc|ltd|gmbh)\\.?$')"
FIRST = (
    "coalesce({t}first_name, CASE WHEN {t}last_name IS NULL THEN nullif(CASE WHEN "
    + TURNED
    + " THEN trim(split_part({t}name, ',', 2))"
    " ELSE regexp_replace({t}name, '\\s*\\S+$', '') END, '') END)"
)
LAST = (
    "coalesce({t}last_name, CASE WHEN {t}first_name IS NULL THEN CASE WHEN "
    + TURNED
    + " THEN trim(split_part({t}name, ',', 1))"
    " ELSE substring({t}name from '\\S+$') END END)"
)


def first_and_last(prefix: str = "") -> tuple[str, str]:
    """SQL of the two names of a staged row."""
    return FIRST.format(t=prefix), LAST.format(t=prefix)


def prepare_people(context: RunContext) -> None:
    """Whole set: what can't be."""
    if "people" in context.kinds:
        run(
            "UPDATE all_people SET reason = 'neither a name nor an e-mail' WHERE reason IS NULL"
            " AND coalesce(name, first_name, last_name, email[1], email_2[1]) IS NULL"
        )
        refuse_repeated_keys("people")


def write_people(context: RunContext) -> None:
    """One batch of the persons' files."""
    assign_owners("people", context)
    assign_companies("people")
    match_staged(context)
    refuse_foreign_records("people", "person", context)
    keep_division()
    write_staged(context)


def keep_division() -> None:
    """A name in one piece that is the person's already says nothing about where its family name begins."""
    run(
        "UPDATE staged_people AS s SET first_name = nullif(p.first_name, ''), last_name = nullif(p.last_name, '') FROM person AS p"
        " WHERE p.id = s.record_id AND NOT s.is_new AND s.name IS NOT NULL AND s.first_name IS NULL AND s.last_name IS NULL"
        " AND sort_key(trim(concat_ws(' ', p.first_name, p.last_name))) = sort_key(trim(s.name))"
    )


def match_staged(context: RunContext) -> None:
    """By their id, else by any e-mail."""
    run(
        "UPDATE staged_people SET email = coalesce(email, '{}') || coalesce(email_2, '{}') || coalesce(email_3, '{}')"
    )
    match_by_key("person", "staged_people", "external_id", "record_id", context)
    match_by_email("staged_people", "email", "record_id", "external_id", context)
    match_by_name()
    make_table(
        "alike",
        "SELECT id, first_value(id) OVER (PARTITION BY coalesce('i' || external_id, 'e' || email[1], 'r' || id) ORDER BY id)"
        " AS leader FROM staged_people WHERE record_id IS NULL AND reason IS NULL",
    )
    new_ids("person", "staged_people", "id IN (SELECT leader FROM alike)")
    run(
        "UPDATE staged_people AS s SET record_id = l.record_id FROM alike AS a JOIN staged_people AS l ON l.id = a.leader"
        " WHERE s.id = a.id AND a.id <> a.leader"
    )


def match_by_name() -> None:
    """A row that has neither id nor e-mail is the person of that name in that company: else a second try would double them."""
    first, last = first_and_last("s.")
    run(
        f"UPDATE staged_people AS s SET record_id = p.id FROM person AS p WHERE s.record_id IS NULL AND s.external_id IS NULL"
        f" AND cardinality(s.email) = 0 AND NOT p.is_removed AND p.company_id IS NOT DISTINCT FROM s.company_record"
        f" AND p.sort_name = sort_key(trim(concat_ws(' ', {last}, {first})))"
    )


def match_by_email(staged: str, column: str, into: str, key: str, context: RunContext) -> None:
    """The oldest person with one of the addresses, unless the same system knows that one by another id."""
    run(
        f"UPDATE {staged} AS s SET {into} = m.person FROM (SELECT n.id, min(p.id) AS person"
        f" FROM (SELECT id, unnest({column}) AS address FROM {staged} WHERE {into} IS NULL) AS n"
        f" JOIN (SELECT id, unnest(emails) AS address FROM person WHERE NOT is_removed) AS p USING (address) GROUP BY n.id) AS m"
        f" WHERE m.id = s.id AND (s.{key} IS NULL OR NOT EXISTS (SELECT FROM import_key AS k WHERE k.kind = 'person'"
        f" AND k.source = %s AND k.record_id = m.person))",
        [context.source],
    )


def write_staged(context: RunContext) -> None:
    """One work row for each record."""
    first, last = first_and_last()
    make_table(
        "work_person",
        f"""
        SELECT DISTINCT ON (record_id) record_id, is_new, coalesce(created_at, %s) AS at, created_at_is_day AS is_day,
            {first} AS first_name, {last} AS last_name, nullif(email, '{{}}') AS emails,
            nullif(array_remove(ARRAY[phone, mobile, phone_3], NULL), '{{}}') AS phones, job_title,
            company_record AS company_id, city, country, description, owner_user AS owner_id, {custom_sql("people")} AS custom
        FROM staged_people WHERE reason IS NULL ORDER BY record_id, is_new DESC, id
        """,
        [context.now],
    )
    written = write_records(PERSON, context)
    remember_keys("person", "staged_people", "external_id", "record_id", context)
    context.count("created", "people", written.created)
    context.count("updated", "people", written.updated)
    tell_same(PERSON, "people", written, context)
    context.count("unchanged", "people", written.unchanged + repeated("people"))


def write_named(kind: str, context: RunContext) -> None:
    """Find or make the person of each row that names one; without e-mail a name counts within its company."""
    table = f"staged_{kind}"
    prepare_named(kind)
    if kind != "leads":
        match_by_key("person", table, "person_id", "person_record", context)
    match_by_email(table, "person_emails", "person_record", "no_key", context)
    run(
        f"UPDATE {table} AS s SET person_record = p.id FROM person AS p WHERE s.person_record IS NULL"
        f" AND s.person_emails IS NULL AND s.person_last IS NOT NULL AND NOT p.is_removed"
        f" AND p.company_id IS NOT DISTINCT FROM s.company_record"
        f" AND p.sort_name = sort_key(trim(concat_ws(' ', s.person_last, s.person_first)))"
    )
    make_table(
        "alike",
        f"SELECT id, first_value(id) OVER (PARTITION BY coalesce('e' || person_emails[1],"
        f" 'n' || coalesce(company_record, 0) || sort_key(concat_ws(' ', person_last, person_first))) ORDER BY id) AS leader"
        f" FROM {table} WHERE person_record IS NULL AND reason IS NULL"
        f" AND (person_emails IS NOT NULL OR person_last IS NOT NULL)",
    )
    run(
        f"UPDATE {table} SET person_record = nextval(pg_get_serial_sequence('person', 'id')), person_is_new = true"
        " WHERE id IN (SELECT leader FROM alike)"
    )
    run(
        f"UPDATE {table} AS s SET person_record = l.person_record FROM alike AS a JOIN {table} AS l ON l.id = a.leader"
        " WHERE s.id = a.id AND a.id <> a.leader"
    )
    make_named(kind, context)


def prepare_named(kind: str) -> None:
    """The person of a row in columns of the same names, whatever the kind."""
    table = f"staged_{kind}"
    run(
        f"ALTER TABLE {table} ADD person_emails text[], ADD person_first text, ADD person_last text, ADD person_phones text[],"
        " ADD person_is_new boolean NOT NULL DEFAULT false, ADD no_key text"
    )
    if kind == "leads":
        first, last = first_and_last()
        phones = "nullif(array_remove(ARRAY[phone, mobile], NULL), '{}')"
        emails = "nullif(email, '{}')"
    else:
        first = "nullif(regexp_replace(person, '\\s*\\S+$', ''), '')"
        last = "substring(person from '\\S+$')"
        phones, emails = "NULL", "nullif(person_email, '{}')"
    run(
        f"UPDATE {table} SET person_emails = {emails}, person_first = {first}, person_last = {last}, person_phones = {phones}"
        " WHERE reason IS NULL"
    )
    if kind == "leads":
        # A lead's bare name is a person only if something else says that it is one.
        run(
            f"UPDATE {table} SET person_last = NULL, person_first = NULL"
            " WHERE first_name IS NULL AND last_name IS NULL AND person_emails IS NULL AND person_phones IS NULL"
        )


def make_named(kind: str, context: RunContext) -> None:
    """Write the new ones."""
    if not exists(f"SELECT FROM staged_{kind} WHERE person_is_new"):
        return
    since = {"opportunities": "first_at", "activities": "coalesce(at, created_at)"}.get(kind, "created_at")
    title = "job_title" if kind == "leads" else "NULL::text"
    city, country = ("city", "country") if kind == "leads" else ("NULL::text", "NULL::text")
    make_table(
        "work_person",
        f"SELECT person_record AS record_id, true AS is_new,"
        f" coalesce({since}, %s) AS at, true AS is_day, person_first AS first_name, person_last AS last_name,"
        f" person_emails AS emails, person_phones AS phones, {title} AS job_title, company_record AS company_id, {city} AS city,"
        f" {country} AS country, NULL::text AS description, owner_user AS owner_id, NULL::jsonb AS custom"
        f" FROM staged_{kind} WHERE person_is_new AND reason IS NULL",
        [context.now],
    )
    written = write_records(PERSON, context)
    context.count("implied", "persons", written.created)
