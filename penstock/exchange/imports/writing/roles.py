"""Persons with the part they play in opportunities: Salesforce's contact roles, HubSpot's associations."""

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.keys import key_rows, match_by_key
from penstock.exchange.imports.writing.people import write_named
from penstock.exchange.imports.writing.sql import fetch, fill_table, run, scalar
from penstock.foundation.base.ledger import begin_states, write_states

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
    run(
        "UPDATE staged_roles AS s SET opportunity_record = o.id FROM (SELECT sort_name, min(id) AS id FROM opportunity"
        " WHERE NOT is_removed GROUP BY 1 HAVING count(*) = 1) AS o WHERE s.opportunity_record IS NULL AND s.reason IS NULL"
        " AND o.sort_name = sort_key(s.opportunity)"
    )
    run(
        "UPDATE staged_roles SET reason = 'its opportunity is not here' WHERE opportunity_record IS NULL AND reason IS NULL"
    )
    if context.owners is not None:
        run(
            "UPDATE staged_roles AS s SET reason = 'its opportunity belongs to somebody of another team' FROM opportunity AS o"
            " WHERE o.id = s.opportunity_record AND s.reason IS NULL AND NOT o.owner_id = ANY (%s)",
            [sorted(context.owners)],
        )
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
    with as_import(context):
        begin_states("opportunity_person")
        run(
            "INSERT INTO opportunity_person_states (id, opportunity_id, person_id, buying_role, valid_at, precision)"
            " SELECT nextval(pg_get_serial_sequence('opportunity_person', 'id')), n.opportunity_record, n.person_record, n.ours,"
            " greatest(coalesce(n.created_at, %(now)s), o.created_at, t.created_at), CASE WHEN n.created_at_is_day THEN 'day' ELSE 'instant' END"
            " FROM (SELECT DISTINCT ON (opportunity_record, person_record) * FROM staged_roles WHERE reason IS NULL"
            " ORDER BY opportunity_record, person_record, ours = '', id) AS n JOIN opportunity AS o ON o.id = n.opportunity_record"
            " JOIN person AS t ON t.id = n.person_record"
            " WHERE NOT EXISTS (SELECT FROM opportunity_person AS p WHERE p.opportunity_id = n.opportunity_record"
            " AND p.person_id = n.person_record AND NOT p.is_removed)",
            {"now": context.now},
        )
        return write_states("opportunity_person")


def fill_roles(context: RunContext) -> int:
    """Who is there without a role gets one; what somebody said here stays."""
    with as_import(context):
        return run(
            "UPDATE opportunity_person AS p SET buying_role = s.ours FROM staged_roles AS s WHERE s.reason IS NULL AND s.ours <> ''"
            " AND p.opportunity_id = s.opportunity_record AND p.person_id = s.person_record AND NOT p.is_removed AND p.buying_role = ''"
        )
