"""What became of the measure of something that was done: its cases before and after, or its points where it is no share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from penstock.foundation.base.values.period import Period, end_of_day, start_of_day
from penstock.foundation.statistics.estimates import Estimate
from penstock.foundation.statistics.location import difference_of_means
from penstock.foundation.statistics.proportions import Proportion
from penstock.insight.controlcharts.trend import Trend, trend
from penstock.insight.leaks.measuring import cases_of, measure_of
from penstock.insight.leaks.mending import BEFORE, DAY, PARTS, by_period, mended, missing, part_of, verdict_of
from penstock.insight.leaks.outcomes import Outcomes, beside
from penstock.insight.metrics.answer import Answer, Point
from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.measures import rate
from penstock.insight.metrics.query import Query, Scope, WrongQuestion, micros
from penstock.insight.metrics.run import answer, counted
from penstock.insight.metrics.words import conditions_of
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.done import Done
from penstock.response.reports.told import Behind

WEEKS = 52  # before the day: as many as make a baseline
ENOUGH_POINTS = 8  # on each side, where a measure is compared by its points (METRICS, 5)
SPELL_POINTS = 4
FEW = 8  # cases in a week, below which a point of a week says too little
Cases = Callable[[Query, Done], Outcomes | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """before, after, and what the rest did: k of n, or value and number of points where the measure is no share. difference and
    beyond: as `Mending` has them, in the measure's unit. wrong: why there is nothing."""

    done: Done
    measure: str = ""
    rest: str = ""
    unit: str = "share"
    before: Proportion | tuple[float, int] | None = None
    after: Proportion | tuple[float, int] | None = None
    rest_before: Proportion | None = None
    rest_after: Proportion | None = None
    difference: Estimate | None = None
    beyond: Estimate | None = None
    verdict: str = ""
    why_not: str = ""
    follows_spell: bool = False
    chart: Trend | None = None
    wrong: str = ""
    opens: Callable[[str], Behind | None] = lambda part: None


def evidences(asked: Asked, state: State) -> tuple[Evidence, ...]:
    """Of everything that was done, each; what can't be measured says why."""
    known: dict[tuple[str, str, Query], Outcomes | None] = {}

    def cases(query: Query, one: Done) -> Outcomes | None:
        key = (one.about, one.subject, query)
        if key not in known:
            known[key] = cases_of(state, query, one.about, one.subject)
        return known[key]

    return tuple(_evidence(asked, state, one, cases) for one in asked.done)


def _evidence(asked: Asked, state: State, one: Done, cases: Cases) -> Evidence:
    try:
        query = _query(asked, one)
        mine = cases(query, one)
        if mine is None:
            return _by_points(state, query, one)
        return _by_cases(query, one, mine, _wider(asked, query), cases)
    except WrongQuestion as wrong:
        return Evidence(one, wrong=str(wrong))


def _query(asked: Asked, one: Done) -> Query:
    """The measure's question: of the records that it was done about, under its conditions and the page's."""
    seen = asked.query.scope
    scope = seen if one.scope.is_all else replace(one.scope, sees_ownerless=one.scope.sees_ownerless and (seen.is_all or seen.sees_ownerless))  # fmt: skip
    is_metric = one.about == "metric"
    return replace(
        asked.query,
        metric=one.subject if is_metric else asked.query.metric,
        own=one.own if is_metric else None,
        scope=scope,
        where=(*asked.query.where, *conditions_of(one.where)),
        period=None,
        grain=None,
        by=(),
    )


def _wider(asked: Asked, query: Query) -> Scope | None:
    """Whom else there is to compare with: in the asker's reports, or in the totals beyond them."""
    seen = asked.wider or asked.query.scope
    is_wider = not query.scope.is_all and (seen.is_all or seen.user_ids > query.scope.user_ids)
    return seen if is_wider else None


def _by_cases(query: Query, one: Done, mine: Outcomes, wider: Scope | None, cases: Cases) -> Evidence:
    measure = measure_of(query, one.about, one.subject)
    everybody = cases(replace(query, scope=wider), one) if wider else None
    outcomes = beside(mine, everybody) if everybody else mine
    day, until = micros(start_of_day(one.day, query.tzinfo)), micros(_until(query, one))
    found = mended(outcomes, day, until, up_is_good=measure.up_is_good)
    chart = _periods(query, one, outcomes)

    def opens(part: str) -> Behind | None:
        if part not in PARTS:
            return None
        held = part_of(outcomes, part, day, until)
        return Behind(outcomes.kind, tuple(dict.fromkeys(outcomes.id[held].tolist())))

    return Evidence(
        done=one,
        measure=_(measure.says),
        rest=_("everybody else") if everybody else _(measure.rest) if measure.rest else "",
        before=found.before,
        after=found.after,
        rest_before=found.rest_before,
        rest_after=found.rest_after,
        difference=found.difference,
        beyond=found.beyond,
        verdict=found.verdict,
        why_not=found.why_not or "",
        follows_spell=found.follows_spell or _is_after_a_signal(chart, one, query, measure.up_is_good),
        chart=chart,
        opens=opens,
    )


