"""A metric over time with its control chart: is it still within its usual range, and if not, since when?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penstock.insight.controlcharts.trend import Mark, Trend, trend
from penstock.insight.metrics.answer import Point
from penstock.insight.metrics.catalogue import METRICS, metric_of
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.said import Said, period_at
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told, Unit
from penstock.response.reports.told_by.behind import OF_PERIOD, PERIOD, behind, behind_point
from penstock.response.reports.told_by.head import head, left_out
from penstock.response.reports.told_by.wording import few, period_words

UNITS: dict[str, Unit] = {
    "money": "money",
    "money_per_day": "money",
    "share": "share",
    "days": "days",
    "count": "count",
}


def tell(asked: Asked, state: State) -> Told:
    """By month where no grain is named. Raises WrongQuestion without a metric."""
    if asked.query.own is None and asked.query.metric not in METRICS:
        raise WrongQuestion(f"trend of what? Any of {', '.join(METRICS)}")
    metric = metric_of(asked.query)
    unit = UNITS.get(metric.unit, "number")
    told = answer(state, replace(asked.query, grain=asked.query.grain or "month"))
    zone = asked.query.tzinfo
    accepted = {one: start for one in asked.said if (start := period_at(told.series, one.day, zone))}
    found = trend(told, rebased=tuple(accepted.values()))
    value, says = told.value, " ".join(filter(None, (_sentence(found), _since(found, accepted.values()))))
    return Told(
        **head("trend", asked),
        tables=(_table(found, _(metric.sentence), unit, accepted), _change(found, unit, zone), _accepted(accepted)),
        figures=(
            Figure("value", _(metric.sentence), unit, value.value, _(told.definition), value.n, value.low, value.high, value.why_not,
                   cell="all" if value.n else "", metric=metric.name, k=value.details.get("k")),
            Figure("says", _("What the chart says"), "text", None, note=says),
        ),
        notes=(says, *told.notes),
        left_out=left_out(told.left_out),
        opens=lambda cell: _behind(state, asked.query, told.series, cell),
    )  # fmt: skip


def _behind(state: State, query: Query, points: tuple[Point, ...], cell: str) -> Behind | None:
    """all, or period:LABEL."""
    what, _sign, label = cell.partition(":")
    if what == PERIOD:
        return behind_point(state, query, points, label)
    return behind(state, replace(query, grain=None)) if cell == "all" else None


def _table(found: Trend, title: str, unit: Unit, accepted: dict[Said, datetime]) -> Table:
    columns = (
        Column("period", _("Period"), "period"),
        Column("value", title, unit, few="few"),
        Column("n", _("n"), "count"),
        Column("centre", _("Centre"), unit),
        Column("lower", _("Lower limit"), unit),
        Column("upper", _("Upper limit"), unit),
        Column("signal", _("Signal")),
        Column("said", _("Accepted change"), is_shown=bool(accepted)),
        Column("few", _("Too few"), is_shown=False),
    )
    words: dict[datetime, str] = {}
    for one, start in accepted.items():
        words[start] = "; ".join(filter(None, (words.get(start), one.text)))
    is_rate = unit == "share" and found.kind == "p"
    rows = tuple(
        _row(mark, words.get(mark.start, "")) | {"few": _few(mark) if is_rate else ""} for mark in found.marks
    )
    rows = tuple(row | {"place": at} for at, row in enumerate(rows))
    beside = Beside(("place",), ("value",), is_whole=False)
    return Table(
        "series",
        _("Period by period"),
        columns,
        rows,
        cells=dict.fromkeys(("value", "n"), OF_PERIOD),
        beside=beside,
    )


def _row(mark: Mark, said: str) -> dict[str, Any]:
    return {"period": mark.label, "value": mark.value, "n": mark.n, "centre": mark.centre, "lower": mark.low,
            "upper": mark.high, "signal": ", ".join(mark.signals), "said": said, "is_partial": mark.is_partial}  # fmt: skip


def _few(mark: Mark) -> str:
    """A rate of few is no per cent (METRICS, 5)."""
    return few(round(mark.value * mark.n), mark.n) if mark.value is not None else ""


def _change(found: Trend, unit: Unit, zone: ZoneInfo) -> Table:
    """The change that the chart tells and nobody has accepted, in one row; else none."""
    columns = (
        Column("day", _("From"), "date"),
        Column("earliest", _("Not before"), "date"),
        Column("latest", _("Not after"), "date"),
        Column("before", _("Level before"), unit),
        Column("after", _("Level since"), unit),
    )
    rows: tuple[dict[str, Any], ...] = ()
    if shift := found.shift:
        days = {name: getattr(shift, name).astimezone(zone).date() for name in ("earliest", "latest")}
        row = {"day": shift.start.astimezone(zone).date(), "before": shift.before, "after": shift.after}
        rows = (row | days,)
    return Table("change", _("The change"), columns, rows, empty=_("No change that a day explains."))


def _accepted(accepted: Iterable[Said]) -> Table:
    columns = (Column("day", _("From"), "date"), Column("text", _("Why")), Column("by", _("Accepted by")))
    rows = tuple({"id": one.id, "day": one.day, "text": one.text, "by": one.by} for one in accepted)
    return Table("accepted", _("Accepted changes"), columns, rows, empty=_("No change was accepted."))


def _sentence(found: Trend) -> str:
    if not any(mark.n for mark in found.marks):
        return _("Nothing was counted in these periods.")
    match found.verdict:
        case "too short":
            return _("%(points)s: too few for limits.") % {"points": found.why_not}
        case "provisional":
            return _("%(points)s: the limits are provisional and raise no signal.") % {
                "points": found.why_not
            }
        case "changed" if found.shift:
            return _("Changed around %(period)s.") % {"period": period_words(found.shift.label)}
        case "signals":
            outside = [mark.label for mark in found.marks if mark.signals]
            return ngettext(
                "Outside its usual range once, in %(last)s.",
                "Outside its usual range %(num)s times, last in %(last)s.",
                len(outside),
            ) % {"num": len(outside), "last": period_words(outside[-1])}
    return _("Within its usual range.")


def _since(found: Trend, accepted: Iterable[datetime]) -> str:
    """Since when its usual range is what it is, where a change was accepted."""
    last = max(accepted, default=None)
    label = next((mark.label for mark in found.marks if mark.start == last), "")
    return _("Its usual range is that since %(period)s.") % {"period": period_words(label)} if label else ""
