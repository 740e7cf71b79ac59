"""A metric over time with its control chart: is it still within its usual range, and if not, since when?"""

from typing import Any

from django.utils.translation import gettext as _

from penstock.foundation.statistics.charts.chart import FIRM, PROVISIONAL, Chart
from penstock.insight.controlcharts.trend import Trend, trend
from penstock.insight.metrics.answer import Point
from penstock.insight.metrics.catalogue import METRICS, metric_named
from penstock.insight.metrics.query import WrongQuestion
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
    """Raises WrongQuestion without a metric."""
    if asked.query.metric not in METRICS:
        raise WrongQuestion(f"trend of what? Any of {', '.join(METRICS)}")
    found = trend(state, asked.query)
    unit = UNITS.get(metric_named(asked.query.metric).unit, "number")
    value = found.answer.value
    return Told(
        **head("trend", asked),
        tables=(_table(found, unit),),
        figures=(
            Figure("value", found.metric.sentence, unit, value.value, found.answer.definition, value.n, value.low, value.high, value.why_not),
            Figure("says", _("What the chart says"), "text", None, why_not=None, note=_sentence(found)),
        ),
        notes=(_sentence(found), *found.answer.notes),
        left_out=left_out(found.answer.left_out),
    )  # fmt: skip


def _table(found: Trend, unit: Unit) -> Table:
    rows = [_row(point, found.chart, place) for place, point in enumerate(found.answer.series)]
    if found.has_partial and rows:
        rows[-1]["is_partial"] = True
    for signal in found.signals:
        rows[signal.index]["signal"] = signal.rule
    columns = (
        Column("period", _("Period")),
        Column("value", found.metric.sentence, unit),
        Column("n", _("n"), "count"),
        Column("low", _("Low"), unit, is_shown=False),
        Column("high", _("High"), unit, is_shown=False),
        Column("centre", _("Centre"), unit),
        Column("lower", _("Lower limit"), unit),
        Column("upper", _("Upper limit"), unit),
        Column("signal", _("Signal")),
    )
    return Table("series", found.metric.sentence, columns, tuple(rows), {"firm": found.is_firm})


def _row(point: Point, chart: Chart | None, place: int) -> dict[str, Any]:
    value = point.value
    limits = (
        (chart.centre[place], chart.low[place], chart.high[place])
        if chart and place < chart.centre.size
        else (None,) * 3
    )
    centre, low, high = (None if one is None or one != one else float(one) for one in limits)
    return {"period": point.label, "value": value.value, "n": value.n, "low": value.low, "high": value.high,
            "centre": centre, "lower": low, "upper": high, "signal": ""}  # fmt: skip


def _sentence(found: Trend) -> str:
    if found.points < PROVISIONAL:
        return _("%(points)s of %(wanted)s periods: too few for limits.") % {
            "points": found.points,
            "wanted": PROVISIONAL,
        }
    if not found.is_firm:
        return _("%(points)s of %(wanted)s periods: the limits are provisional and raise no signal.") % {"points": found.points, "wanted": FIRM}  # fmt: skip
    if not found.signals:
        return _("Within its usual range.")
    if found.changed_in:
        return _("Changed around %(period)s.") % {"period": found.changed_in}
    last = found.answer.series[found.signals[-1].index].label
    return _("Outside its usual range, last in %(period)s.") % {"period": last}
