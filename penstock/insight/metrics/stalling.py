"""Stalled: longer in a stage than that stage's 80th percentile (METRICS, 2). No Django.

The percentile is the stage's own: of all stays that ever began in it, those that still last counted for as long as they do, whoever
asks, of whatever period and records. So a record is stalled or not, whatever the page."""

from dataclasses import replace
from typing import Any

import ibis
import numpy as np
import pyarrow
from numpy.typing import NDArray

from penstock.foundation.statistics.survival import kaplan_meier
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.calendar import days_between
from penstock.insight.metrics.columns import different, narrowed, numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import gathered
from penstock.insight.metrics.query import EVERYTHING, Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

LATE = 0.8
ENOUGH_EVENTS = 10  # METRICS, 5
NEVER = -(2**62)  # an instant that has not come


def of_everything(state: State, query: Query) -> Ask:
    """The question asked of all stays, for what makes one of them long."""
    return asked_as_one(state, replace(query, period=None, where=(), scope=EVERYTHING), "stage_days")


def limits(asked: Ask) -> dict[int, float]:
    """Of each stage, the days that four of five stays in it last; a stage that fewer than ten left has none. asked: of
    everything."""
    return limits_of(*all_stays(asked)[1:])


def all_stays(asked: Ask) -> tuple[NDArray[Any], ...]:
    """Of each stay: the record, the stage, days so far, whether it is over."""

    def take(rows: pyarrow.Table) -> tuple[NDArray[Any], ...]:
        id, stage, at, left = (numbers(rows, name) for name in ("id", "stage_id", "at", "left"))
        return narrowed(id), narrowed(stage), days_of(asked, at, left), left != NEVER

    return gathered(asked, "stays", lambda: _stayed(asked), take)


def days_of(asked: Ask, at: NDArray[Any], left: NDArray[Any]) -> NDArray[Any]:
    """How many each stay lasted (instants in microseconds), until now where it goes on (left: NEVER)."""
    days = days_between(at, np.where(left == NEVER, asked.as_of, left), asked.query.zone)
    return np.asarray(np.maximum(days, 0), dtype=np.float64)


def limits_of(stage: NDArray[Any], days: NDArray[Any], has_left: NDArray[Any]) -> dict[int, float]:
    """The same of stays side by side."""
    found = {}
    for one in different(stage):
        here = np.flatnonzero(stage == one)
        curve = kaplan_meier(days[here], has_left[here])
        limit = curve.when(LATE) if curve.events >= ENOUGH_EVENTS else None
        if limit is not None:
            found[int(one)] = limit
    return found


def _stayed(asked: Ask) -> Any:
    rows = compiled(asked)
    return rows.select("id", "stage_id", "at", left=ibis.coalesce(rows.left_at, NEVER))
