"""Stage probabilities that somebody set, against what happened to those that were in the stage. No Django."""

from dataclasses import dataclass
from typing import Any

from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.insight.stages.stays import Stage, asked_of, stages

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
    counts = {
        (row["stage_id"], row["kind"]): row["n"]
        for row in fetched(asked, "", lambda: _counted(asked)).to_pylist()
    }
    told = []
    for stage in stages(asked).values():
        won, lost, open_ = (counts.get((stage.id, kind), 0) for kind in ("won", "lost", "open"))
        if won + lost + open_:
            told.append(_check(stage, wilson(won, won + lost), open_))
    return tuple(told)


def _counted(asked: Ask) -> Any:
    rows = compiled(asked)
    return rows.group_by("stage_id", "kind").aggregate(n=rows.id.nunique())


def _check(stage: Stage, happened: Proportion, open_: int) -> Check:
    if happened.n < ENOUGH_FOR_A_RATE:
        return Check(stage, happened, open_, None, f"{happened.n} of {ENOUGH_FOR_A_RATE} decided")
    if stage.probability is None:
        return Check(stage, happened, open_, None, "no probability is set")
    return Check(stage, happened, open_, happened.low <= stage.probability <= happened.high, None)
