"""When a chart says that something changed: three rules, on distances from the centre in standard deviations."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from penstock.foundation.statistics.estimates import Flags, Floats, Ints

Rule = Literal["beyond a limit", "3 of 4 near a limit", "8 on one side"]
BEYOND: Rule = "beyond a limit"
LIMIT, NEAR = 3.0, 1.5  # on the limit; half way to it, so nearer to it than to the centre
RUN = 8


@dataclass(frozen=True, slots=True, order=True)
class Signal:
    """At `index` the rule was met; `side` is 1 above the centre, -1 below."""

    index: int
    rule: Rule
    side: int


def signals(distance: Floats) -> tuple[Signal, ...]:
    """Rules of the process behaviour chart (Wheeler 2000): a point beyond a limit; 3 of 4 points in a row nearer to
    the same limit than to the centre; 8 in a row on one side.

    A rule about several points speaks once, at the point that completes it, until it has been silent for a point. A
    point on the centre (0, or NaN) lies on no side and ends a run.
    """
    out: list[Signal] = []
    for side in (1, -1):
        out += [Signal(int(i), BEYOND, side) for i in np.flatnonzero(side * distance > LIMIT)]
        near = side * distance > NEAR
        out += [Signal(i, "3 of 4 near a limit", side) for i in _begins(near & (_of_last(near, 4) >= 3))]
        out += [Signal(i, "8 on one side", side) for i in _begins(_of_last(side * distance > 0, RUN) == RUN)]
    return tuple(sorted(out))


def _of_last(flags: Flags, window: int) -> Ints:
    """How many of the last `window` flags are set, up to each point."""
    total = np.zeros(flags.size + window, dtype=np.int64)
    total[window:] = np.cumsum(flags)
    return total[window:] - total[:-window]


def _begins(flags: Flags) -> list[int]:
    return [int(i) for i in np.flatnonzero(flags & ~np.concatenate(([False], flags[:-1])))]
