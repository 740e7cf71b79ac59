"""The week's page for the pipeline meeting: the bridge of the last seven days, what moved, what stalls, what has no next step."""

from dataclasses import dataclass, replace
from typing import Any

import ibis
from django.utils.translation import gettext as _

from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query, instant
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State
from penstock.insight.stages.times import stalled
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Column, Figure, Table, Told
from penstock.response.reports.told_by.bars import Bars, bars
from penstock.response.reports.told_by.changes import bridge_of
from penstock.response.reports.told_by.doing import open_table
from penstock.response.reports.told_by.head import head, left_out
from penstock.response.reports.told_by.lists import Listed
from penstock.response.reports.told_by.stages import stage_names, stalled_columns, stalled_of

DAYS, SHOWN = 7, 15
NOTHING = -1  # where a row has no worth


@dataclass(frozen=True, slots=True)
class Agenda:
    """A list for the meeting, largest worth first, of which SHOWN are told."""

    name: str
    title: str
    columns: tuple[Column, ...]
    listed: Listed

    def table(self) -> Table:
        """The largest."""
        told = self.listed.largest(SHOWN)
        note = _("%(shown)s of %(all)s") % {"shown": len(told), "all": len(self.listed)}
        return Table(self.name, self.title, self.columns, tuple(told), note=note if told else "")


def tell(asked: Asked, state: State) -> Told:
    """The last seven days up to the instant asked about."""
    asked = replace(asked, query=replace(asked.query, period=None), other=None)
    moved = bars(state, bridge_of(asked, DAYS))
    week = moved.asked.query
    lists = (*_moved(state, week), _stalled(state, week), _without_next_step(state, week))
    told = {one.name: one for one in lists}

    def opens(cell: str) -> Behind | None:
        return Behind("opportunity", told[cell].listed.ids) if cell in told else moved.behind(cell)

    return Told(
        **head("week", replace(asked, query=week)),
        tables=(moved.table(), open_table(state, asked), *(one.table() for one in lists)),
        figures=_figures(moved, told),
        left_out=left_out(moved.answer.left_out),
        opens=opens,
    )


def _figures(moved: Bars, told: dict[str, Agenda]) -> tuple[Figure, ...]:
    says = {
        "came": _("Opportunities that were opened in these seven days."),
        "won_ones": _("Opportunities that were won in these seven days."),
        "lost_ones": _("Opportunities that were lost in these seven days."),
        "pushed": _("Opportunities whose close date was moved to a later day in these seven days."),
        "stalled": _("Open, and longer in its stage than four of five of all stays in it ever lasted."),
        "next_step": _("Open, with no next step written down."),
    }
    opening, change, closing = moved.ends()
    lists = (
        Figure(
            name,
            one.title,
            "money",
            one.listed.worth,
            says[name],
            one.listed.count,
            cell=name if len(one.listed) else "",
        )
        for name, one in told.items()
    )
    return (opening, change, closing, *lists)


def _moved(state: State, week: Query) -> tuple[Agenda, ...]:
    """What was opened, won, lost, pushed in these days."""
    return (
        _flow(state, week, "came", "opportunities_opened", _("New"), _("Opened on")),
        _flow(state, week, "won_ones", "opportunities_won", _("Won"), _("Won on")),
        _flow(state, week, "lost_ones", "opportunities_lost", _("Lost"), _("Lost on")),
        _flow(state, week, "pushed", "push_count", _("Pushed to a later day"), _("Pushed on")),
    )


def _flow(state: State, week: Query, name: str, metric: str, title: str, on: str) -> Agenda:
    columns = (_opportunity(), Column("at", on, "instant"), Column("value", _("Value"), "money"))
    asked = asked_as_one(state, week, metric)
    found = fetched(asked, "flow", lambda: _happened(asked))
    held = {name: numbers(found, name, NOTHING) for name in ("opportunity", "at", "value")}
    return Agenda(name, title, columns, Listed(held, {"at": instant}))


def _happened(asked: Ask) -> Any:
    rows = compiled(asked)
    rows = rows.filter(rows["at"].notnull())
    rows = rows if "value_minor" in rows.columns else priced(asked, rows)
    return rows.select(opportunity=rows.id, at=rows["at"], value=rows.value_minor)


def _stalled(state: State, week: Query) -> Agenda:
    found = stalled_of(stalled(state, week), stage_names(state, week))
    return Agenda("stalled", _("Stalled"), stalled_columns(), found)


def _without_next_step(state: State, week: Query) -> Agenda:
    columns = (
        _opportunity(),
        Column("days", _("Days in its stage"), "days"),
        Column("value", _("Value"), "money"),
    )
    asked = asked_as_one(state, replace(week, period=None), "pipeline_value")
    found = fetched(asked, "next step", lambda: _lacking(asked))
    held = {name: numbers(found, name, NOTHING) for name in ("opportunity", "value")}
    held["days"] = found["days"].to_numpy()
    return Agenda("next_step", _("No next step"), columns, Listed(held, {}))


def _lacking(asked: Ask) -> Any:
    rows = compiled(asked)
    rows = rows.filter(~ibis.coalesce(rows.has_next_step, False))
    days = (asked.instant("as_of") - rows.stage_since) / 86_400_000_000
    return rows.select(opportunity=rows.id, days=days, value=rows.value_minor)


def _opportunity() -> Column:
    return Column("opportunity", _("Opportunity"), "opportunity")
