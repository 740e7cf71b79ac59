"""Leads that someone may see, now or as of an instant."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.remembering import rows_of
from penstock.records.leads.models import Lead, LeadSource
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import User
from penstock.records.team.rules import scope_of
from penstock.records.workspace.queries import current


def leads_visible_to(
    user: User, *, valid: datetime | None = None, known: datetime | None = None
) -> QuerySet[Lead]:
    """valid None: the present. Preloaded for lists: person, company, source, owner."""
    leads = as_of(Lead, valid, known).select_related("person", "company", "source", "owner")
    scope = scope_of(user, current(), "lead")
    if scope.is_all:
        return leads
    seen = Q(owner_id__in=scope.user_ids)
    return leads.filter(seen | Q(owner_id=None) if scope.sees_ownerless else seen)


def get_lead(user: User, id: int, **instant: Any) -> Lead:
    """One lead. Raises NotVisible."""
    found = leads_visible_to(user, **instant).filter(id=id).first()
    if found is None:
        raise NotVisible(_("There is no such lead."))
    return found


def sources() -> list[LeadSource]:
    return [row for row in rows_of(LeadSource).values() if not row.is_removed]


def company_of_visible_lead(user_ids: Collection[int]) -> Q:
    """On Company: visible because one of its leads is."""
    return Q(Exists(Lead.objects.filter(company_id=OuterRef("id"), owner_id__in=user_ids, is_removed=False)))


def person_of_visible_lead(user_ids: Collection[int]) -> Q:
    """On Person: likewise."""
    return Q(Exists(Lead.objects.filter(person_id=OuterRef("id"), owner_id__in=user_ids, is_removed=False)))
