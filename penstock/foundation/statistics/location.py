"""The middle of a set of values, with an interval that asks little of how they are spread."""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, stdtrit

from penstock.foundation.statistics.estimates import LEVEL, Estimate, critical, floats

SMALL = 10_000  # up to here the ranks come from the binomial itself


def mean(values: ArrayLike, level: float = LEVEL) -> Estimate:
    """The mean with Student's interval. ValueError for fewer than two values."""
    data = floats(values)
    if data.size < 2:
        raise ValueError("an interval of a mean needs two values")
    centre = float(data.mean())
    reach = float(stdtrit(data.size - 1, 0.5 + level / 2)) * float(data.std(ddof=1)) / sqrt(data.size)
    return Estimate(centre, centre - reach, centre + reach, data.size)


def difference_of_means(one: ArrayLike, other: ArrayLike, level: float = LEVEL) -> Estimate:
    """The first mean less the second, by Welch (1947): the two may vary differently. ValueError for fewer than two values."""
    first, second = floats(one), floats(other)
    if min(first.size, second.size) < 2:
        raise ValueError("an interval of a mean needs two values")
    gap = float(first.mean() - second.mean())
    parts = [float(data.var(ddof=1)) / data.size for data in (first, second)]
    if not sum(parts):
        return Estimate(gap, gap, gap, first.size + second.size)
    freedom = sum(parts) ** 2 / sum(
        part**2 / (data.size - 1) for part, data in zip(parts, (first, second), strict=True)
    )
    reach = float(stdtrit(freedom, 0.5 + level / 2)) * sqrt(sum(parts))
    return Estimate(gap, gap - reach, gap + reach, first.size + second.size)


def median(values: ArrayLike, level: float = LEVEL) -> Estimate:
    """The median with the interval of order statistics (Conover 1999, 3.2): any spread, at least `level`.

    With few values no two of them reach `level`; the interval is then their whole range. ValueError for none.
    """
    data = np.sort(floats(values))
    if not data.size:
        raise ValueError("no values, no median")
    rank = _rank(data.size, level)
    return Estimate(float(np.median(data)), float(data[rank]), float(data[-1 - rank]), data.size)


def _rank(n: int, level: float) -> int:
    """How many values to leave out at each end: the most for which the rest still holds the median."""
    if n > SMALL:
        return int((n - 1 - critical(level) * sqrt(n)) / 2)
    below = bdtr(np.arange(n // 2 + 1, dtype=np.float64), n, 0.5)
    return max(int(np.searchsorted(below, (1 - level) / 2, side="right")) - 1, 0)
