"""The stages: what came through each, how long it takes with those still waiting, and what stalls there."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from penstock.foundation.statistics.survival import Percentile
from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.insight.stages.stays import BACK, LOST, PASSED, WAITING, asked_of, stages, stays
from penstock.insight.stages.times import Line, Stalled, stage_lines, stalled
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told
from penstock.response.reports.told_by.doing import done_column, open_about
from penstock.response.reports.told_by.head import head, pipeline_names
from penstock.response.reports.told_by.lists import Listed
from penstock.response.reports.told_by.wording import not_enough

SHOWN = 25
AFTER = {"passed": PASSED, "lost": LOST, "went_back": BACK, "waiting": WAITING}


def tell(asked: Asked, state: State) -> Told:
    """Of the stays that began in the period."""
    late = stalled(state, asked.query)
    lines, listed = stage_lines(state, asked.query, late), stalled_of(late, stage_names(state, asked.query))
    pipelines = pipeline_names(state, asked.query)
    rows = [_row(line, pipelines) | _done(asked, line) for line in lines]
    return Told(
        **head("stages", asked),
        tables=(_table(rows), stalled_table(listed)),
        figures=_figures(rows, listed),
        notes=(_("Half and four of five: by Kaplan-Meier, those still waiting counted for as long as they wait."),
               _("Stays are counted: one that came back to a stage is one record with two of them."),
               _("Stalled: of all that is open now, whenever it came to its stage, what has been there for longer than four of five of all stays in it ever lasted, whatever the period and the filter.")),
        opens=lambda cell: _behind(state, asked.query, late, cell),
    )  # fmt: skip


def _row(line: Line, pipelines: dict[int, str]) -> dict[str, Any]:
    return {
        "pipeline": pipelines.get(line.stage.pipeline_id, ""),
        "stage": line.stage.name,
        "stage_id": line.stage.id,
        "entered": line.entered,
        "passed": line.passed,
        "lost": line.lost,
        "went_back": line.went_back,
        "waiting": line.waiting,
        "left": line.entered - line.waiting,
        **_days("median", line.median),
        **_days("late", line.late),
        "expected": line.stage.expected_days,
        "stalled": len(line.stalled),
        "stalled_value": line.stalled_value,
        "says": not_enough(line.why_not) if line.why_not else _beyond(line),
    }


def _done(asked: Asked, line: Line) -> dict[str, str]:
    target = f"stage:{line.stage.id}"
    return {"target": target, "done": open_about(asked, target)}


def _days(name: str, found: Percentile | None) -> dict[str, float | None]:
    if found is None:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _beyond(line: Line) -> str:
    """A time that the curve does not reach is longer than anyone was watched."""
    if line.median and line.median.value is None:
        return _("half: more than %(days)s days") % {"days": round(line.median.longest)}
    if line.late and line.late.value is None:
        return _("four of five: more than %(days)s days") % {"days": round(line.late.longest)}
    return ""


def _table(rows: list[dict[str, Any]]) -> Table:
    columns = (
        Column("pipeline", _("Pipeline"), is_apart=True),
        Column("stage", _("Stage"), under="says"),
        Column("entered", _("Entered"), "count"),
        Column("passed", _("Passed"), "count"),
        Column("lost", _("Lost"), "count"),
        Column("went_back", _("Went back"), "count"),
        Column("waiting", _("Waiting"), "count"),
        Column("median", _("Days, half"), "days", low="median_low", high="median_high"),
        Column("median_low", _("Low"), "days", is_shown=False),
        Column("median_high", _("High"), "days", is_shown=False),
        Column("late", _("Days, four of five"), "days"),
        Column("expected", _("Days expected"), "count"),
        Column("stalled", _("Stalled now"), "count"),
        Column("stalled_value", _("Value stalled"), "money"),
        Column("says", _("Says"), is_shown=False),
        done_column(),
        Column("target", _("Target"), is_shown=False),
    )
    cells = {name: f"{name}:{{stage_id}}" for name in ("entered", *AFTER, "stalled", "stalled_value")}
    shows = ("entered", "passed", "lost", "median", "late")
    times = ("median", "median_low", "median_high", "left")
    beside = Beside(("pipeline", "stage", "stage_id"), shows, timed=times)
    return Table("stages", _("Stage by stage"), columns, tuple(rows), cells=cells, beside=beside)


def stalled_of(stalled: Stalled, names: Mapping[int, str]) -> Listed:
    """The stalled, by the names of their stages."""
    columns = {
        "opportunity": stalled.id,
        "stage": stalled.stage,
        "days": stalled.days,
        "late": stalled.limit,
        "value": stalled.value,
    }
    return Listed(columns, {"stage": names.get})


def stage_names(state: State, query: Query) -> dict[int, str]:
    """Of every stage, as of the question."""
    return {stage.id: stage.name for stage in stages(asked_of(state, query)).values()}


def stalled_columns() -> tuple[Column, ...]:
    """Of the rows of `stalled_of`."""
    return (
        Column("opportunity", _("Opportunity"), "opportunity"),
        Column("stage", _("Stage")),
        Column("days", _("Days in it"), "days"),
        Column("late", _("Four of five left within"), "days"),
        Column("value", _("Value"), "money"),
    )


def stalled_table(stalled: Listed) -> Table:
    """Most money first."""
    told = stalled.largest(SHOWN)
    note = _("%(shown)s of %(all)s") % {"shown": len(told), "all": len(stalled)} if told else ""
    return Table("stalled", _("Stalled, by what is at stake"), stalled_columns(), tuple(told), note=note, empty=_("Nothing stalls"))  # fmt: skip


def _figures(rows: list[dict[str, Any]], stalled: Listed) -> tuple[Figure, ...]:
    value = stalled.worth
    return (
        Figure("entered", _("Stays"), "count", sum(row["entered"] for row in rows), _("Each time that an opportunity came into an open stage.")),
        Figure("waiting", _("Waiting now"), "count", sum(row["waiting"] for row in rows), _("Stays that still last.")),
        Figure("stalled", _("Stalled"), "count", len(stalled), _("Open, and longer in its stage than four of five of all stays in it ever lasted."), cell="stalled:all" if stalled else ""),
        Figure("stalled_value", _("Value stalled"), "money", value, cell="stalled:all" if value else ""),
    )  # fmt: skip


def _behind(state: State, query: Query, late: Stalled, cell: str) -> Behind | None:
    """entered, passed, lost, went_back, waiting or stalled of a stage; stalled:all."""
    what, _sign, stage = cell.partition(":")
    if what in ("stalled", "stalled_value"):
        here = np.full(len(late), True) if stage == "all" else late.stage.astype(str) == stage
        return Behind("opportunity", tuple(np.unique(late.id[here]).tolist()))
    if what not in ("entered", *AFTER) or not stage.isdigit():
        return None
    id, where, after = stays(asked_of(state, query), "id", "stage", "after")
    here = where == int(stage)
    if what in AFTER:
        here &= after == AFTER[what]
    return Behind("opportunity", tuple(np.unique(id[here]).tolist()))
