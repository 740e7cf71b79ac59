"""Charts of shares (p) and of counts per exposure (u), whose limits follow the size of each point.

Three standard deviations cry wolf where counts are small, since a binomial or Poisson count is skewed: here a limit
is what chance alone passes as rarely as a normal value passes three standard deviations, from the distribution itself.
Where the points vary more than chance can explain, Laney's limits (2002) take their place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtrik, betainc, chdtrc, ndtr, ndtri, pdtr, pdtrc, pdtrik

from penstock.foundation.statistics.charts.chart import BASELINE, Chart, Limits, Phase, draw
from penstock.foundation.statistics.charts.rules import LIMIT
from penstock.foundation.statistics.estimates import Floats, floats

TAIL = float(ndtr(-LIMIT))
PAIRS = 1.128  # d2: the mean difference of two neighbours, in standard deviations
Tail = Callable[[Floats, Floats, float], Floats]


@dataclass(frozen=True, slots=True)
class Law:
    """How counts of a point vary by chance, given its size and the rate; `inverse` gives a count from a tail below."""

    at_least: Tail
    at_most: Tail
    inverse: Tail
    variance: Callable[[float], float]  # of one unit of size
    prior: float  # units of size that the half count of Jeffreys' prior stands for
    most: float  # the greatest rate there is


BINOMIAL = Law(
    at_least=lambda k, n, rate: np.where(k > 0, betainc(k, n - k + 1, rate), 1.0),
    at_most=lambda k, n, rate: np.where(k < n, betainc(n - k, k + 1, 1 - rate), 1.0),
    inverse=lambda tail, n, rate: np.asarray(bdtrik(tail, n, rate)),
    variance=lambda rate: rate * (1 - rate),
    prior=1.0,
    most=1.0,
)
POISSON = Law(
    at_least=lambda k, n, rate: np.where(k > 0, pdtrc(k - 1, n * rate), 1.0),
    at_most=lambda k, n, rate: np.asarray(pdtr(k, n * rate)),
    inverse=lambda tail, n, rate: np.asarray(pdtrik(tail, n * rate)),
    variance=lambda rate: rate,
    prior=0.0,
    most=np.inf,
)


def p_chart(k: ArrayLike, n: ArrayLike, *, rebased: Sequence[int] = (), baseline: int = BASELINE) -> Chart:
    """Shares k/n (0 to 1) of each point against their baseline's. A point of n 0 has value NaN and signals nothing.

    ValueError unless 0 <= k <= n.
    """
    hits, sizes = floats(k), floats(n)
    if hits.shape != sizes.shape or not ((hits >= 0) & (hits <= sizes)).all():
        raise ValueError("a share needs 0 <= k <= n")
    return _chart(hits, sizes, rebased, baseline, BINOMIAL)


def u_chart(
    counts: ArrayLike, exposure: ArrayLike, *, rebased: Sequence[int] = (), baseline: int = BASELINE
) -> Chart:
    """Counts per exposure (days, records: its unit) of each point against their baseline's; an exposure of 0 is NaN.

    ValueError for a negative count or exposure.
    """
    hits, sizes = floats(counts), floats(exposure)
    if hits.shape != sizes.shape or (hits < 0).any() or (sizes < 0).any():
        raise ValueError("counts and exposures are not negative, and of one length")
    return _chart(hits, sizes, rebased, baseline, POISSON)


def _chart(hits: Floats, sizes: Floats, rebased: Sequence[int], baseline: int, law: Law) -> Chart:
    values = np.divide(hits, sizes, out=np.full(hits.size, np.nan), where=sizes > 0)

    def limits(part: Phase) -> Limits:
        k, n = hits[part.points], np.where(sizes[part.points] > 0, sizes[part.points], np.nan)
        base = part.baseline.stop - part.points.start
        total, size = float(k[:base].sum()), float(np.nansum(n[:base]))
        # Half a count more, so that a baseline of none does not say that one is impossible.
        rate = (total + 0.5) / (size + law.prior)
        factor = _dispersion(k[:base] / n[:base], n[:base], rate, law)
        make = _laney if factor > 1 else _exact
        return make(k, n, total / size, rate, law, factor)

    return draw(values, rebased, baseline, limits)


def _dispersion(shares: Floats, n: Floats, rate: float, law: Law) -> float:
    """How many times more the points vary than chance, from one to the next; 1 unless that is beyond doubt."""
    held = n > 0
    scores = (shares[held] - rate) / np.sqrt(law.variance(rate) / n[held])
    factor = float(np.abs(np.diff(scores)).mean()) / PAIRS
    doubt = 1 + 2 * 0.8 / sqrt(scores.size)  # about two of its standard errors
    spread = float(chdtrc(scores.size - 1, (scores**2).sum()))
    return factor if factor > doubt and spread < 0.01 else 1.0


def _exact(k: Floats, n: Floats, centre: float, rate: float, law: Law, factor: float) -> Limits:
    above, below = law.at_least(k, n, rate), law.at_most(k, n, rate)
    # A count at the median is on neither side: each of its tails is at least one half.
    distance = np.where(above < 0.5, -ndtri(above), np.where(below < 0.5, ndtri(below), 0.0))
    distance = np.where(n > 0, distance, np.nan)
    low, high = _count(TAIL, n, rate, law) / n, _count(1 - TAIL, n, rate, law) / n
    return Limits(np.where(n > 0, centre, np.nan), low, high, distance, factor)


def _count(tail: float, n: Floats, rate: float, law: Law) -> Floats:
    """The least count with at least `tail` at or below it."""
    count = np.ceil(law.inverse(np.full(n.shape, tail), n, rate))
    fewer = np.maximum(count - 1, 0)
    return np.where(law.at_most(fewer, n, rate) >= tail, fewer, count)


def _laney(k: Floats, n: Floats, centre: float, rate: float, law: Law, factor: float) -> Limits:
    deviation = factor * np.sqrt(law.variance(rate) / n)
    low, high = np.maximum(centre - LIMIT * deviation, 0), np.minimum(centre + LIMIT * deviation, law.most)
    return Limits(np.where(n > 0, centre, np.nan), low, high, (k / n - centre) / deviation, factor)
