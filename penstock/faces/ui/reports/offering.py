"""What a report's bar offers beside period, comparison and filters: by what it is told apart, and which close dates count."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from penstock.faces.ui.formats import day
from penstock.faces.ui.reports.address import State
from penstock.faces.ui.reports.filtering import own_choices
from penstock.faces.ui.reports.periods import PRESETS, Days, neighbour
from penstock.faces.views.given import day_or_none
from penstock.faces.views.reading import Choice
from penstock.response.reports.catalogue import Report
from penstock.response.reports.told_by.wording import field_title

BY = ("owner", "team", "source", "pipeline", "customer", "amount_band", "company_size", "industry", "country", "currency")  # fmt: skip


def offering(report: Report, state: State, fiscal: int) -> dict[str, Any]:
    """For the bar: `fields` and what of them holds, `windows` and which holds; both empty where a report takes none."""
    fields = _fields() if "by" in report.takes else []
    windows = _windows(state.look.on, fiscal) if "window" in report.takes else []
    return {
        "fields": fields,
        "by_words": ", ".join(dict(fields).get(one, field_title(one)) for one in state.by),
        "windows": windows,
        "window_words": dict(windows).get(state.window) or _days(state.window),
    }


def _fields() -> list[Choice]:
    own = [(name, one.label) for name, one in own_choices("opportunity").items()]
    return [*((name, field_title(name)) for name in BY), *own]


def _windows(today: date, fiscal: int) -> list[Choice]:
    """This month and quarter, and the next ones, as FROM..TO."""
    told = []
    for name, title, after in (
        ("month", _("this month"), _("next month")),
        ("quarter", _("this quarter"), _("next quarter")),
    ):
        here = PRESETS[name].days(today, fiscal)
        told += [(_window(here), title), (_window(neighbour(here, 1)), after)]
    return told


def _window(days: Days) -> str:
    return f"{days[0]}..{days[1] - timedelta(days=1)}"


def _days(window: str) -> str:
    """Any other window in words; as it was written where it is none."""
    first, last = (day_or_none(one) for one in (window.partition("..")[0], window.partition("..")[2]))
    if first is None or last is None:
        return window
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}
