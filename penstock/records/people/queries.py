"""Companies and persons that someone may see, now or as of an instant. The only way to get at one."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from penstock.foundation.base.ledger import as_of, merged_into
from penstock.foundation.base.registry import visible_through
from penstock.foundation.base.remembering import rows_of
from penstock.records.people.models import Company, CustomField, Person
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import User
from penstock.records.team.rules import Scope, scope_of
from penstock.records.workspace.queries import current


class MergedInto(NotVisible):
    """The record counts as another by now, one that the caller sees."""

    status = 410

    def __init__(self, kind: Literal["company", "person"], into: Company | Person) -> None:
        words = {"name": str(into), "id": into.pk}
        super().__init__(_("It was made one with %(name)s, which is number %(id)d.") % words)
        self.kind, self.into_id = kind, into.pk


def companies_visible_to(
    user: User, *, valid: datetime | None = None, known: datetime | None = None
) -> QuerySet[Company]:
    """valid None: the present; see base.ledger.as_of. Rights are always today's (LEDGER.md, 4)."""
    return as_of(Company, valid, known).filter(_visible("company", scope_of(user, current(), "company")))


def persons_visible_to(
    user: User, *, valid: datetime | None = None, known: datetime | None = None
) -> QuerySet[Person]:
    """As companies_visible_to; a person without owner follows their company."""
    scope = scope_of(user, current(), "person")
    return as_of(Person, valid, known).filter(_visible("person", scope)).select_related("company", "owner")


def _visible(kind: str, scope: Scope) -> Q:
    if scope.is_all:
        return Q()
    seen = Q(owner_id__in=scope.user_ids)
    if scope.sees_ownerless:
        seen |= Q(owner_id=None)
    elif kind == "person":
        theirs = Company.objects.filter(id=OuterRef("company_id")).filter(_visible("company", scope))
        seen |= Q(owner_id=None) & Q(Exists(theirs))
    for condition in visible_through.get(kind, []):
        seen |= condition(scope.user_ids)
    return seen


def get_company(user: User, id: int, **instant: Any) -> Company:
    """One company. Raises NotVisible."""
    found = companies_visible_to(user, **instant).select_related("owner").filter(id=id).first()
    if found is None:
        _lead_on("company", id, companies_visible_to(user, **instant))
        raise NotVisible(_("There is no such company."))
    return found


def get_person(user: User, id: int, **instant: Any) -> Person:
    """One person. Raises NotVisible."""
    found = persons_visible_to(user, **instant).filter(id=id).first()
    if found is None:
        _lead_on("person", id, persons_visible_to(user, **instant))
        raise NotVisible(_("There is no such person."))
    return found


def _lead_on(kind: Literal["company", "person"], id: int, visible: QuerySet[Any]) -> None:
    """Raises MergedInto when it counts as a record that is among the visible ones."""
    into = merged_into(kind, id)
    found = visible.filter(id=into).first() if into else None
    if found is not None:
        raise MergedInto(kind, found)


def custom_fields(kind: str) -> list[CustomField]:
    """The fields that the company added to a kind, in order."""
    return [field for field in all_custom_fields() if field.kind == kind]


def all_custom_fields() -> list[CustomField]:
    """The fields of every kind, in order."""
    return [field for field in rows_of(CustomField).values() if not field.is_removed]
