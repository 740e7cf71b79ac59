"""Who may be whom: by every e-mail and phone, companies by domain, then by name. Empty never equals empty."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from django.db.models import Q, QuerySet, TextField, Value

from penstock.foundation.base.models import SortKey
from penstock.records.people import checks
from penstock.records.people.models import Company, NotSame, Person
from penstock.records.people.queries import companies_visible_to, persons_visible_to
from penstock.records.team.models import User

Why = Literal["email", "phone", "domain", "name"]

# Among the records that someone sees: pairs that share an element of an array, or a name. Each pair once, the older
# record first.
PAIRS = {
    "person": """
        SELECT a.id, b.id, 'email' FROM (SELECT id, unnest(emails) AS x FROM seen) AS a
        JOIN (SELECT id, unnest(emails) AS x FROM seen) AS b USING (x) WHERE a.id < b.id
        UNION ALL
        SELECT a.id, b.id, 'phone' FROM (SELECT id, unnest(phones) AS x FROM seen) AS a
        JOIN (SELECT id, unnest(phones) AS x FROM seen) AS b USING (x) WHERE a.id < b.id
        UNION ALL
        SELECT a.id, b.id, 'name' FROM seen AS a JOIN seen AS b USING (sort_name, company_id)
        WHERE a.id < b.id AND sort_name <> ''""",
    "company": """
        SELECT a.id, b.id, 'domain' FROM (SELECT id, unnest(domains) AS x FROM seen) AS a
        JOIN (SELECT id, unnest(domains) AS x FROM seen) AS b USING (x) WHERE a.id < b.id
        UNION ALL
        SELECT a.id, b.id, 'name' FROM seen AS a JOIN seen AS b USING (sort_name) WHERE a.id < b.id""",
}
COLUMNS = {
    "person": ("id", "emails", "phones", "sort_name", "company_id"),
    "company": ("id", "domains", "sort_name"),
}
VISIBLE: dict[str, Callable[[User], QuerySet[Any]]] = {
    "person": persons_visible_to,
    "company": companies_visible_to,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, and what says so."""

    first_id: int
    second_id: int
    why: Why


def duplicate_companies(user: User, values: dict[str, Any]) -> QuerySet[Company]:
    """Companies that a new one with these values may be already."""
    name, domains = (
        values.get("name", "").strip(),
        [d for d in values.get("domains", []) if d not in checks.FREE_MAIL],
    )
    same = Q(pk=None)
    if domains:
        same |= Q(domains__overlap=domains)
    if name:
        same |= Q(sort_name=SortKey(_text(name)))
    return companies_visible_to(user).filter(same)[:5]


def duplicate_persons(user: User, values: dict[str, Any]) -> QuerySet[Person]:
    """Persons that a new one with these values may be already: any e-mail, any phone."""
    same = Q(pk=None)
    if values.get("emails"):
        same |= Q(emails__overlap=[address.strip().lower() for address in values["emails"]])
    if values.get("phones"):
        same |= Q(
            phones__overlap=[checks.phone(number, values.get("country", "")) for number in values["phones"]]
        )
    return persons_visible_to(user).filter(same)[:5]


def duplicate_pairs(user: User, kind: Literal["person", "company"], *, limit: int = 200) -> list[Pair]:
    """The work list over all that `user` sees, best evidence first, without those that somebody told apart."""
    rows, params = VISIBLE[kind](user).order_by().values(*COLUMNS[kind]).query.sql_with_params()
    sql = f"""
        WITH seen AS MATERIALIZED ({rows})
        SELECT one, other, (array_agg(why ORDER BY array_position(ARRAY['email', 'domain', 'phone', 'name'], why)))[1]
        FROM ({PAIRS[kind]}) AS pair (one, other, why)
        WHERE NOT EXISTS (SELECT FROM not_same WHERE kind = %s AND first_id = one AND second_id = other AND NOT is_removed)
        GROUP BY one, other
        ORDER BY min(array_position(ARRAY['email', 'domain', 'phone', 'name'], why)), one, other LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, kind, limit])
        return [Pair(*row) for row in cursor.fetchall()]


def told_apart(kind: Literal["person", "company"], id: int) -> set[int]:
    """The ids of those that this one is not, as somebody said."""
    told = NotSame.objects.filter(Q(first_id=id) | Q(second_id=id), kind=kind, is_removed=False)
    return {other for pair in told.values_list("first_id", "second_id") for other in pair if other != id}


def _text(value: str) -> Any:
    return Value(value, output_field=TextField())
