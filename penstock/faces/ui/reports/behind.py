"""The records behind a number, as far as one may see them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from penstock.foundation.base.values.money import Money
from penstock.records.leads.queries import leads_visible_to
from penstock.records.pipeline.queries import opportunities_visible_to
from penstock.records.team.models import User
from penstock.response.reports.told import Behind

SHOWN = 500


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the page."""

    name: str
    href: str
    company: str
    stage: str
    owner: str
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Records:
    """The first of them, how many there are, and how many of those one may not see."""

    kind: str
    rows: list[Record]
    count: int
    hidden: int


def records_behind(user: User, behind: Behind) -> Records:
    """Largest amounts first."""
    if behind.kind == "lead":
        return _records(
            behind, leads_visible_to(user).select_related("company", "owner"), _lead, ["-created_at"]
        )
    visible = opportunities_visible_to(user).select_related("company", "stage", "owner")
    return _records(behind, visible, _opportunity, ["-amount_minor", "id"])


def _records(behind: Behind, visible: Any, told: Any, order: list[str]) -> Records:
    found = visible.filter(id__in=behind.ids)
    count = found.count()
    rows = [told(record) for record in found.order_by(*order)[:SHOWN]]
    return Records(behind.kind, rows, count, len(set(behind.ids)) - count)


def _opportunity(record: Any) -> Record:
    amount = Money(record.amount_minor, record.currency) if record.amount_minor is not None else None
    return Record(
        record.name,
        reverse("opportunity", args=[record.pk]),
        record.company.name if record.company else "",
        record.stage.name if record.stage else "",
        record.owner.name if record.owner else "",
        amount,
    )


def _lead(record: Any) -> Record:
    return Record(
        str(record.name),
        reverse("lead", args=[record.pk]),
        record.company.name if record.company else "",
        str(record.get_status_display()),
        record.owner.name if record.owner else "",
        None,
    )
