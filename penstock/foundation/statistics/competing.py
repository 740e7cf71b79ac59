"""Aalen and Johansen: the share that has ended in each way by t, when the ways exclude each other.

A lost opportunity can't be won any more. Taking it for one that is merely still open, as 1 - Kaplan-Meier does,
says that everything will be won in the end.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.estimates import LEVEL, Floats, Ints, critical
from penstock.foundation.statistics.lifetimes import at_step, tally

CLOSE = 1e-12  # sums of shares that are 0 or 1 on paper


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence just after each time: row i of `incidence`, `low`, `high`, `variance` and `ends` is cause i + 1.

    Survival is the share that has not ended in any way. Times are in the unit of the durations; `longest` is how
    long anyone was watched. What the intervals take is worked out where somebody asks for them.
    """

    times: Floats
    at_risk: Ints
    ends: Ints
    survival: Floats
    incidence: Floats
    n: int
    longest: float
    level: float

    @cached_property
    def variance(self) -> Floats:
        """By the delta method (Marubini and Valsecchi 1995, 10.3)."""
        return np.stack([_variance(self, row) for row in range(len(self.ends))])

    @property
    def low(self) -> Floats:
        return self._bounds[0]

    @property
    def high(self) -> Floats:
        return self._bounds[1]

    @cached_property
    def _bounds(self) -> tuple[Floats, Floats]:
        return _log_log(self.incidence, self.variance, critical(self.level))

    def by(self, cause: int, time: float) -> float:
        """The share that has ended by `cause` (1, 2, ...) at `time`."""
        return at_step(self.times, self.incidence[cause - 1], time, 0.0)

    def still_open(self, time: float) -> float:
        """The share that has not ended in any way at `time`."""
        return at_step(self.times, self.survival, time, 1.0)

    def when(self, cause: int, share: float) -> float | None:
        """The first time at which `share` of all (0 to 1) has ended by `cause`; None where it is never reached."""
        reached = np.flatnonzero(self.incidence[cause - 1] >= share - CLOSE)
        return float(self.times[reached[0]]) if reached.size else None


def aalen_johansen(
    durations: ArrayLike,
    causes: ArrayLike,
    *,
    n_causes: int = 2,
    entered: ArrayLike | None = None,
    level: float = LEVEL,
) -> Incidence:
    """F_k += S(t-) d_k / n (Aalen and Johansen 1978), with the delta method's variance (Marubini and Valsecchi 1995,
    10.3) and intervals on the log-log scale.

    `causes` is 0 where nothing has happened yet, else 1 to `n_causes`. Ties are counted together: the order of rows
    never matters.
    """
    lengths = np.asarray(durations, dtype=np.float64)
    counted = tally(lengths, causes, n_causes=n_causes, entered=entered)
    survival, incidence = curves(counted.at_risk, counted.ends)
    longest = float(lengths.max(initial=0.0))
    return Incidence(
        counted.times, counted.at_risk, counted.ends, survival, incidence, lengths.size, longest, level
    )


def curves(at_risk: ArrayLike, ends: ArrayLike) -> tuple[Floats, Floats]:
    """Survival (..., times) and incidence (..., causes, times) from counts in those shapes."""
    watched, d = np.asarray(at_risk, dtype=np.float64), np.asarray(ends, dtype=np.float64)
    rates = np.divide(d, watched[..., None, :], out=np.zeros_like(d), where=watched[..., None, :] > 0)
    survival = np.cumprod(np.clip(1 - rates.sum(axis=-2), 0, 1), axis=-1)
    before = np.concatenate((np.ones_like(survival[..., :1]), survival[..., :-1]), axis=-1)
    return survival, np.cumsum(before[..., None, :] * rates, axis=-1)


def conditional(curve: Incidence, cause: int, ages: ArrayLike, until: float = np.inf) -> Floats:
    """For each age: the chance to end by `cause` at or before `until`, given that it is still open at that age.

    NaN at ages that nobody outlived (the curve has no one left to learn from). What lies beyond `longest` is not
    counted: with many still open there, the number is a lower bound, to be said as "by day `longest`".
    """
    return conditional_shares(curve.times, curve.survival, curve.incidence[cause - 1], ages, until)


def conditional_shares(
    times: Floats, survival: Floats, incidence: Floats, ages: ArrayLike, until: float = np.inf
) -> Floats:
    """As `conditional`, on curves in the shape (..., times); the answer is (..., ages)."""
    reached = np.searchsorted(times, np.asarray(ages, dtype=np.float64), side="right")
    last = int(np.searchsorted(times, until, side="right"))
    start = np.concatenate((np.ones_like(survival[..., :1]), survival), axis=-1)
    done = np.concatenate((np.zeros_like(incidence[..., :1]), incidence), axis=-1)
    alive = start[..., reached]
    gained = np.maximum(done[..., last, None] - done[..., reached], 0)
    return np.divide(gained, alive, out=np.full_like(gained, np.nan), where=alive > CLOSE)


def _variance(curve: Incidence, row: int) -> Floats:
    """Sums over s <= t of (F(t) - F(s))^2 a(s) + b(s) - 2 (F(t) - F(s)) c(s), multiplied out into running sums."""
    at_risk, d = curve.at_risk.astype(np.float64), curve.ends.sum(axis=0).astype(np.float64)
    own, incidence, survival = curve.ends[row].astype(np.float64), curve.incidence[row], curve.survival
    before = np.concatenate((np.ones(min(1, survival.size)), survival[:-1]))
    remain = at_risk - d
    # Where all that were left end at once, F(t) - F(s) is 0 from there on, and so is the term.
    a = np.divide(d, at_risk * remain, out=np.zeros_like(d), where=remain > 0)
    b = before**2 * (at_risk - own) * own / at_risk**3
    c = before * own / at_risk**2
    squares = (
        incidence**2 * np.cumsum(a) - 2 * incidence * np.cumsum(incidence * a) + np.cumsum(incidence**2 * a)
    )
    crossed = incidence * np.cumsum(c) - np.cumsum(incidence * c)
    return np.asarray(np.maximum(squares + np.cumsum(b) - 2 * crossed, 0), dtype=np.float64)


def _log_log(share: Floats, variance: Floats, z: float) -> tuple[Floats, Floats]:
    low, high = share.copy(), share.copy()
    inner = (share > CLOSE) & (share < 1 - CLOSE)
    logs = np.log(1 - share[inner])
    spread = np.minimum(z * np.sqrt(variance[inner]) / ((1 - share[inner]) * np.abs(logs)), 50)
    low[inner] = 1 - np.exp(logs * np.exp(-spread))
    high[inner] = 1 - np.exp(logs * np.exp(spread))
    return low, high
