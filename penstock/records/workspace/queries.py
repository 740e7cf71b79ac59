"""Reads of the installation's settings."""

from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from penstock.records.workspace.models import ExchangeRate, Workspace


def current() -> Workspace:
    """The workspace's settings; the defaults while there is no row yet."""
    # In SQL: every request asks, and putting the query together took longer than asking it.
    return (
        next(iter(Workspace.objects.raw("SELECT * FROM workspace ORDER BY id LIMIT 1")), None) or Workspace()
    )


def today(workspace: Workspace) -> date:
    """The day it is in the workspace's zone."""
    return timezone.now().astimezone(workspace.tzinfo).date()


def rates_on(day: date) -> dict[str, Fraction]:
    """Currency -> major units of the home currency for one major unit, as they stood on a day."""
    rows = ExchangeRate.objects.filter(is_removed=False, starts_on__lte=day).order_by(
        "currency", "-starts_on"
    )
    return {row.currency: Fraction(row.rate) for row in rows.distinct("currency")}


def get_rate(id: int) -> ExchangeRate | None:
    """A rate, removed or not."""
    return ExchangeRate.objects.filter(pk=id).first()


def rates() -> QuerySet[ExchangeRate]:
    """All rates by currency, the newest of each first."""
    return ExchangeRate.objects.filter(is_removed=False).order_by("currency", "-starts_on")
