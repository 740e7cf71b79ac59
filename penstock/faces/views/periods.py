"""Days that move with today: "this quarter", "last week", as a filter of dates says them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Today, and how this company cuts the year: week_start 0 is Monday, fiscal_start_month 1 is January."""

    today: date
    week_start: int = 0
    fiscal_start_month: int = 1

    def week(self, step: int) -> Days:
        """The week `step` weeks from this one, half-open."""
        start = self.today - timedelta(days=(self.today.weekday() - self.week_start) % 7)
        return start + timedelta(weeks=step), start + timedelta(weeks=step + 1)

    def months(self, size: int, step: int) -> Days:
        """The span of `size` months (1 month, 3 quarter, 12 fiscal year) `step` spans from today's, half-open."""
        offset = 0 if size == 1 else self.fiscal_start_month - 1
        count = self.today.year * 12 + self.today.month - 1 - offset
        start = count - count % size + offset
        return _month(start + step * size), _month(start + (step + 1) * size)


def _month(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Moving:
    """A span with a name; None is without bound."""

    name: str
    label: str | Promise
    days: Callable[[Calendar], Days]


def _day(step: int) -> Callable[[Calendar], Days]:
    return lambda its: (its.today + timedelta(days=step), its.today + timedelta(days=step + 1))


MOVING = (
    Moving("today", _("today"), _day(0)),
    Moving("yesterday", _("yesterday"), _day(-1)),
    Moving("tomorrow", _("tomorrow"), _day(1)),
    Moving("this-week", _("this week"), lambda its: its.week(0)),
    Moving("last-week", _("last week"), lambda its: its.week(-1)),
    Moving("next-week", _("next week"), lambda its: its.week(1)),
    Moving("this-month", _("this month"), lambda its: its.months(1, 0)),
    Moving("last-month", _("last month"), lambda its: its.months(1, -1)),
    Moving("next-month", _("next month"), lambda its: its.months(1, 1)),
    Moving("this-quarter", _("this quarter"), lambda its: its.months(3, 0)),
    Moving("last-quarter", _("last quarter"), lambda its: its.months(3, -1)),
    Moving("next-quarter", _("next quarter"), lambda its: its.months(3, 1)),
    Moving("this-year", _("this year"), lambda its: its.months(12, 0)),
    Moving("last-year", _("last year"), lambda its: its.months(12, -1)),
    Moving("past", _("before today"), lambda its: (None, its.today)),
    Moving("future", _("after today"), lambda its: (its.today + timedelta(days=1), None)),
)
BY_NAME = {moving.name: moving for moving in MOVING}
