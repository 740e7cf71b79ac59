"""What a cohort will come to: what is won already, and what those still open will bring, learned from earlier ones."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.competing import aalen_johansen, conditional, conditional_shares, curves
from penstock.foundation.statistics.estimates import LEVEL, Floats, Ints, floats

WON = 1
REPEATS = 500
CHUNK = 50  # repeats at a time, so that memory stays small
STEPS = 1_000  # the most distinct times that a repeat is counted on; ties within a step keep their causes


@dataclass(frozen=True, slots=True)
class Projection:
    """Wins in the end, as a count: what is won, plus what the open will bring, with the interval of the future count.

    `expected` is the sum of the chances of the open; `unknown` of them are older than anything learned from, and
    count as 0 in all three numbers (say so).
    """

    won: int
    open: int
    expected: float
    low: float
    high: float
    unknown: int
    learned_from: int

    @property
    def value(self) -> float:
        return self.won + self.expected


def project(
    durations: ArrayLike,
    causes: ArrayLike,
    ages: ArrayLike,
    *,
    won: int,
    seed: int,
    repeats: int = REPEATS,
    level: float = LEVEL,
) -> Projection:
    """Learn from lives (`durations`, `causes`: 0 open, 1 won, 2 lost), and foretell those open at `ages`.

    The interval is the bootstrap's (Efron and Tibshirani 1993, 6) over the lives, and in each repeat the open ones
    end by chance: so it is an interval for what will be counted, not for its mean. The same seed gives the same
    answer. ValueError where there is nothing to learn from.
    """
    lengths, kinds, waiting = floats(durations), np.asarray(causes, dtype=np.int64), floats(ages)
    if not lengths.size:
        raise ValueError("nothing to learn from")
    chances = conditional(aalen_johansen(lengths, kinds), WON, waiting)
    unknown = int(np.isnan(chances).sum())
    drawn = _draws(lengths, kinds, waiting, np.random.default_rng(seed), repeats)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]) if repeats else (0.0, 0.0)
    expected = float(np.nansum(chances))
    return Projection(
        won,
        waiting.size,
        expected,
        won + min(float(low), expected),
        won + max(float(high), expected),
        unknown,
        lengths.size,
    )


def _draws(lengths: Floats, kinds: Ints, waiting: Floats, dice: np.random.Generator, repeats: int) -> Floats:
    """Wins among the waiting, in each repeat."""
    steps = _steps(lengths)
    place = np.searchsorted(steps, lengths, side="left")
    cells = np.bincount(place * 3 + kinds, minlength=steps.size * 3) / lengths.size
    # All that are open between the same two steps have the same chance.
    reached, counts = np.unique(np.searchsorted(steps, waiting, side="right"), return_counts=True)
    ages = np.concatenate(([-1.0], steps))[reached]
    drawn = np.empty(repeats)
    for start in range(0, repeats, CHUNK):
        size = min(CHUNK, repeats - start)
        table = dice.multinomial(lengths.size, cells, size).reshape(size, steps.size, 3)
        at_risk = table.sum(axis=2)[:, ::-1].cumsum(axis=1)[:, ::-1]
        survival, incidence = curves(at_risk, table[:, :, 1:].transpose(0, 2, 1))
        chances = np.nan_to_num(conditional_shares(steps, survival, incidence[:, 0], ages))
        drawn[start : start + size] = dice.binomial(counts, np.clip(chances, 0, 1)).sum(axis=1)
    return drawn


def _steps(lengths: Floats) -> Floats:
    """The distinct times, or as many of them as a repeat can afford, the last one always among them."""
    times = np.unique(lengths)
    if times.size <= STEPS:
        return times
    return times[np.unique(np.linspace(0, times.size - 1, STEPS).round().astype(np.int64))]
