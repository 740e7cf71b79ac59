"""Persons with the part they play in opportunities: Salesforce's contact roles, HubSpot's associations."""

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.keys import key_rows, match_by_key
from penstock.exchange.imports.writing.people import write_named
from penstock.exchange.imports.writing.sales import link_persons, match_by_name, refuse_foreign
from penstock.exchange.imports.writing.sql import fetch, fill_table, run, scalar

ROLE_WORDS = {
    "decides": "decision maker|decider|economic buyer|economic decision maker|budget holder|buyer|approver|executive decision maker"
    "|entscheider|décideur|decisor|tomador de decisión|decisore|beslisser|決裁者|意思決定者|决策者|лпр|лицо принимающее решение",
    "influences": "influencer|influence|beeinflusser|influenceur|influenciador|影響者",
    "uses": "business user|end user|user|endanwender|anwender|utilisateur|usuario|gebruiker",
    "checks": "evaluator|technical buyer|technical evaluator|legal & compliance|legal|gatekeeper|procurement|prüfer",
    "champion": "champion|coach|executive sponsor|sponsor|internal champion|fürsprecher",
    "blocks": "blocker|opponent|detractor|gegner",
}
ROLES = {fold(word): role for role, words in ROLE_WORDS.items() for word in words.split("|")}
NO_ROLE = frozenset(
    fold(word) for word in ("other", "none", "deal_to_contact", "contact_to_deal", "unlabeled")
)


def prepare_roles(context: RunContext) -> None:
    """Whole set: the keys, our word for each role."""
    if "roles" not in context.kinds:
        return
    key_rows("roles")
    run("UPDATE all_roles SET reason = 'it is deleted there' WHERE is_removed AND reason IS NULL")
    words = [word for (word,) in fetch("SELECT DISTINCT role FROM all_roles WHERE role IS NOT NULL")]
    fill_table("role_word", "word text, ours text", [(word, ROLES.get(fold(word), "")) for word in words])
    strange = [
        word for word in words if fold(word) not in ROLES and fold(word) not in NO_ROLE and not word.isdigit()
    ]
    for word in sorted(strange):
        rows = fetch("SELECT file, line FROM all_roles WHERE role = %s ORDER BY id", [word])
        context.find(
            "roles", f"name the role “{word}”, which is none of ours; it is left out", rows, whole=True
        )


def write_roles(context: RunContext) -> None:
    """One batch: the opportunity first, then the person, who is made if only a name or an address is told."""
    run("ALTER TABLE staged_roles ADD opportunity_record bigint, ADD ours text NOT NULL DEFAULT ''")
    match_by_key("opportunity", "staged_roles", "opportunity_id", "opportunity_record", context)
    match_by_name("staged_roles", "opportunity_record", "s.opportunity")
    run(
        "UPDATE staged_roles SET reason = 'its opportunity is not here' WHERE opportunity_record IS NULL AND reason IS NULL"
    )
    refuse_foreign("staged_roles", "opportunity_record", context)
    run(
        "UPDATE staged_roles AS s SET company_record = o.company_id FROM opportunity AS o WHERE o.id = s.opportunity_record"
    )
    write_named("roles", context)
    run(
        "UPDATE staged_roles SET reason = 'its person is not here' WHERE person_record IS NULL AND reason IS NULL"
    )
    run("UPDATE staged_roles AS s SET ours = w.ours FROM role_word AS w WHERE w.word = s.role")
    read = scalar("SELECT count(*) FROM staged_roles WHERE reason IS NULL")
    created, updated = add_links(context), fill_roles(context)
    context.count("created", "roles", created)
    context.count("updated", "roles", updated)
    context.count("unchanged", "roles", read - created - updated)


def add_links(context: RunContext) -> int:
    """Who is not there yet, since the day that the row tells, once the opportunity and the person are there; else from now on."""
    return link_persons(
        "SELECT DISTINCT ON (s.opportunity_record, s.person_record) s.opportunity_record AS opportunity_id, s.person_record AS person_id,"
        " s.ours AS buying_role, greatest(coalesce(s.created_at, %(now)s), o.created_at, t.created_at) AS at, s.created_at_is_day AS is_day"
        " FROM staged_roles AS s JOIN opportunity AS o ON o.id = s.opportunity_record JOIN person AS t ON t.id = s.person_record"
        " WHERE s.reason IS NULL ORDER BY s.opportunity_record, s.person_record, s.ours = '', s.id",
        context,
        {"now": context.now},
    )


def fill_roles(context: RunContext) -> int:
    """Who is there without a role gets one; what somebody said here stays."""
    with as_import(context):
        return run(
            "UPDATE opportunity_person AS p SET buying_role = s.ours FROM staged_roles AS s WHERE s.reason IS NULL AND s.ours <> ''"
            " AND p.opportunity_id = s.opportunity_record AND p.person_id = s.person_record AND NOT p.is_removed AND p.buying_role = ''"
        )
