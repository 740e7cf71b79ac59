"""A report's state is its address: period, filters, groups, comparison, date."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from penstock.faces.ui.asof import Look, look_of
from penstock.faces.ui.formats import day
from penstock.faces.ui.reports.periods import PRESETS, Days, neighbour
from penstock.faces.views.given import day_or_none
from penstock.faces.views.numbers import Asked
from penstock.records.workspace.models import Workspace
from penstock.response.reports.catalogue import Report


@dataclass(frozen=True, slots=True)
class State:
    """What a report page's address asks for. `preset` is "" where days were chosen by hand; `where` as FIELD=VALUE."""

    look: Look
    preset: str
    days: Days
    grain: str
    by: tuple[str, ...]
    where: tuple[str, ...]
    metric: str
    unit: str
    against: str
    window: str
    usual: str

    @property
    def title(self) -> str:
        """The period in words."""
        if self.preset:
            return str(PRESETS[self.preset].title)
        return _("%(first)s to %(last)s") % {"first": day(self.days[0]), "last": day(self.last)}

    @property
    def last(self) -> date:
        """The last day of the period."""
        return self.days[1] - timedelta(days=1)

    def params(self, **changes: Any) -> list[tuple[str, str]]:
        """The parameters of the address that means this, with some changed (None takes one away)."""
        given = [("period", self.preset if self.preset != self.usual else "")]
        if not self.preset:
            given = [("from", self.days[0].isoformat()), ("to", self.last.isoformat())]
        given += [("metric", self.metric), ("unit", self.unit), ("grain", self.grain)]
        given += [("by", one) for one in self.by] + [("where", one) for one in self.where]
        given += [("against", self.against), ("window", self.window), *self.look.state.items()]
        kept = [(name, value) for name, value in given if value and name not in changes]
        return kept + [(name, str(value)) for name, value in changes.items() if value is not None]

    def stepped(self, step: int) -> "State":
        """The period before or after."""
        return replace(self, preset="", days=neighbour(self.days, step))


def state_of(given: QueryDict, report: Report, workspace: Workspace, now: datetime) -> State:
    """Read from an address; a period that can't be read is the report's usual one."""
    look = look_of(given, workspace.tzinfo, now)
    preset, days = _period(given, report.usual, look.on, workspace.fiscal_start_month)
    return State(
        look=look,
        preset=preset,
        days=days,
        grain=given.get("grain", ""),
        by=tuple(one for one in given.getlist("by") if one),
        where=tuple(one for one in given.getlist("where") if one),
        metric=given.get("metric", ""),
        unit=given.get("unit", ""),
        against=given.get("against", ""),
        window=given.get("window", ""),
        usual=report.usual,
    )


def _period(given: QueryDict, usual: str, today: date, fiscal: int) -> tuple[str, Days]:
    start, last = day_or_none(given.get("from", "")), day_or_none(given.get("to", ""))
    if start and last and start <= last:
        return "", (start, last + timedelta(days=1))
    preset = PRESETS.get(given.get("period", ""), PRESETS[usual])
    return preset.name, preset.days(today, fiscal)


def words_of(report: Report, state: State) -> Asked:
    """The question behind a page, in the words that the API and the command line use too."""
    in_period = "period" in report.takes
    return Asked(
        metric=state.metric,
        since=state.days[0].isoformat() if in_period else "",
        until=state.last.isoformat() if in_period else "",
        grain=state.grain,
        by=state.by,
        where=state.where,
        as_of=state.look.day.isoformat() if state.look.day else "",
        known="then" if state.look.known else "",
        against=state.against,
    )
