"""By how much two independent numbers differ, and whether they do, from what each says of itself: one way for dashboards, reports
beside another, and before and after."""

from math import hypot, sqrt

from scipy.special import ndtr

from penstock.foundation.statistics.estimates import LEVEL, Estimate, critical

# A number and the ends of its interval, as far as they were reached.
Bounds = tuple[float | None, float | None, float | None]


def difference_of(one: Estimate, other: Estimate) -> Estimate:
    """One less the other, with the interval that their own intervals make (MOVER: Zou and Donner 2008), which need not be
    symmetric: those of medians are not."""
    value = one.value - other.value
    low = hypot(one.value - one.low, other.high - other.value)
    high = hypot(one.high - one.value, other.value - other.low)
    return Estimate(value, value - low, value + high, min(one.n, other.n))


def p_of_difference(one: Bounds, other: Bounds, level: float = LEVEL) -> float | None:
    """Whether two numbers differ, from their intervals alone: two-sided p, by how far 0 lies outside of what `difference_of` reaches
    towards it, so that it is below 1 - level where that interval excludes 0. None where one has no end, or no width."""
    (first, low1, high1), (second, low2, high2) = one, other
    if first is None or low1 is None or high1 is None or second is None or low2 is None or high2 is None:
        return None
    if not (low1 <= first <= high1 and low2 <= second <= high2 and low1 < high1 and low2 < high2):
        return None
    found = difference_of(Estimate(first, low1, high1, 0), Estimate(second, low2, high2, 0))
    reach = found.value - found.low if found.value > 0 else found.high - found.value
    if not reach:
        return 0.0 if found.value else 1.0
    return float(2 * ndtr(-critical(level) * abs(found.value) / reach))


def difference_of_counts(one: int, other: int, level: float = LEVEL) -> Estimate:
    """Of two counts of what happens by itself (Poisson), in periods as long. Wald: from some thirty on it holds what it says."""
    value, half = float(one - other), critical(level) * sqrt(one + other)
    return Estimate(value, value - half, value + half, one + other)
