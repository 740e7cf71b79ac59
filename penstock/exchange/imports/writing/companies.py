"""Companies: of their own files, and those that other rows name."""

from penstock.exchange.imports.writing.context import RunContext
from penstock.exchange.imports.writing.custom import custom_sql
from penstock.exchange.imports.writing.keys import match_by_key, refuse_repeated_keys, remember_keys
from penstock.exchange.imports.writing.records import Target, write_records
from penstock.exchange.imports.writing.sql import fetch, new_ids, run

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


def write_companies(context: RunContext) -> None:
    """The rows of the companies' files, then every company that is only named."""
    if "companies" in context.kinds:
        match_staged(context)
        write_staged(context)
    if any(kind in context.kinds for kind in REFERRING):
        write_named(context)


def match_staged(context: RunContext) -> None:
    """By their id, else by domain, else by name; a record that has another id of the same system is another company."""
    run(
        "UPDATE staged_companies SET reason = 'neither a name nor a domain' WHERE reason IS NULL"
        " AND name IS NULL AND domain IS NULL AND website IS NULL AND external_id IS NULL"
    )
    run("UPDATE staged_companies SET domain = website WHERE domain IS NULL")
    run("UPDATE staged_companies SET domain = NULL WHERE domain = ANY (%s)", [FREE_MAIL])
    refuse_repeated_keys("staged_companies")
    match_by_key("company", "staged_companies", "external_id", "record_id", context)
    match_by_value("staged_companies", "external_id", "domain", "name", "record_id", context)
    # Rows of one company that has no id: the first one makes it.
    run(
        "CREATE TEMP TABLE alike ON COMMIT DROP AS SELECT id, first_value(id) OVER (PARTITION BY coalesce("
        " 'i' || external_id, 'n' || sort_key(name), 'd' || domain) ORDER BY id) AS leader"
        " FROM staged_companies WHERE record_id IS NULL AND reason IS NULL"
    )
    new_ids("company", "staged_companies", "id IN (SELECT leader FROM alike)")
    run(
        "UPDATE staged_companies AS s SET record_id = l.record_id FROM alike AS a JOIN staged_companies AS l ON l.id = a.leader"
        " WHERE s.id = a.id AND a.id <> a.leader"
    )
    run("DROP TABLE alike")


def match_by_value(staged: str, key: str, domain: str, name: str, into: str, context: RunContext) -> None:
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
        f" WHERE s.{into} IS NULL AND sort_key(s.{name}) = c.sort_name AND {other}",
        [context.source],
    )


def write_staged(context: RunContext) -> None:
    """One work row for each record; the first row that says something counts."""
    run("DROP TABLE IF EXISTS work_company")
    run(
        f"""
        CREATE TEMP TABLE work_company ON COMMIT DROP AS
        SELECT DISTINCT ON (record_id) record_id, is_new, coalesce(least(created_at, named.since), %s) AS at,
            coalesce(created_at_is_day AND created_at <= coalesce(named.since, created_at), named.since IS NOT NULL) AS is_day,
            coalesce(name, domain, external_id) AS name,
            CASE WHEN domain IS NOT NULL THEN ARRAY[domain] END AS domains, website,
            CASE WHEN phone IS NOT NULL THEN ARRAY[phone] END AS phones, industry,
            CASE WHEN employees BETWEEN 0 AND 2147483647 THEN employees::int END AS employees,
            street, postal_code, city, state AS region, country, description, owner_user AS owner_id,
            {custom_sql("companies")} AS custom
        FROM staged_companies LEFT JOIN (
            SELECT sort_key(name) AS key, min(since) AS since FROM ({named_sql(context)}) AS named GROUP BY 1
        ) AS named ON named.key = sort_key(staged_companies.name)
        WHERE reason IS NULL ORDER BY record_id, is_new DESC, id
        """,
        [context.now],
    )
    written = write_records(COMPANY, context)
    remember_keys("company", "staged_companies", "external_id", "record_id", context)
    context.created["companies"] = written.created
    context.updated["companies"] = written.updated
    context.unchanged["companies"] = written.unchanged + repeated()


