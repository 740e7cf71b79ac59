"""The doors by which lists reach the records: one per kind, through what the user may see."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from penstock.foundation.base.ledger import as_of
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.models import User
from penstock.records.workspace.models import Workspace


def _all(model: Any) -> Callable[..., QuerySet[Any]]:
    def visible(user: User, *, valid: datetime | None = None, known: datetime | None = None) -> QuerySet[Any]:
        return as_of(model, valid, known)

    return visible


VISIBLE: dict[str, Callable[..., QuerySet[Any]]] = {
    "company": _all(Company),
    "person": _all(Person),
    "lead": _all(Lead),
    "opportunity": _all(Opportunity),
}


def current() -> Workspace:
    return Workspace.objects.first() or Workspace()


def rates_on(day: date) -> dict[str, Fraction]:
    return {}
