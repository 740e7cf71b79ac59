"""By how much two independent numbers differ, from what each says of itself."""

from math import sqrt

from penstock.foundation.statistics.estimates import LEVEL, Estimate, critical


def difference_of(one: Estimate, other: Estimate) -> Estimate:
    """One less the other, with the interval that their own intervals make (MOVER: Zou and Donner 2008), which need not be
    symmetric: those of medians are not."""
    value = one.value - other.value
    low = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Estimate(value, value - low, value + high, min(one.n, other.n))


def difference_of_counts(one: int, other: int, level: float = LEVEL) -> Estimate:
    """Of two counts of what happens by itself (Poisson), in periods as long. Wald: from some thirty on it holds what it says."""
    value, half = float(one - other), critical(level) * sqrt(one + other)
    return Estimate(value, value - half, value + half, one + other)
