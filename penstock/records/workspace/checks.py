"""Checks of the installation's settings: the same for form, API and command line."""

from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.records.workspace.models import ExchangeRate, Workspace

MOST_BANDS = 12
MOST_HOLIDAYS = 1000


def clean_workspace(workspace: Workspace, changes: dict[str, Any]) -> dict[str, Any]:
    """Each value valid for its field, and all of them together. Raises Refused, naming the field."""
    values = {name: _valid(workspace, name, value) for name, value in changes.items()}
    if "work_days" in values:
        values["work_days"] = sorted(set(values["work_days"]))
    if "holidays" in values:
        values["holidays"] = sorted(set(values["holidays"]))
    starts, ends = (values.get(name, getattr(workspace, name)) for name in ("work_starts", "work_ends"))
    if starts >= ends:
        raise Refused(_("Work ends after it starts."), field="work_ends")
    return values


def _valid(workspace: Workspace, name: str, value: Any) -> Any:
    check = CHECKS.get(name)
    if check:
        check(name, value, workspace)
    try:
        return workspace._meta.get_field(name).clean(value, workspace)  # type: ignore[union-attr]
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field=name) from error


def _a_zone(name: str, value: Any, workspace: Workspace) -> None:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(_("“%(value)s” is not a time zone.") % {"value": value}, field=name) from error


def _a_currency(name: str, value: Any, workspace: Workspace) -> None:
    if value not in list_currencies():
        raise Refused(_("“%(value)s” is not a currency.") % {"value": value}, field=name)
    if value != workspace.home_currency and ExchangeRate.objects.filter(is_removed=False).exists():
        message = _("The rates say what other currencies are worth in this one: remove them first.")
        raise Refused(message, field=name)


def _bands(name: str, value: Any, workspace: Workspace) -> None:
    """Upper edges, each above the one before."""
    if not 1 <= len(value) <= MOST_BANDS:
        raise Refused(_("Between one and twelve edges are needed."), field=name)
    if any(lower >= upper for lower, upper in pairwise([0, *value])):
        raise Refused(_("Each edge is above the one before, the first above zero."), field=name)


def _days_of_week(name: str, value: Any, workspace: Workspace) -> None:
    if not value or not set(value) <= set(range(7)):
        raise Refused(_("At least one day of the week is needed."), field=name)


def _holidays(name: str, value: Any, workspace: Workspace) -> None:
    if len(value) > MOST_HOLIDAYS or not all(isinstance(day, date) for day in value):
        raise Refused(_("Holidays are days, a thousand at most."), field=name)


CHECKS = {
    "zone": _a_zone,
    "home_currency": _a_currency,
    "amount_bands": _bands,
    "company_size_bands": _bands,
    "work_days": _days_of_week,
    "holidays": _holidays,
}
