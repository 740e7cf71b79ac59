"""Stages that fewer pass than before: against one's own past, like with like. No Django."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray

from penstock.foundation.statistics.estimates import LEVEL, Estimate
from penstock.foundation.statistics.stratified import risk_difference, strata
from penstock.insight.leaks.looking import ENDED, ends_of, records_of
from penstock.insight.leaks.pricing import ENOUGH, Records, Trait
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query, micros
from penstock.insight.metrics.run import asked_as_one, asked_beside
from penstock.insight.mirror.state import State

WEAK_STAGE = "weak stage"
STILL_THERE = 2**62


@dataclass(frozen=True, slots=True)
class Decisions:
    """A row for each opportunity and open stage that it stood in: whether it reached the next, how it ended (0 open, 1
    won, 2 lost), when it left the stage for the last time, and which are comparable."""

    id: NDArray[Any]
    stage: NDArray[Any]
    passed: NDArray[Any]
    ended: NDArray[Any]
    left: NDArray[Any]
    stratum: NDArray[Any]


def weak_stages(state: State, query: Query, records: Records) -> list[Trait]:
    """A trait for each stage: those that stand in it, and those lost in it. Its gap is the share that passed before the
    period less that in it, times the share of those who passed that was won before. None without a period. The
    intervals hold for all stages together (Bonferroni)."""
    if query.period is None:
        return []
    start, end = micros(query.period.starts_at), micros(query.period.ends_at)
    found = _decisions(state, query)
    asked = asked_as_one(state, query, "stage_days")
    names = {
        row["id"]: row["name"]
        for row in fetched(asked, "names", lambda: asked.defined("stage").select("id", "name")).to_pylist()
    }
    stages = np.unique(found.stage)
    level = 1 - (1 - LEVEL) / max(stages.size, 1)
    traits = []
    for stage in stages.tolist():
        here = found.stage == stage
        decided = here & (found.passed | (found.ended == ENDED["lost"]))
        now = decided & (found.left >= start) & (found.left < end)
        before = decided & (found.left < start)
        standing = here & ~found.passed & ((found.ended == ENDED["open"]) | now)
        has = np.isin(records.id, found.id[standing])
        measured = _gap(found, now, before, level)
        traits.append(Trait(f"{WEAK_STAGE}:{stage}", has, about=str(names[stage]), measured=measured))
    return traits


def _gap(
    found: Decisions, now: NDArray[Any], before: NDArray[Any], level: float
) -> tuple[Estimate | None, str | None]:
    if min(now.sum(), before.sum()) < ENOUGH:
        return None, f"{now.sum()} decided there in the period and {before.sum()} before of {ENOUGH} each"
    size = int(found.stratum.max(initial=0)) + 1

    def count(held: NDArray[Any]) -> NDArray[Any]:
        return np.bincount(found.stratum[held], minlength=size)

    gap = risk_difference(
        strata(count(before & found.passed), count(before), count(now & found.passed), count(now)), level
    )
    if gap is None:
        return None, "none of the period has a comparable one from before"
    ended = found.ended[before & found.passed]
    won, all_ = (ended == ENDED["won"]).sum(), (ended != ENDED["open"]).sum()
    share = float(won / all_) if all_ else 0.0
    return Estimate(gap.value * share, gap.low * share, gap.high * share, gap.n), None


def _left(asked: Ask) -> Any:
    stays = compiled(asked)
    stays = stays.group_by(stay_of=stays.id, stayed_in=stays.stage_id).aggregate(
        left=stays.left_at.fill_null(STILL_THERE).max()
    )
    reached = compiled(asked_beside(asked, "stage_conversion"))
    reached = reached.select("id", "stage_id", "passed", "kind")
    rows = reached.inner_join(stays, [reached.id == stays.stay_of, reached.stage_id == stays.stayed_in])
    return rows.select("id", "stage_id", "passed", "kind", "left").order_by("id", "stage_id")


def passages(state: State, query: Query) -> pyarrow.Table:
    """id, stage_id, passed, kind, left: each opportunity in each open stage that it stood in, whether it reached the next, what
    it is now, and when it left the stage for the last time (STILL_THERE: not yet). Of all time."""
    asked = asked_as_one(state, replace(query, period=None), "stage_days")
    return fetched(asked, "passages", lambda: _left(asked))


def _decisions(state: State, query: Query) -> Decisions:
    table = passages(state, query)
    everyone = records_of(state, replace(query, period=None))
    # A condition on the owner or stage of an instant may hold for a stay and not for its opportunity.
    table = table.filter(np.isin(numbers(table, "id"), everyone.id))
    id = numbers(table, "id")
    return Decisions(
        id,
        numbers(table, "stage_id"),
        numbers(table, "passed").astype(np.bool_),
        ends_of(table),
        numbers(table, "left"),
        everyone.stratum[np.searchsorted(everyone.id, id)],
    )
