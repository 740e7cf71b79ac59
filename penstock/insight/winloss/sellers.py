"""Each seller at each stage against the team, drawn towards it as far as few deals say little. No Django."""

from collections import defaultdict
from dataclasses import dataclass, replace

from penstock.foundation.statistics.estimates import Estimate
from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.foundation.statistics.shrinkage import shrink
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State

ENOUGH = 30  # reached in each group (METRICS, 5)


@dataclass(frozen=True, slots=True)
class Cell:
    """One seller at one stage: passed of those that reached it; `share` as far as is known (0 to 1), `common` what is
    common to all. needs_help: there are enough, and with 95 % it lies under what is common."""

    owner: str
    owner_id: str
    stage: str
    stage_id: str
    own: Proportion
    share: Estimate
    common: float
    needs_help: bool


def sellers(state: State, query: Query) -> tuple[Cell, ...]:
    """Of the opportunities opened in the period, by who owned each then: those who need help first. Stages with one
    seller only have no team to compare with, and are left out. The query's metric is not asked."""
    told = answer(state, replace(query, metric="stage_conversion", grain=None, by=("owner", "stage")))
    at_stage = defaultdict(list)
    for group in told.groups:
        if group.keys["owner"] and group.value.n:
            at_stage[group.keys["stage"]].append(group)
    cells = []
    for groups in at_stage.values():
        if len(groups) < 2:
            continue
        k, n = (
            [int(value) for value in part]
            for part in zip(*((one.value.details["k"], one.value.n) for one in groups), strict=True)
        )
        found = shrink(k, n)
        for group, share, hits, size in zip(groups, found.groups, k, n, strict=True):
            low = size >= ENOUGH and share.high < found.common
            by, keys = group.by, group.keys
            cells.append(
                Cell(
                    by["owner"],
                    keys["owner"],
                    by["stage"],
                    keys["stage"],
                    wilson(hits, size),
                    share,
                    found.common,
                    low,
                )
            )
    return tuple(
        sorted(cells, key=lambda cell: (not cell.needs_help, cell.share.value - cell.common, cell.owner))
    )
