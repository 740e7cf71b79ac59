"""How long things last: what was seen of each, counted per distinct time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from penstock.foundation.statistics.estimates import Floats, Ints, floats


@dataclass(frozen=True, slots=True)
class Tally:
    """Per distinct time at which something ended: how many were watched just before, and what became of those.

    `ends` has a row per cause (1, 2, ...); all that ends at one time is counted at once, so the order of rows
    within a tied day does not matter.
    """

    times: Floats
    at_risk: Ints
    ends: Ints


def tally(
    durations: ArrayLike, causes: ArrayLike, *, n_causes: int, entered: ArrayLike | None = None
) -> Tally:
    """Count lives by the time they ended: `causes` is 0 for those still going on, else which end it was.

    `entered` is the age from which each was watched (0 when not given); who enters at the very time of an end is
    not at risk of it, who is last seen at that time still is. A life of length 0 that ended is at risk of its end.
    ValueError for a negative duration, an unknown cause, or a life that ended before it was watched.
    """
    lengths, kinds = floats(durations), np.asarray(causes)
    starts = None if entered is None else floats(entered)
    if lengths.shape != kinds.shape or (starts is not None and starts.shape != lengths.shape):
        raise ValueError("durations, causes and entries need one length")
    if lengths.size and (lengths.min() < 0 or kinds.min() < 0 or kinds.max() > n_causes):
        raise ValueError("a duration is not negative, a cause one of those counted")
    if starts is not None and (starts > lengths).any():
        raise ValueError("a life can't end before it is watched")
    times, ended = _counted(lengths[kinds > 0])
    ends = np.zeros((n_causes, times.size), dtype=np.int64)
    # The first cause is what the others leave, so that the most frequent one is not looked up.
    for cause in range(2, n_causes + 1):
        found, n = _counted(lengths[kinds == cause])
        ends[cause - 1, np.searchsorted(times, found)] = n
    ends[0] = ended - ends.sum(axis=0)
    censored = np.searchsorted(np.sort(lengths[kinds == 0]), times, side="left")
    came = lengths.size if starts is None else _entered_before(starts, times)
    return Tally(times, came - censored - np.cumsum(ended) + ended, ends)


def _counted(lengths: Floats) -> tuple[Floats, Ints]:
    """The different ones in order, and how many there are of each."""
    ordered = np.sort(lengths)
    first = np.flatnonzero(np.diff(ordered, prepend=-1.0))
    return ordered[first], np.diff(first, append=ordered.size)


def _entered_before(starts: Floats, times: Floats) -> Ints:
    """Entries before each time; at time 0 nobody could have entered earlier, so those count."""
    ordered = np.sort(starts)
    before = np.searchsorted(ordered, times, side="left")
    return np.where(times == 0, np.searchsorted(ordered, times, side="right"), before).astype(np.int64)


def at_step(times: Floats, values: Floats, time: float, before: float) -> float:
    """A step curve's value just after `time`; `before` until its first step."""
    index = int(np.searchsorted(times, time, side="right"))
    return float(values[index - 1]) if index else before
