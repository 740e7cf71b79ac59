"""Companies: of their own files, and those that other rows name."""

from django.db import transaction

from penstock.exchange.imports.writing.batches import BATCH_ROWS, save
from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.custom import custom_sql
from penstock.exchange.imports.writing.keys import match_by_key, refuse_repeated_keys, remember_keys
from penstock.exchange.imports.writing.records import Target, tell_same, write_records
from penstock.exchange.imports.writing.sql import make_table, new_ids, run, scalar
from penstock.exchange.imports.writing.users import assign_owners, refuse_foreign_records

COMPANY = Target(
    "company",
    "company",
    {
        "name": "''",
        "domains": "'{}'",
        "website": "''",
        "phones": "'{}'",
        "industry": "''",
        "employees": "NULL",
        "street": "''",
        "postal_code": "''",
        "city": "''",
        "region": "''",
        "country": "''",
        "description": "''",
        "owner_id": "NULL",
        "custom": "'{}'",
    },
)
REFERRING = ("people", "leads", "opportunities", "activities")
# Mail providers: their domain says nothing about where somebody works.
FREE_MAIL = [
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.co.uk",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "gmx.com",
    "web.de",
    "t-online.de",
    "mail.ru",
    "yandex.ru",
    "yandex.com",
    "qq.com",
    "163.com",
    "126.com",
    "proton.me",
    "protonmail.com",
    "wp.pl",
    "o2.pl",
    "onet.pl",
    "interia.pl",
    "op.pl",
    "poczta.fm",
    "orange.fr",
    "free.fr",
    "laposte.net",
    "wanadoo.fr",
    "libero.it",
    "mail.com",
    "zoho.com",
]


def prepare_companies(context: RunContext) -> None:
    """Whole set: what can't be, every way of naming a company, and since when each name was used."""
    if "companies" in context.kinds:
        run(
            "UPDATE all_companies SET reason = 'neither a name nor a domain' WHERE reason IS NULL"
            " AND name IS NULL AND domain IS NULL AND website IS NULL AND external_id IS NULL"
        )
        refuse_repeated_keys("companies")
    name_companies(context)


def write_companies(context: RunContext) -> None:
    """One batch of the companies' files."""
    assign_owners("companies", context)
    match_staged(context)
    refuse_foreign_records("companies", "company", context)
    write_staged(context)


def match_staged(context: RunContext) -> None:
    """By their id, else by domain, else by name; a record that has another id of the same system is another company."""
    run("UPDATE staged_companies SET domain = website WHERE domain IS NULL")
    run("UPDATE staged_companies SET domain = NULL WHERE domain = ANY (%s)", [FREE_MAIL])
    match_by_key("company", "staged_companies", "external_id", "record_id", context)
    match_by_value("staged_companies", "external_id", "domain", "sort_key(s.name)", "record_id", context)
    # Rows of one company that has no id: the first one makes it.
    make_table(
        "alike",
        "SELECT id, first_value(id) OVER (PARTITION BY coalesce('i' || external_id, 'n' || sort_key(name), 'd' || domain)"
        " ORDER BY id) AS leader FROM staged_companies WHERE record_id IS NULL AND reason IS NULL",
    )
    new_ids("company", "staged_companies", "id IN (SELECT leader FROM alike)")
    run(
        "UPDATE staged_companies AS s SET record_id = l.record_id FROM alike AS a JOIN staged_companies AS l ON l.id = a.leader"
        " WHERE s.id = a.id AND a.id <> a.leader"
    )


