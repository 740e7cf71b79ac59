"""Reads of the installation's settings."""

from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from penstock.foundation.base.remembering import rows_of
from penstock.records.workspace.models import ExchangeRate, Workspace


def current() -> Workspace:
    """The workspace's settings; the defaults while there is no row yet."""
    return next(iter(rows_of(Workspace).values()), None) or Workspace()


def today(workspace: Workspace) -> date:
    """The day it is in the workspace's zone."""
    return timezone.now().astimezone(workspace.tzinfo).date()


def rates_on(day: date) -> dict[str, Fraction]:
    """Currency -> major units of the home currency for one major unit, as they stood on a day."""
    rows = [row for row in rows_of(ExchangeRate).values() if row.starts_on <= day and not row.is_removed]
    return {row.currency: Fraction(row.rate) for row in sorted(rows, key=lambda row: row.starts_on)}


def rated_currencies() -> list[str]:
    """All that have a rate, in alphabetical order."""
    return sorted({row.currency for row in rows_of(ExchangeRate).values() if not row.is_removed})


def get_rate(id: int) -> ExchangeRate | None:
    """A rate, removed or not."""
    return ExchangeRate.objects.filter(pk=id).first()


def rates() -> QuerySet[ExchangeRate]:
    """All rates by currency, the newest of each first."""
    return ExchangeRate.objects.filter(is_removed=False).order_by("currency", "-starts_on")
