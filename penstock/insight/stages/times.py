"""The stages report: what came through each stage, how long it takes, and what stalls there. No Django."""

from dataclasses import dataclass, replace
from typing import Any

import ibis
import numpy as np
from numpy.typing import NDArray

from penstock.foundation.statistics.survival import Curve, Percentile, kaplan_meier
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.metrics.stalling import ENOUGH_EVENTS, LATE, NEVER, days_of, limits, of_everything
from penstock.insight.mirror.state import State
from penstock.insight.stages.stays import (
    BACK,
    LOST,
    PASSED,
    WAITING,
    Stage,
    asked_of,
    lasted,
    stages,
)


@dataclass(frozen=True, slots=True)
class Stalled:
    """What has been in its stage for longer than the stage's own 80th percentile (metrics/stalling.py), side by side: id, stage,
    days so far, from how many on it is long, and worth in minor units (-1 where there is none)."""

    id: NDArray[Any]
    stage: NDArray[Any]
    days: NDArray[Any]
    limit: NDArray[Any]
    value: NDArray[Any]

    def __len__(self) -> int:
        return int(self.id.size)

    def of(self, held: NDArray[Any]) -> "Stalled":
        """Some of them: by mask, or by places in their order."""
        return Stalled(self.id[held], self.stage[held], self.days[held], self.limit[held], self.value[held])


@dataclass(frozen=True, slots=True)
class Line:
    """One stage over the stays that began in the period: entered = passed + lost + went back + waiting.

    median and late (80th percentile) are in days, by Kaplan-Meier with the waiting censored; None with `why_not` below
    ten that left. stalled: of all that is open there, whenever it came.
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
    stalled: Stalled

    @property
    def stalled_value(self) -> int:
        return int(np.maximum(self.stalled.value, 0).sum())


def stage_lines(state: State, query: Query, late: Stalled) -> tuple[Line, ...]:
    """Every open stage that anything came into, or stalls in, in order of pipeline and position. late: what stalls. The query's
    metric is not asked."""
    asked = asked_of(state, query)
    stage, days, after = lasted(asked)
    lines = []
    for one in stages(asked).values():
        here, its = np.flatnonzero(stage == one.id), late.of(late.stage == one.id)
        if here.size or its:
            lines.append(_line(one, days[here], after[here], its))
    return tuple(lines)


def stalled(state: State, query: Query) -> Stalled:
    """What stalls as of the question, in any order. It is there now, so it belongs to its owner of now, and no period has a part
    in it."""
    limit_of = limits(of_everything(state, query))
    asked = asked_as_one(state, replace(query, period=None), "pipeline_value")
    table = fetched(asked, "standing", lambda: _standing(asked))
    id, stage, since, value = (numbers(table, name) for name in ("id", "stage", "since", "value"))
    limit = np.full(id.size, np.inf)
    for one, days in limit_of.items():
        limit[stage == one] = days
    found = Stalled(id, stage, days_of(asked, since, np.full(since.size, NEVER)), limit, value)
    return found.of(found.days > found.limit)


def _standing(asked: Ask) -> Any:
    rows = compiled(asked)
    rows = rows.filter(rows.stage_id.notnull(), rows.stage_since.notnull())
    value = ibis.coalesce(rows.value_minor, -1)
    return rows.select("id", stage=rows.stage_id, since=rows.stage_since, value=value)


def _line(stage: Stage, days: NDArray[Any], after: NDArray[Any], late: Stalled) -> Line:
    counts = np.bincount(after, minlength=4).tolist()
    curve = kaplan_meier(days, after != WAITING)
    enough = curve.events >= ENOUGH_EVENTS
    return Line(
        stage,
        days.size,
        counts[PASSED],
        counts[LOST],
        counts[BACK],
        counts[WAITING],
        curve.percentile(0.5) if enough else None,
        curve.percentile(LATE) if enough else None,
        _why_not(curve, enough),
        late,
    )


def _why_not(curve: Curve, enough: bool) -> str | None:
    return None if enough else f"{curve.events} of {ENOUGH_EVENTS} left"
