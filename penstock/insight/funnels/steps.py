"""The steps of a funnel from how far each one came. Plain Python."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from penstock.foundation.statistics.multiple import benjamini_hochberg
from penstock.foundation.statistics.proportions import Difference, Proportion, difference, wilson

ENOUGH_FOR_A_RATE, ENOUGH_TO_DIFFER = 20, 30  # METRICS, 5
OPEN, LOST, WON = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Worth:
    """Some records' amounts, summed in minor units, and how many of them have none."""

    minor: int
    without: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step, with how many of the cohort came at least so far, and of those at the step before.

    waiting: came so far and no further yet; dropped: and no further for ever, with the reasons. Those that reached a
    step are the waiting, the dropped, and those that reached the next. worth: of all that reached it; lost: of the dropped.
    """

    name: str
    of_all: Proportion
    of_previous: Proportion
    waiting: int
    dropped: int
    reasons: tuple[tuple[str, int], ...]
    worth: Worth
    lost: Worth

    @property
    def why_not(self) -> str | None:
        """What is missing to write the share of those before as a percentage."""
        n = self.of_previous.n
        return None if n >= ENOUGH_FOR_A_RATE else f"{n} of {ENOUGH_FOR_A_RATE}"


@dataclass(frozen=True, slots=True)
class Gap:
    """How much more (or less) of one funnel than of another passes to a step, of those at the step before.

    stated: there are 30 of each, and after adjusting for the number of steps it is not chance (5 %).
    """

    name: str
    difference: Difference | None
    p: float | None
    stated: bool


def steps(
    names: Sequence[str],
    reached: ArrayLike,
    ended: ArrayLike,
    reasons: Sequence[str],
    values: Sequence[int | None],
) -> tuple[Step, ...]:
    """names: the steps in order, the last one won. reached: per record the index of the furthest step it was ever at;
    ended: OPEN, LOST or WON; reasons: why it was lost; values: its amount. A won record has reached all. ValueError for
    another index."""
    ends = np.asarray(ended, dtype=np.int64)
    came = furthest(np.asarray(reached, dtype=np.int64), ends, len(names))
    if came.size and came.min() < 0:
        raise ValueError("who is in a cohort has reached its first step")
    amounts = np.array([value or 0 for value in values], dtype=np.int64)
    lacking = np.array([value is None for value in values], dtype=bool)
    out = []
    before = came.size
    for i, name in enumerate(names):
        here, on = came == i, came >= i
        there = int(on.sum())
        lost = here & (ends == LOST)
        why = Counter(reasons[j] for j in np.flatnonzero(lost).tolist())
        out.append(
            Step(
                name,
                wilson(there, came.size),
                wilson(there, before),
                int((here & (ends == OPEN)).sum()),
                int(lost.sum()),
                tuple(sorted(why.items(), key=lambda item: (-item[1], item[0]))),
                _worth(amounts, lacking, on),
                _worth(amounts, lacking, lost),
            )
        )
        before = there
    return tuple(out)


def _worth(amounts: NDArray[Any], lacking: NDArray[Any], held: NDArray[Any]) -> Worth:
    return Worth(int(amounts[held].sum()), int(lacking[held].sum()))


def furthest(reached: NDArray[Any], ended: NDArray[Any], n: int) -> NDArray[Any]:
    """The index of the furthest of n steps: the last one is for the won alone."""
    return np.where(ended == WON, n - 1, np.minimum(reached, n - 2))


def gaps(one: Sequence[Step], other: Sequence[Step]) -> tuple[Gap, ...]:
    """One funnel beside another of the same steps, step by step, Benjamini-Hochberg over them. ValueError where the
    steps are others."""
    if [step.name for step in one] != [step.name for step in other]:
        raise ValueError("two funnels are compared step by step")
    found = [_difference(a.of_previous, b.of_previous) for a, b in zip(one[1:], other[1:], strict=True)]
    asked = [i for i, gap in enumerate(found) if gap is not None]
    adjusted = dict(zip(asked, benjamini_hochberg([gap.p for gap in found if gap]).tolist(), strict=True))
    return tuple(
        Gap(step.name, gap, adjusted.get(i), _is_stated(step, match, adjusted.get(i)))
        for i, (step, match, gap) in enumerate(zip(one[1:], other[1:], found, strict=True))
    )


def _difference(one: Proportion, other: Proportion) -> Difference | None:
    return difference(one.k, one.n, other.k, other.n) if one.n and other.n else None


def _is_stated(one: Step, other: Step, p: float | None) -> bool:
    enough = min(one.of_previous.n, other.of_previous.n) >= ENOUGH_TO_DIFFER
    return enough and p is not None and p <= 0.05