def match_by_value(staged: str, key: str, domain: str, folded: str, into: str, context: RunContext) -> None:
    """By domain, then by name, the oldest company first; never one that the same system knows by another id."""
    other = (
        f"(s.{key} IS NULL OR NOT EXISTS (SELECT FROM import_key AS k WHERE k.kind = 'company' AND k.source = %s"
        " AND k.record_id = c.id))"
    )
    run(
        f"UPDATE {staged} AS s SET {into} = c.id FROM (SELECT DISTINCT ON (d) d, id FROM company, unnest(domains) AS d"
        f" WHERE NOT is_removed ORDER BY d, id) AS c WHERE s.{into} IS NULL AND s.{domain} = c.d AND {other}",
        [context.source],
    )
    run(
        f"UPDATE {staged} AS s SET {into} = c.id FROM (SELECT DISTINCT ON (sort_name) sort_name, id FROM company"
        f" WHERE NOT is_removed ORDER BY sort_name, id) AS c"
        f" WHERE s.{into} IS NULL AND {folded} = c.sort_name AND {other}",
        [context.source],
    )


def write_staged(context: RunContext) -> None:
    """One work row for each record; the first row that says something counts."""
    make_table(
        "work_company",
        f"""
        SELECT DISTINCT ON (record_id) record_id, is_new, coalesce(least(created_at, named.since), %s) AS at,
            coalesce(created_at_is_day AND created_at <= coalesce(named.since, created_at), named.since IS NOT NULL) AS is_day,
            coalesce(name, domain, external_id) AS name,
            CASE WHEN domain IS NOT NULL THEN ARRAY[domain] END AS domains, website,
            CASE WHEN phone IS NOT NULL THEN ARRAY[phone] END AS phones, industry,
            CASE WHEN employees BETWEEN 0 AND 2147483647 THEN employees::int END AS employees,
            street, postal_code, city, state AS region, country, description, owner_user AS owner_id,
            {custom_sql("companies")} AS custom
        FROM staged_companies LEFT JOIN named_since AS named ON named.folded = sort_key(staged_companies.name)
        WHERE reason IS NULL ORDER BY record_id, is_new DESC, id
        """,
        [context.now],
    )
    written = write_records(COMPANY, context)
    remember_keys("company", "staged_companies", "external_id", "record_id", context)
    context.count("created", "companies", written.created)
    context.count("updated", "companies", written.updated)
    tell_same(COMPANY, "companies", written, context)
    context.count("unchanged", "companies", written.unchanged + repeated("companies"))


def repeated(kind: str) -> int:
    """Rows of the batch beyond the first of a record."""
    return int(scalar(f"SELECT count(*) - count(DISTINCT record_id) FROM staged_{kind} WHERE reason IS NULL"))


def named_sql(context: RunContext) -> str:
    """Every way in which other rows name a company, and since when."""
    parts = [
        f"SELECT company_id AS key, company_domain AS domain, company AS name, {since_of(kind)} AS since FROM all_{kind}"
        f" WHERE reason IS NULL AND coalesce(company_id, company_domain, company) IS NOT NULL"
        for kind in REFERRING
        if kind in context.kinds
    ]
    nothing = "SELECT NULL::text AS key, NULL::text AS domain, NULL::text AS name, NULL::timestamptz AS since WHERE false"
    return " UNION ALL ".join(parts or [nothing])


def since_of(kind: str) -> str:
    """The first instant that a row speaks of."""
    match kind:
        case "opportunities":
            return "first_at"
        case "activities":
            return "coalesce(at, created_at)"
        case _:
            return "created_at"


def name_companies(context: RunContext) -> None:
    """Each distinct way of naming a company in other rows, and since when; the same by name alone."""
    make_table(
        "named_company",
        f"""
        SELECT row_number() OVER (ORDER BY key, domain, name) AS id, key, domain, name, sort_key(name) AS folded, since,
            NULL::bigint AS record_id, false AS is_new, NULL::text AS reason, NULL::bigint AS leader
        FROM (SELECT key, domain, name, min(since) AS since FROM ({named_sql(context)}) AS told GROUP BY key, domain, name) AS named
        """,
    )
    run("CREATE INDEX ON named_company (id)")
    run("ANALYZE named_company")
    make_table(
        "named_since",
        "SELECT folded, min(since) AS since FROM named_company WHERE folded IS NOT NULL GROUP BY 1",
    )