def _periods(query: Query, one: Done, outcomes: Outcomes) -> Trend | None:
    """Periods of which one begins with the day: the weeks of a year before it and all since; where a week settles few cases,
    four weeks each, of two years."""
    until = _until(query, one)
    last = until.astimezone(query.tzinfo).date()
    day = micros(start_of_day(one.day, query.tzinfo))
    settled = int(part_of(outcomes, "before", day, day).sum())
    size, back = (7, WEEKS) if settled >= FEW * BEFORE // (7 * DAY) else (28, WEEKS // 2)
    days = [one.day + timedelta(days=size * i) for i in range(-back, (last - one.day).days // size + 2)]
    edges = [start_of_day(day, query.tzinfo) for day in days]
    counts = by_period(outcomes, [micros(edge) for edge in edges])
    points = [
        Point(day.isoformat(), start, end, rate(k, n, ""))
        for day, start, end, (k, n) in zip(days, edges, edges[1:], counts, strict=False)
    ]
    first = next((i for i, point in enumerate(points) if point.value.n), len(points))
    return _charted(tuple(points[first:]), query, "share", until)


def _charted(points: tuple[Point, ...], query: Query, unit: str, until: datetime) -> Trend | None:
    if sum(point.is_whole(until) for point in points) < 2:
        return None
    whole = rate(0, 0, "")
    return trend(Answer("", unit, query.currency, "", whole, until, query.known, query.now, series=points))


def _by_points(state: State, query: Query, one: Done) -> Evidence:
    """A metric that is no share of what happens: by its weeks; of what is open by its months, without an interval."""
    metric = metric_of(query)
    measure = measure_of(query, one.about, one.subject)
    day, until = start_of_day(one.day, query.tzinfo), _until(query, one)
    last = until.astimezone(query.tzinfo).date()
    period = Period(one.day - timedelta(days=7 * WEEKS), last + timedelta(days=1), query.tzinfo)
    told = answer(
        state, replace(query, period=period, grain="week" if metric.is_flow else "month", as_of=until)
    )
    half = day - timedelta(microseconds=BEFORE)
    before = [
        point.value.value
        for point in told.series
        if point.value.value is not None and half <= point.start and point.end <= day
    ]
    after = [
        point.value.value
        for point in told.series
        if point.value.value is not None and day <= point.start and point.is_whole(until)
    ]
    chart = trend(told) if sum(point.is_whole(until) for point in told.series) >= 2 else None
    enough = metric.is_flow and min(len(before), len(after)) >= ENOUGH_POINTS
    gap = difference_of_means(after, before) if enough else None

    def opens(part: str) -> Behind | None:
        if part not in ("before", "after"):
            return None
        if not metric.is_flow:
            asked = replace(query, as_of=day if part == "before" else until)
        else:
            start = one.day - timedelta(days=BEFORE // DAY)
            days = (start, one.day) if part == "before" else (one.day, last + timedelta(days=1))
            asked = replace(query, as_of=until, period=Period(*days, query.tzinfo))
        return Behind(metric.kind, counted(state, asked))

    return Evidence(
        done=one,
        measure=measure.says if query.own else _(measure.says),
        unit=metric.unit,
        before=_middle(before, is_flow=metric.is_flow),
        after=_middle(after, is_flow=metric.is_flow),
        difference=gap,
        verdict=verdict_of(gap, len(after) < ENOUGH_POINTS, measure.up_is_good)
        if metric.is_flow
        else "stock",
        why_not=missing(len(before), len(after), ENOUGH_POINTS) or "",
        follows_spell=_is_after_a_signal(chart, one, query, measure.up_is_good),
        chart=chart,
        opens=opens,
    )


def _middle(values: list[float], *, is_flow: bool) -> tuple[float, int] | None:
    """The mean of the points; of what is open the last one."""
    if not values:
        return None
    return (sum(values) / len(values) if is_flow else values[-1]), len(values)


def _is_after_a_signal(chart: Trend | None, one: Done, query: Query, up_is_good: bool | None) -> bool:
    """Whether one of the last points before the day stands out to the bad side."""
    if chart is None or up_is_good is None:
        return False
    day = start_of_day(one.day, query.tzinfo)
    last = [mark for mark in chart.marks if mark.start < day][-SPELL_POINTS:]
    return any(
        mark.signals and mark.value is not None and mark.centre is not None
        and (mark.value < mark.centre) == up_is_good
        for mark in last
    )  # fmt: skip


def _until(query: Query, one: Done) -> datetime:
    """Up to the day on which it ended, or the instant asked about."""
    until = query.as_of or query.now
    return min(until, end_of_day(one.ended_on, query.tzinfo)) if one.ended_on else until
