"""Two answers to one question, and by how much they differ. No Django."""

from dataclasses import dataclass, replace

from penstock.foundation.statistics.estimates import Estimate
from penstock.insight.metrics.answer import Answer, Value
from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State

ENOUGH_TO_DIFFER = 30


@dataclass(frozen=True, slots=True)
class Comparison:
    """difference: now less before (in the unit; shares as shares); low, high: its interval where there is one; stated: whether
    there is enough on both sides to say that they differ."""

    now: Answer
    before: Answer
    difference: float | None
    low: float | None
    high: float | None
    stated: bool


def compared(state: State, query: Query, other: Query) -> Comparison:
    """The same metric of another period, instant or filter beside it. A difference is stated from 30 in each on (METRICS, 5);
    shares, means, medians and counts of what happens have its interval. A sum has none: what one sale is worth says nothing of
    how many there are."""
    now, before = answer(state, query), answer(state, other)
    if now.value.value is None or before.value.value is None:
        return Comparison(now, before, None, None, None, False)
    told = Comparison(
        now,
        before,
        now.value.value - before.value.value,
        None,
        None,
        min(now.value.n, before.value.n) >= ENOUGH_TO_DIFFER,
    )
    found = _interval(query, other, now.value, before.value)
    return replace(told, low=found.low, high=found.high) if found else told


def _interval(query: Query, other: Query, one: Value, two: Value) -> Estimate | None:
    from penstock.foundation.statistics import differences
    from penstock.foundation.statistics.proportions import difference as of_shares

    if "k" in one.details and "k" in two.details:
        return of_shares(one.details["k"], one.n, two.details["k"], two.n)
    metric = metric_of(query)
    if not metric.is_flow:
        return None  # what is open at two instants is in part the same
    if metric.unit == "count" and _as_long(query, other) and one.value == one.n and two.value == two.n:
        return differences.difference_of_counts(one.n, two.n)
    ends = [_estimate(value) for value in (one, two)]
    return differences.difference_of(ends[0], ends[1]) if ends[0] and ends[1] else None


def _as_long(query: Query, other: Query) -> bool:
    """Counts of periods of another length, or of all time, differ by their length."""
    first, second = query.period, other.period
    return first is not None and second is not None and first.end - first.start == second.end - second.start


def _estimate(value: Value) -> Estimate | None:
    if value.value is None or value.low is None or value.high is None:
        return None
    return Estimate(value.value, value.low, value.high, value.n)