def repeated() -> int:
    """Rows beyond the first of a record."""
    return int(
        fetch("SELECT count(*) - count(DISTINCT record_id) FROM staged_companies WHERE reason IS NULL")[0][0]
    )


def named_sql(context: RunContext) -> str:
    """Every way in which other rows name a company, and since when."""
    parts = [
        f"SELECT company_id AS key, company_domain AS domain, company AS name, {since_of(kind)} AS since FROM staged_{kind}"
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


def write_named(context: RunContext) -> None:
    """Companies that other rows name: found, or made from the name, valid since they were first named."""
    run("DROP TABLE IF EXISTS named_company")
    run(
        f"""
        CREATE TEMP TABLE named_company ON COMMIT DROP AS
        SELECT row_number() OVER () AS id, key, domain, sort_key(name) AS folded, min(name) AS name, min(since) AS since,
            NULL::bigint AS record_id, false AS is_new, NULL::text AS reason
        FROM ({named_sql(context)}) AS named GROUP BY key, domain, sort_key(name)
        """
    )
    run("ANALYZE named_company")
    match_by_key("company", "named_company", "key", "record_id", context)
    match_by_value("named_company", "key", "domain", "name", "record_id", context)
    # One company for each id, else name, else domain.
    run(
        "CREATE TEMP TABLE alike ON COMMIT DROP AS SELECT id, first_value(id) OVER (PARTITION BY coalesce("
        " 'i' || key, 'n' || folded, 'd' || domain) ORDER BY id) AS leader, min(since) OVER (PARTITION BY coalesce("
        " 'i' || key, 'n' || folded, 'd' || domain)) AS since FROM named_company WHERE record_id IS NULL"
    )
    new_ids("company", "named_company", "id IN (SELECT leader FROM alike)")
    run("UPDATE named_company AS n SET since = a.since FROM alike AS a WHERE a.id = n.id")
    run(
        "UPDATE named_company AS n SET record_id = l.record_id FROM alike AS a JOIN named_company AS l ON l.id = a.leader"
        " WHERE n.id = a.id AND a.id <> a.leader"
    )
    run("DROP TABLE alike")
    make_named(context)
    assign_companies(context)


def make_named(context: RunContext) -> None:
    """Write the new ones, with nothing but a name."""
    others = ", ".join(f"NULL::{sql} AS {name}" for name, sql in OTHER_COLUMNS.items())
    run("DROP TABLE IF EXISTS work_company")
    run(
        f"CREATE TEMP TABLE work_company ON COMMIT DROP AS SELECT record_id, is_new, coalesce(since, %s) AS at,"
        f" since IS NOT NULL AS is_day, coalesce(name, domain, key) AS name,"
        f" CASE WHEN domain IS NOT NULL THEN ARRAY[domain] END AS domains, {others} FROM named_company WHERE is_new",
        [context.now],
    )
    written = write_records(COMPANY, context)
    remember_keys("company", "named_company", "key", "record_id", context)
    if written.created:
        context.imply("companies", written.created)
        nameless = fetch(
            "SELECT count(*) FROM named_company WHERE is_new AND name IS NULL AND domain IS NULL"
        )[0][0]
        if nameless:
            context.warn(f"{nameless} companies are known by their id only, which is their name now")


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


def assign_companies(context: RunContext) -> None:
    """Each row that names a company gets it."""
    run("CREATE INDEX ON named_company ((coalesce(key, '')), (coalesce(domain, '')), (coalesce(folded, '')))")
    run("ANALYZE named_company")
    for kind in REFERRING:
        if kind in context.kinds:
            run(
                f"UPDATE staged_{kind} AS s SET company_record = n.record_id FROM named_company AS n"
                f" WHERE coalesce(s.company_id, s.company_domain, s.company) IS NOT NULL"
                f" AND coalesce(n.key, '') = coalesce(s.company_id, '') AND coalesce(n.domain, '') = coalesce(s.company_domain, '')"
                f" AND coalesce(n.folded, '') = coalesce(sort_key(s.company), '')"
            )
