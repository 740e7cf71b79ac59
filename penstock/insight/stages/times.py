"""The stages report: what came through each stage, how long it takes, and what stalls there. No Django."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from penstock.foundation.statistics.survival import Curve, Percentile, kaplan_meier
from penstock.insight.metrics.asking import Ask
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
    asked_of,
    stages,
    stays,
)

ENOUGH_EVENTS = 10  # METRICS, 5


@dataclass(frozen=True, slots=True)
class Standing:
    """Those that wait, side by side: id, stage, days so far, and worth in minor units (-1 where there is none)."""

    id: NDArray[Any]
    stage: NDArray[Any]
    days: NDArray[Any]
    value: NDArray[Any]

    def __len__(self) -> int:
        return int(self.id.size)

    def of(self, held: NDArray[Any]) -> "Standing":
        """Some of them: by mask, or by places in their order."""
        return Standing(self.id[held], self.stage[held], self.days[held], self.value[held])


@dataclass(frozen=True, slots=True)
class Line:
    """One stage over the stays that began in the period: entered = passed + lost + went back + waiting.

    median and late (80th percentile) are in days, by Kaplan-Meier with the waiting censored; None with `why_not` below
    ten that left. stalled: those who wait longer than four of five did before.
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
    stalled: Standing

    @property
    def stalled_value(self) -> int:
        return int(np.maximum(self.stalled.value, 0).sum())


def stage_lines(state: State, query: Query) -> tuple[Line, ...]:
    """Every open stage that anything was in, in order of pipeline and position. The query's metric is not asked."""
    asked = asked_of(state, query)
    stage, at, left, after = stays(asked, "stage", "at", "left", "after")
    days, standing = _lasted(asked, at, left), _standing(asked)
    lines = []
    for one in stages(asked).values():
        here = np.flatnonzero(stage == one.id)
        if here.size:
            lines.append(_line(one, days[here], after[here], standing.of(standing.stage == one.id)))
    return tuple(lines)


def _standing(asked: Ask) -> Standing:
    id, stage, at, value = stays(asked, "id", "stage", "at", "value", is_waiting=True)
    return Standing(id, stage, _lasted(asked, at, np.full(at.size, NEVER)), value)


def _lasted(asked: Ask, at: NDArray[Any], left: NDArray[Any]) -> NDArray[Any]:
    """Days, until now where it goes on."""
    days = days_between(at, np.where(left == NEVER, asked.as_of, left), asked.query.zone)
    return np.asarray(np.maximum(days, 0), dtype=np.float64)


def _line(stage: Stage, days: NDArray[Any], after: NDArray[Any], standing: Standing) -> Line:
    counts = np.bincount(after, minlength=4).tolist()
    curve = kaplan_meier(days, after != WAITING)
    enough = curve.events >= ENOUGH_EVENTS
    late = curve.percentile(0.8) if enough else None
    return Line(
        stage,
        days.size,
        counts[PASSED],
        counts[LOST],
        counts[BACK],
        counts[WAITING],
        curve.percentile(0.5) if enough else None,
        late,
        _why_not(curve, enough),
        _stalled(standing, late.value if late else None),
    )


def _why_not(curve: Curve, enough: bool) -> str | None:
    return None if enough else f"{curve.events} of {ENOUGH_EVENTS} left"


def _stalled(standing: Standing, limit: float | None) -> Standing:
    return standing.of(standing.days > (np.inf if limit is None else limit))
