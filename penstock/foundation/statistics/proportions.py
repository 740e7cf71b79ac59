"""Shares of counts, and the difference of two."""

from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from penstock.foundation.statistics.estimates import LEVEL, Estimate, Floats, critical


@dataclass(frozen=True, slots=True)
class Proportion:
    """`k` of `n`, with its interval as shares of 0 to 1; of nothing, the share is None and the interval all of it."""

    k: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.k / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Difference(Estimate):
    """A difference of two shares, first less second (-1 to 1); `p` is two-sided, that of no difference."""

    p: float


def wilson(k: int, n: int, level: float = LEVEL) -> Proportion:
    """Wilson's score interval for k of n (Wilson 1927; Brown, Cai and DasGupta 2001, eq. 4).

    ValueError unless 0 <= k <= n.
    """
    low, high = wilson_bounds([k], [n], level)
    return Proportion(k, n, float(low[0]), float(high[0]))


def wilson_bounds(k: ArrayLike, n: ArrayLike, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Wilson's intervals of many shares at once: two arrays in the shape of `k`; [0, 1] where n is 0."""
    hits, sizes = np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if not ((hits >= 0) & (hits <= sizes)).all():
        raise ValueError("a share needs 0 <= k <= n")
    z = critical(level)
    filled = np.maximum(sizes, 1)
    share = hits / filled
    middle = share + z * z / (2 * filled)
    reach = z * np.sqrt(share * (1 - share) / filled + z * z / (4 * filled * filled))
    low, high = (middle - reach) / (1 + z * z / filled), (middle + reach) / (1 + z * z / filled)
    # At the ends the formula gives them but for rounding, and a bound of 1e-17 reads as "not zero".
    low, high = np.where(hits == 0, 0.0, low), np.where(hits == sizes, 1.0, high)
    return low, high


def difference(k1: int, n1: int, k2: int, n2: int, level: float = LEVEL) -> Difference:
    """k1/n1 - k2/n2 by Newcombe's hybrid score method (Newcombe 1998, Statistics in Medicine 17, 873, method 10).

    `p` is that of the "N - 1" chi-squared test (Campbell 2007). ValueError where a group is empty.
    """
    if not n1 or not n2:
        raise ValueError("a difference needs two groups")
    one, two = wilson(k1, n1, level), wilson(k2, n2, level)
    p1, p2 = k1 / n1, k2 / n2
    below = hypot(p1 - one.low, two.high - p2)
    above = hypot(one.high - p1, p2 - two.low)
    gap = p1 - p2
    low, high = max(gap - below, -1.0), min(gap + above, 1.0)
    return Difference(gap, low, high, n1 + n2, p=_p_of_no_difference(k1, n1, k2, n2))


def _p_of_no_difference(k1: int, n1: int, k2: int, n2: int) -> float:
    total = n1 + n2
    pooled = (k1 + k2) / total
    if pooled in (0, 1):
        return 1.0
    variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2) * total / (total - 1)
    return float(2 * ndtr(-abs(k1 / n1 - k2 / n2) / sqrt(variance)))
