"""Kaplan and Meier: the share of lives that last longer than t, when some are still going on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.estimates import LEVEL, Estimate, Floats, Ints, critical
from penstock.foundation.statistics.lifetimes import at_step, tally

CLOSE = 1e-12  # products of shares that are 1/2 on paper


@dataclass(frozen=True)
class Curve:
    """Survival just after each time at which something ended, with pointwise intervals; before the first it is 1.

    Times are in the unit of the durations. `n` lives, of which `events` ended; `longest` is how long anyone was
    watched, beyond which the curve says nothing. What the intervals take is worked out where somebody asks for them.
    """

    times: Floats
    at_risk: Ints
    ended: Ints
    survival: Floats
    n: int
    events: int
    longest: float
    level: float

    @property
    def variance(self) -> Floats:
        """Greenwood's."""
        return self.survival**2 * self._greenwood

    @property
    def low(self) -> Floats:
        return self._bounds[0]

    @property
    def high(self) -> Floats:
        return self._bounds[1]

    @cached_property
    def _greenwood(self) -> Floats:
        remain = self.at_risk - self.ended
        terms = np.divide(self.ended, self.at_risk * remain, out=np.zeros(remain.size), where=remain > 0)
        return np.cumsum(terms)

    @cached_property
    def _bounds(self) -> tuple[Floats, Floats]:
        return _log_log(self.survival, self._greenwood, critical(self.level))

    def at(self, time: float) -> float:
        """The share still going on after `time`."""
        return at_step(self.times, self.survival, time, 1.0)

    def when(self, share: float) -> float | None:
        """The time by which `share` (0 to 1) has ended; None: not reached."""
        if not 0 < share < 1:
            raise ValueError(f"a percentile lies between 0 and 1, not at {share}")
        return _first(self.times, self.survival, 1 - share)

    def percentile(self, share: float) -> "Percentile":
        """The same with Brookmeyer and Crowley's interval (1982)."""
        return Percentile(
            share,
            self.when(share),
            _first(self.times, self.low, 1 - share),
            _first(self.times, self.high, 1 - share),
            self.longest,
            self.n,
            self.events,
        )


@dataclass(frozen=True, slots=True)
class Percentile:
    """When a share of all has ended. None: not reached, so it is more than `longest`; the same for the bounds."""

    share: float
    value: float | None
    low: float | None
    high: float | None
    longest: float
    n: int
    events: int


def kaplan_meier(
    durations: ArrayLike,
    ended: ArrayLike,
    *,
    entered: ArrayLike | None = None,
    level: float = LEVEL,
) -> Curve:
    """The product-limit estimate (Kaplan and Meier 1958) with Greenwood's variance and log-log intervals
    (Kalbfleisch and Prentice 2002, 1.4).

    `ended` is true where the event was seen, false where the life was still going on. `entered`: the age from which
    each was watched. Where everyone has ended, the curve is 0 and its interval is carried on from the time before.
    """
    lengths, flags = np.asarray(durations, dtype=np.float64), np.asarray(ended, dtype=np.bool_)
    counted = tally(lengths, flags, n_causes=1, entered=entered)
    ends, at_risk = counted.ends[0], counted.at_risk
    survival = np.cumprod(1 - ends / at_risk)
    return Curve(
        counted.times,
        at_risk,
        ends,
        survival,
        n=lengths.size,
        events=int(ends.sum()),
        longest=float(lengths.max(initial=0.0)),
        level=level,
    )


def restricted_mean(curve: Curve, until: float, level: float = LEVEL) -> Estimate:
    """The mean time spent before `until`: the area under the curve (Klein and Moeschberger 2003, 4.5).

    ValueError where nobody was watched that long and some had not ended: the curve does not say.
    """
    if until > curve.longest and curve.at(until) > 0:
        raise ValueError(f"nobody was watched for {until}")
    inside = curve.times < until
    edges = np.concatenate(([0.0], curve.times[inside], [until]))
    heights = np.concatenate(([1.0], curve.survival[inside]))
    areas = np.diff(edges) * heights
    after = np.cumsum(areas[::-1])[::-1][1:]  # the area from each end to `until`
    ends, at_risk = curve.ended[inside], curve.at_risk[inside]
    remain = at_risk - ends
    terms = np.divide(ends, at_risk * remain, out=np.zeros(ends.size), where=remain > 0)
    reach = critical(level) * float(np.sqrt((after**2 * terms).sum()))
    value = float(areas.sum())
    return Estimate(value, max(value - reach, 0.0), min(value + reach, until), curve.n)


def _log_log(survival: Floats, greenwood: Floats, z: float) -> tuple[Floats, Floats]:
    low, high = np.zeros_like(survival), np.zeros_like(survival)
    inner = (survival > 0) & (survival < 1)
    logs = np.log(survival[inner])
    spread = np.minimum(z * np.sqrt(greenwood[inner]) / np.abs(logs), 50)
    low[inner] = np.exp(logs * np.exp(spread))
    high[inner] = np.exp(logs * np.exp(-spread))
    over = survival == 0
    if over.any():
        first = int(np.argmax(over))
        high[over] = high[first - 1] if first else 1.0
    return low, high


def _first(times: Floats, curve: Floats, level: float) -> float | None:
    """The first time at which a falling curve is at or below `level`."""
    reached = np.flatnonzero(curve <= level + CLOSE)
    return float(times[reached[0]]) if reached.size else None
