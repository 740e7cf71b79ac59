"""A metric over time with its control chart: is it still within its usual range, and if not, since when?"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penstock.insight.controlcharts.trend import Mark, Trend, trend
from penstock.insight.metrics.catalogue import METRICS, metric_of
from penstock.insight.metrics.query import WrongQuestion
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Column, Figure, Table, Told, Unit
from penstock.response.reports.told_by.head import head, left_out

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
    found = trend(told)
    value = told.value
    return Told(
        **head("trend", asked),
        tables=(_table(found, _(metric.sentence), unit),),
        figures=(
            Figure("value", _(metric.sentence), unit, value.value, _(told.definition), value.n, value.low, value.high, value.why_not),
            Figure("says", _("What the chart says"), "text", None, note=_sentence(found)),
        ),
        notes=(_sentence(found), *told.notes),
        left_out=left_out(told.left_out),
    )  # fmt: skip


def _table(found: Trend, title: str, unit: Unit) -> Table:
    columns = (
        Column("period", _("Period")),
        Column("value", title, unit),
        Column("n", _("n"), "count"),
        Column("centre", _("Centre"), unit),
        Column("lower", _("Lower limit"), unit),
        Column("upper", _("Upper limit"), unit),
        Column("signal", _("Signal")),
    )
    return Table("series", _("Period by period"), columns, tuple(_row(mark) for mark in found.marks))


def _row(mark: Mark) -> dict[str, Any]:
    return {"period": mark.label, "value": mark.value, "n": mark.n, "centre": mark.centre, "lower": mark.low,
            "upper": mark.high, "signal": ", ".join(mark.signals), "is_partial": mark.is_partial}  # fmt: skip


def _sentence(found: Trend) -> str:
    match found.verdict:
        case "too short":
            return _("%(points)s: too few for limits.") % {"points": found.why_not}
        case "provisional":
            return _("%(points)s: the limits are provisional and raise no signal.") % {
                "points": found.why_not
            }
        case "changed" if found.shift:
            return _("Changed around %(period)s.") % {"period": found.shift.label}
        case "signals":
            outside = [mark.label for mark in found.marks if mark.signals]
            return ngettext(
                "Outside its usual range once, in %(last)s.",
                "Outside its usual range %(num)s times, last in %(last)s.",
                len(outside),
            ) % {"num": len(outside), "last": outside[-1]}
    return _("Within its usual range.")