def write_named(context: RunContext) -> None:
    """Companies that other rows name: found, or made from the name, valid since they were first named."""
    match_by_key("company", "named_company", "key", "record_id", context)
    match_by_value("named_company", "key", "domain", "s.folded", "record_id", context)
    # One company for each id, else name, else domain.
    alike = "PARTITION BY coalesce('i' || key, 'n' || folded, 'd' || domain)"
    run(
        f"UPDATE named_company AS n SET leader = a.leader, since = a.since FROM (SELECT id, first_value(id) OVER ({alike} ORDER BY id)"
        f" AS leader, min(since) OVER ({alike}) AS since FROM named_company WHERE record_id IS NULL) AS a WHERE a.id = n.id"
    )
    leaders = scalar("SELECT count(*) FROM named_company WHERE leader = id")
    after = 0
    while True:
        until = scalar(
            "SELECT max(id) FROM (SELECT id FROM named_company WHERE leader = id AND id > %s ORDER BY id LIMIT %s) AS next",
            [after, BATCH_ROWS],
        )
        if until is None:
            break
        with transaction.atomic():
            make_named(after, until, context)
            save("companies", min(until, leaders), leaders, context)
        after = until
    run(
        "UPDATE named_company AS n SET record_id = l.record_id FROM named_company AS l WHERE l.id = n.leader AND n.id <> n.leader"
    )
    run("CREATE INDEX ON named_company (coalesce(key, ''), coalesce(domain, ''), coalesce(name, ''))")
    run("ANALYZE named_company")


def make_named(after: int, until: int, context: RunContext) -> None:
    """Write some of the new ones, with nothing but a name."""
    batch = f"leader = id AND id > {after:d} AND id <= {until:d}"
    new_ids("company", "named_company", batch)
    others = ", ".join(f"NULL::{sql} AS {name}" for name, sql in OTHER_COLUMNS.items())
    make_table(
        "work_company",
        f"SELECT record_id, is_new, coalesce(since, %s) AS at, since IS NOT NULL AS is_day, coalesce(name, domain, key) AS name,"
        f" CASE WHEN domain IS NOT NULL THEN ARRAY[domain] END AS domains, {others} FROM named_company WHERE {batch}",
        [context.now],
    )
    written = write_records(COMPANY, context)
    make_table("new_company", f"SELECT * FROM named_company WHERE {batch}")
    remember_keys("company", "new_company", "key", "record_id", context)
    context.count("implied", "companies", written.created)
    nameless = scalar("SELECT count(*) FROM new_company WHERE name IS NULL AND domain IS NULL")
    context.count("nameless", "companies", nameless)


OTHER_COLUMNS = {
    "website": "text",
    "phones": "text[]",
    "industry": "text",
    "employees": "int",
    "street": "text",
    "postal_code": "text",
    "city": "text",
    "region": "text",
    "country": "text",
    "description": "text",
    "owner_id": "bigint",
    "custom": "jsonb",
}


def assign_companies(kind: str) -> None:
    """Each row of the batch that names a company gets it."""
    run(
        f"UPDATE staged_{kind} AS s SET company_record = n.record_id FROM named_company AS n"
        f" WHERE coalesce(s.company_id, s.company_domain, s.company) IS NOT NULL"
        f" AND coalesce(n.key, '') = coalesce(s.company_id, '') AND coalesce(n.domain, '') = coalesce(s.company_domain, '')"
        f" AND coalesce(n.name, '') = coalesce(s.company, '')"
    )


def named_join(alias: str) -> str:
    """The same as a join, for a kind whose batch is made in one statement."""
    return (
        f"LEFT JOIN named_company AS n ON coalesce({alias}.company_id, {alias}.company_domain, {alias}.company) IS NOT NULL"
        f" AND coalesce(n.key, '') = coalesce({alias}.company_id, '') AND coalesce(n.domain, '') = coalesce({alias}.company_domain, '')"
        f" AND coalesce(n.name, '') = coalesce({alias}.company, '')"
    )
