"""Two groups compared like with like: within strata, then over them."""

from dataclasses import dataclass
from math import exp, log, sqrt

from numpy.typing import ArrayLike
from scipy.special import ndtr

from penstock.foundation.statistics.estimates import LEVEL, Estimate, Floats, critical, floats


@dataclass(frozen=True, slots=True)
class Strata:
    """Per stratum: `k1` of `n1` in the group that is asked about, `k0` of `n0` in the comparable one."""

    k1: Floats
    n1: Floats
    k0: Floats
    n0: Floats

    @property
    def used(self) -> int:
        """Cases in strata that hold both groups; the others can't compare anything."""
        both = (self.n1 > 0) & (self.n0 > 0)
        return int((self.n1 + self.n0)[both].sum())


def strata(k1: ArrayLike, n1: ArrayLike, k0: ArrayLike, n0: ArrayLike) -> Strata:
    """ValueError unless all are of one length and 0 <= k <= n."""
    table = Strata(floats(k1), floats(n1), floats(k0), floats(n0))
    if len({table.k1.size, table.n1.size, table.k0.size, table.n0.size}) != 1:
        raise ValueError("strata need one length")
    if not ((table.k1 >= 0) & (table.k1 <= table.n1) & (table.k0 >= 0) & (table.k0 <= table.n0)).all():
        raise ValueError("a share needs 0 <= k <= n")
    return table


def risk_difference(table: Strata, level: float = LEVEL) -> Estimate | None:
    """The Mantel-Haenszel difference of shares (Greenland and Robins 1985) with Sato's variance (1989), which holds for
    few large strata and for many small ones. None where no stratum holds both groups.
    """
    t = _both(table)
    if not t.n1.size:
        return None
    total = t.n1 + t.n0
    weight = t.n1 * t.n0 / total
    value = float(((t.k1 * t.n0 - t.k0 * t.n1) / total).sum() / weight.sum())
    p = (t.n1**2 * t.k0 - t.n0**2 * t.k1 + t.n1 * t.n0 * (t.n0 - t.n1) / 2) / total**2
    q = (t.k1 * (t.n0 - t.k0) + t.k0 * (t.n1 - t.k1)) / (2 * total)
    variance = max(float((value * p.sum() + q.sum()) / weight.sum() ** 2), 0.0)
    reach = critical(level) * sqrt(variance)
    return Estimate(value, max(value - reach, -1.0), min(value + reach, 1.0), table.used)


def risk_ratio(table: Strata, level: float = LEVEL) -> Estimate | None:
    """The Mantel-Haenszel ratio of shares, first to second, with Greenland and Robins' variance of its logarithm (1985).

    None where it has no finite value: no stratum with both groups, or none that succeeded in one of them.
    """
    t = _both(table)
    total = t.n1 + t.n0
    above, below = float((t.k1 * t.n0 / total).sum()), float((t.k0 * t.n1 / total).sum())
    if not above or not below:
        return None
    spread = float(((t.n1 * t.n0 * (t.k1 + t.k0) - t.k1 * t.k0 * total) / total**2).sum())
    value, reach = above / below, critical(level) * sqrt(spread / (above * below))
    return Estimate(value, exp(log(value) - reach), exp(log(value) + reach), table.used)


def p_of_no_difference(table: Strata) -> float:
    """The Cochran-Mantel-Haenszel test without continuity correction; 1 where nothing can be compared."""
    t = _both(table)
    total, hits = t.n1 + t.n0, t.k1 + t.k0
    held = total > 1
    expected = t.n1 * hits / total
    variance = (t.n1 * t.n0 * hits * (total - hits))[held] / (total**2 * (total - 1))[held]
    if not variance.sum():
        return 1.0
    return float(2 * ndtr(-abs(float((t.k1 - expected)[held].sum())) / sqrt(float(variance.sum()))))


def _both(table: Strata) -> Strata:
    held = (table.n1 > 0) & (table.n0 > 0)
    return Strata(table.k1[held], table.n1[held], table.k0[held], table.n0[held])
