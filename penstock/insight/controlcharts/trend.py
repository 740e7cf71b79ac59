"""Trend: an answer's series with limits, signals, and what they say. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from penstock.foundation.statistics.charts.changes import find_change
from penstock.foundation.statistics.charts.chart import FIRM, PROVISIONAL, Chart
from penstock.foundation.statistics.charts.counts import p_chart, u_chart
from penstock.foundation.statistics.charts.values import xmr
from penstock.foundation.statistics.estimates import Floats
from penstock.insight.metrics.answer import Answer, Point
from penstock.insight.metrics.catalogue import METRICS
from penstock.insight.metrics.query import WrongQuestion

Kind = Literal["p", "u", "xmr"]
Verdict = Literal["too short", "provisional", "usual", "changed", "signals"]
SEED = 1  # a question asked twice is answered alike
DOUBT = 0.01  # a change is dated only where points in random order would show one as large so rarely
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its limits (in the metric's unit, None where there are none) and the rules that it meets.

    is_partial: the period was not over at the instant asked about, or only a part of it is asked about; such a point has no part in
    the limits or rules.
    """

    label: str
    start: datetime
    value: float | None
    n: int
    centre: float | None
    low: float | None
    high: float | None
    is_firm: bool
    is_partial: bool
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """The level changed with the period `label`, most likely; it may have been at any from `earliest` to `latest`."""

    label: str
    start: datetime
    earliest: datetime
    latest: datetime
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Trend:
    """kind: the chart. verdict: what there is to say: "too short", "provisional", "usual", "changed", "signals" (points
    stand out, but no one day explains it). why_not: what is missing to say more."""

    kind: Kind
    marks: tuple[Mark, ...]
    verdict: Verdict
    shift: Shift | None
    why_not: str | None


def trend(answer: Answer, *, rebased: Sequence[datetime] = ()) -> Trend:
    """The chart of an answer that was asked with a grain. Shares get a p chart, counts of what happens a u chart (per day,
    so that months of any length compare), all else XmR, by logarithms where it is money or days. A stock, which is there at an
    instant, follows itself from one to the next: an XmR that knows it.

    rebased: the starts of periods with which an accepted change begins. WrongQuestion without a series.
    """
    if not answer.series:
        raise WrongQuestion(f"{answer.metric} has no series here: ask for a grain")
    places = [i for i, point in enumerate(answer.series) if point.is_whole(answer.as_of)]
    whole = [answer.series[i] for i in places]
    starts = [i for i, point in enumerate(whole) if i and point.start in set(rebased)]
    kind, chart = _chart(answer, whole, starts)
    place = {i: n for n, i in enumerate(places)}
    marks = tuple(
        _mark(point, place.get(i, 0), chart if i in place else None) for i, point in enumerate(answer.series)
    )
    held = int(np.isfinite(chart.values).sum())
    if held < PROVISIONAL:
        return Trend(kind, marks, "too short", None, f"{held} of {PROVISIONAL} periods")
    if chart.phases[-1].size < FIRM and not chart.signals:
        return Trend(kind, marks, "provisional", None, f"{chart.phases[-1].size} of {FIRM} periods")
    is_flow = _is_flow(answer.metric)
    # The wide limits of a stock hold its own leap: its change is looked for in any case.
    speaks = _speaks_now(chart) or not is_flow
    shift = _shift(whole, chart, kind, is_flow=is_flow) if speaks else None
    verdict: Verdict = "changed" if shift else "signals" if _speaks_now(chart) else "usual"
    return Trend(kind, marks, verdict, shift, None)


def _chart(answer: Answer, points: list[Point], rebased: list[int]) -> tuple[Kind, Chart]:
    values = np.array(
        [np.nan if point.value.value is None else point.value.value for point in points], dtype=float
    )
    is_flow = _is_flow(answer.metric)
    if (
        is_flow
        and answer.unit == "share"
        and all(point.value.n == 0 or "k" in point.value.details for point in points)
    ):
        hits = [point.value.details.get("k", 0) for point in points]
        return "p", p_chart(hits, [point.value.n for point in points], rebased=rebased)
    if is_flow and answer.unit == "count":
        days = np.array([_days(point) for point in points], dtype=float)
        return "u", _per_period(u_chart(values, days, rebased=rebased), days)
    positive = bool((values[np.isfinite(values)] > 0).all())
    log = positive and answer.unit in ("money", "days", "hours")
    return "xmr", xmr(values, rebased=rebased, log=log, follows=not is_flow)


def _is_flow(metric: str) -> bool:
    """A stock is there at an instant, whatever the length of the period; a metric of one's own counts what happens."""
    return metric not in METRICS or METRICS[metric].is_flow


def _days(point: Point) -> int:
    """Days in the period; the hour of a daylight-saving change is none."""
    return max(round((point.end - point.start).total_seconds() / DAY), 1)


def _per_period(chart: Chart, days: Floats) -> Chart:
    """A chart of rates per day, drawn as counts per period again."""
    return Chart(
        chart.values * days, chart.centre * days, chart.low * days, chart.high * days,
        chart.distance, chart.firm, chart.signals, chart.phases, chart.spreads,
    )  # fmt: skip


def _mark(point: Point, i: int, chart: Chart | None) -> Mark:
    if chart is None:
        return Mark(
            point.label, point.start, point.value.value, point.value.n, None, None, None, False, True, ()
        )
    return Mark(
        point.label,
        point.start,
        point.value.value,
        point.value.n,
        _number(chart.centre[i]),
        _number(chart.low[i]),
        _number(chart.high[i]),
        bool(chart.firm[i]),
        False,
        tuple(signal.rule for signal in chart.signals if signal.index == i),
    )


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _speaks_now(chart: Chart) -> bool:
    """Whether the phase that still goes on has a signal: what was accepted before is no news."""
    return any(signal.index >= chart.phases[-1].points.start for signal in chart.signals)


def _shift(points: list[Point], chart: Chart, kind: Kind, *, is_flow: bool) -> Shift | None:
    """The change within the phase that still goes on, where one day explains it."""
    first = chart.phases[-1].points.start
    held = [i for i in range(first, len(points)) if np.isfinite(chart.values[i])]
    values = chart.values[held]
    weights = None if kind == "xmr" else np.array([_weight(points[i], kind) for i in held], dtype=float)
    if kind == "u":
        values = values / np.array([_days(points[i]) for i in held], dtype=float)
    found = find_change(values, weights, seed=SEED, follows=not is_flow)
    if found is None or found.p > DOUBT:
        return None
    at = points[held[found.index]]
    length = np.mean([_days(points[i]) for i in held]) if kind == "u" else 1.0  # back to counts per period
    return Shift(
        at.label,
        at.start,
        points[held[found.earliest]].start,
        points[held[found.latest]].start,
        float(found.before * length),
        float(found.after * length),
    )


def _weight(point: Point, kind: Kind) -> float:
    return float(point.value.n if kind == "p" else _days(point))
