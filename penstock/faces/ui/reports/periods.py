"""The periods one asks for by one key (STYLE, keyboard), and their neighbours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from penstock.faces.ui.navigation import Text

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Preset:
    """A named period; `days` gives [first, end) for a today and the month in which the fiscal year begins."""

    name: str
    title: Text
    days: Callable[[date, int], Days]


def month_on(day: date, months: int) -> date:
    """The first of the month so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _last(days: int) -> Callable[[date, int], Days]:
    return lambda today, fiscal: (today - timedelta(days=days - 1), today + timedelta(days=1))


def _months(length: int, back: int = 0) -> Callable[[date, int], Days]:
    """The fiscal period of so many months in which today lies, or one before."""

    def days(today: date, fiscal: int) -> Days:
        first = month_on(today, -((today.month - fiscal) % length))
        return month_on(first, -back * length), month_on(first, (1 - back) * length)

    return days


def _twelve(today: date, fiscal: int) -> Days:
    return month_on(today, -12), today + timedelta(days=1)


def _two_years(today: date, fiscal: int) -> Days:
    return month_on(today, -24), today + timedelta(days=1)


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("twelve", _("Last 12 months"), _twelve),
        Preset("two-years", _("Last 24 months"), _two_years),
        Preset("today", _("Today"), _last(1)),
        Preset("week", _("Last 7 days"), _last(7)),
        Preset("four", _("Last 28 days"), _last(28)),
        Preset("ninety", _("Last 90 days"), _last(90)),
        Preset("month", _("This month"), _months(1)),
        Preset("quarter", _("This quarter"), _months(3)),
        Preset("year", _("This year"), _months(12)),
        Preset("last-month", _("Last month"), _months(1, 1)),
        Preset("last-quarter", _("Last quarter"), _months(3, 1)),
        Preset("last-year", _("Last year"), _months(12, 1)),
    )
}


def neighbour(days: Days, step: int) -> Days:
    """The period of the same length just before (step -1) or after (1): months where it is made of whole months."""
    start, end = days
    if start.day == 1 and end.day == 1:
        length = (end.year - start.year) * 12 + end.month - start.month
        return month_on(start, step * length), month_on(end, step * length)
    return start + step * (end - start), end + step * (end - start)
