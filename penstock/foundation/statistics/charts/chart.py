"""What a control chart is, whatever it counts: per point its limits, and how far out it lies."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from penstock.foundation.statistics.charts.rules import BEYOND, Signal, signals
from penstock.foundation.statistics.estimates import Flags, Floats

PROVISIONAL = 8  # points in a baseline from which limits are drawn, dashed (METRICS, 5)
FIRM = 20  # from which they raise signals
# A baseline's points: what comes later is judged by it, and does not move it. With 24 (often advised) one point in
# sixty after the baseline is a false alarm, since the limits are themselves uncertain; with 52 it is one in a hundred.
BASELINE = 52


@dataclass(frozen=True, slots=True)
class Phase:
    """The points from one re-basing to the next, the first of which are the baseline, `size` of them with a value."""

    points: slice
    baseline: slice
    size: int

    @property
    def firm(self) -> bool:
        return self.size >= FIRM


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one phase, an entry per point. `distance` is a point's from the centre in standard deviations, with sign: 3 is
    on the limit. `spread` is what the limits were made of: the mean moving range, or how many times more than chance
    the shares vary.
    """

    centre: Floats
    low: Floats
    high: Floats
    distance: Floats
    spread: float

    @classmethod
    def none(cls, n: int) -> Self:
        gap = np.full(n, np.nan)
        return cls(gap, gap, gap, gap, float("nan"))


@dataclass(frozen=True, slots=True)
class Chart:
    """One entry per point; limits are NaN where the baseline is too short (or does not vary) to have any.

    `firm` is false where limits are provisional: drawn dashed, raising no signal. `spreads` has one entry per phase.
    """

    values: Floats
    centre: Floats
    low: Floats
    high: Floats
    distance: Floats
    firm: Flags
    signals: tuple[Signal, ...]
    phases: tuple[Phase, ...]
    spreads: tuple[float, ...]


def draw(
    values: Floats,
    rebased: Sequence[int],
    baseline: int,
    limits_of: Callable[[Phase], Limits],
    *,
    has_runs: bool = True,
) -> Chart:
    """A chart of `values`, made phase by phase; without runs only points beyond a limit signal. ValueError for a re-basing outside the series."""
    parts = tuple(_phases(values, rebased, baseline))
    limits = [
        limits_of(part) if part.size >= PROVISIONAL else Limits.none(part.points.stop - part.points.start)
        for part in parts
    ]
    firm = [np.full(of.centre.size, part.firm) for part, of in zip(parts, limits, strict=True)]
    return Chart(
        values,
        _joined([of.centre for of in limits]),
        _joined([of.low for of in limits]),
        _joined([of.high for of in limits]),
        _joined([of.distance for of in limits]),
        np.concatenate(firm) if firm else np.empty(0, dtype=np.bool_),
        tuple(_signals(parts, limits, has_runs)),
        parts,
        tuple(of.spread for of in limits),
    )


def _phases(values: Floats, rebased: Sequence[int], baseline: int) -> Iterator[Phase]:
    starts = sorted(set(rebased))
    if any(not 0 < start < values.size for start in starts):
        raise ValueError("a series is re-based after its first point and before its end")
    edges = [0, *starts, values.size] if values.size else []
    for start, stop in pairwise(edges):
        held = np.flatnonzero(np.isfinite(values[start:stop]))[:baseline]
        end = start + int(held[-1]) + 1 if held.size == baseline else stop
        yield Phase(slice(start, stop), slice(start, end), held.size)


def _joined(parts: Sequence[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.empty(0)


def _signals(parts: Sequence[Phase], limits: Sequence[Limits], has_runs: bool) -> Iterator[Signal]:
    for part, of in zip(parts, limits, strict=True):
        for signal in signals(of.distance) if part.firm else ():
            if has_runs or signal.rule == BEYOND:
                yield Signal(part.points.start + signal.index, signal.rule, signal.side)
