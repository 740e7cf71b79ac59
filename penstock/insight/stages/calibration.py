"""Stage probabilities that somebody set, against what happened to those that were in the stage. No Django."""

from dataclasses import dataclass

import numpy as np

from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.insight.stages.stays import KINDS, Stage, asked_of, stages, stays

ENOUGH_FOR_A_RATE = 20  # METRICS, 5


@dataclass(frozen=True, slots=True)
class Check:
    """Of the decided that were in a stage: how many were won, beside the probability set. `open` are not decided yet.

    fits: the interval of what happened holds the probability; None where there are too few to say, or none is set.
    """

    stage: Stage
    happened: Proportion
    open: int
    fits: bool | None
    why_not: str | None


def checks(state: State, query: Query) -> tuple[Check, ...]:
    """Every open stage that anything entered in the period, in order. Each opportunity counts once in a stage."""
    asked = asked_of(state, query)
    found = stays(asked)
    told = []
    for stage in stages(asked).values():
        here = found.of(found.stage == stage.id)
        _, first = np.unique(here.id, return_index=True)
        if first.size:
            told.append(_check(stage, here.kind[first]))
    return tuple(told)


def _check(stage: Stage, kinds: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Check:
    won, lost = int((kinds == KINDS["won"]).sum()), int((kinds == KINDS["lost"]).sum())
    happened = wilson(won, won + lost)
    open_ = kinds.size - happened.n
    if happened.n < ENOUGH_FOR_A_RATE:
        return Check(stage, happened, open_, None, f"{happened.n} of {ENOUGH_FOR_A_RATE} decided")
    if stage.probability is None:
        return Check(stage, happened, open_, None, "no probability is set")
    return Check(stage, happened, open_, happened.low <= stage.probability <= happened.high, None)
