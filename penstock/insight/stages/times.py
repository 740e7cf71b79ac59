"""The stages report: what came through each stage, how long it takes, and what stalls there. No Django."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from penstock.foundation.statistics.survival import Curve, Percentile, kaplan_meier
from penstock.insight.metrics.calendar import days_between
from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.insight.stages.stays import (
    BACK,
    LOST,
    NEVER,
    PASSED,
    WAITING,
    Stage,
    Stays,
    asked_of,
    stages,
    stays,
)

ENOUGH_EVENTS = 10  # METRICS, 5


@dataclass(frozen=True, slots=True)
class Stalled:
    """An opportunity that waits longer than four of five did before: days so far, and its worth in minor units."""

    id: int
    days: float
    value: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One stage over the stays that began in the period: entered = passed + lost + went back + waiting.

    median and late (80th percentile) are in days, by Kaplan-Meier with the waiting censored; None with `why_not` below
    ten that left. stalled: by worth.
    """

    stage: Stage
    entered: int
    passed: int
    lost: int
    went_back: int
    waiting: int
    median: Percentile | None
    late: Percentile | None
    why_not: str | None
    stalled: tuple[Stalled, ...]

    @property
    def stalled_value(self) -> int:
        return sum(one.value or 0 for one in self.stalled)


def stage_lines(state: State, query: Query) -> tuple[Line, ...]:
    """Every open stage that anything was in, in order of pipeline and position. The query's metric is not asked."""
    asked = asked_of(state, query)
    found = stays(asked)
    ends = np.where(found.left == NEVER, asked.as_of, found.left)
    days = days_between(found.at, ends, query.zone)
    lines = []
    for stage in stages(asked).values():
        here = found.stage == stage.id
        if here.any():
            lines.append(_line(stage, found, np.flatnonzero(here), np.maximum(days[here], 0)))
    return tuple(lines)


def _line(stage: Stage, found: Stays, here: NDArray[Any], days: NDArray[Any]) -> Line:
    """here: where its stays are among those found."""
    after = found.after[here]
    counts = np.bincount(after, minlength=4).tolist()
    curve = kaplan_meier(days, after != WAITING)
    enough = curve.events >= ENOUGH_EVENTS
    late = curve.percentile(0.8) if enough else None
    return Line(
        stage,
        here.size,
        counts[PASSED],
        counts[LOST],
        counts[BACK],
        counts[WAITING],
        curve.percentile(0.5) if enough else None,
        late,
        _why_not(curve, enough),
        _stalled(found.of(here[after == WAITING]), days[after == WAITING], late.value if late else None),
    )


def _why_not(curve: Curve, enough: bool) -> str | None:
    return None if enough else f"{curve.events} of {ENOUGH_EVENTS} left"


def _stalled(found: Stays, days: NDArray[Any], limit: float | None) -> tuple[Stalled, ...]:
    """Of those that wait."""
    if limit is None:
        return ()
    over = days > limit
    rows = [
        Stalled(int(id), float(length), int(value) if value >= 0 else None)
        for id, length, value in zip(found.id[over], days[over], found.value[over], strict=True)
    ]
    return tuple(sorted(rows, key=lambda one: (-(one.value or 0), one.id)))
