"""The ways that opportunities really take through the stages. No Django."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.insight.stages.stays import KINDS, NEVER, asked_of, stages, stays

DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Path:
    """A sequence of stages, each time one was entered: who took it, how many are still open, of the decided how many won,
    and the median days from the first stage to the end (of the decided; None where there are none)."""

    stages: tuple[str, ...]
    stage_ids: tuple[int, ...]
    ids: tuple[int, ...]
    open: int
    won: Proportion
    days: float | None

    @property
    def n(self) -> int:
        return len(self.ids)


def paths(state: State, query: Query) -> tuple[Path, ...]:
    """All paths of those that entered a stage in the period, the most common first; stages of before are not in them."""
    asked = asked_of(state, query)
    found, names = stays(asked), {id: stage.name for id, stage in stages(asked).items()}
    order = np.lexsort((found.at, found.id))
    taken: dict[tuple[int, ...], list[tuple[int, int, float]]] = defaultdict(list)
    for part in np.split(order, np.flatnonzero(np.diff(found.id[order])) + 1 if order.size else []):
        if part.size:
            end = int(found.left[part[-1]])
            length = (end - int(found.at[part[0]])) / DAY if end != NEVER else 0.0
            way = tuple(int(stage) for stage in found.stage[part])
            taken[way].append((int(found.id[part[0]]), int(found.kind[part[0]]), length))
    told = [_path(tuple(names.get(id, "") for id in way), way, rows) for way, rows in taken.items()]
    return tuple(sorted(told, key=lambda path: (-path.n, path.stages, path.stage_ids)))


def _path(names: tuple[str, ...], way: tuple[int, ...], rows: list[tuple[int, int, float]]) -> Path:
    decided = [length for _, kind, length in rows if kind != KINDS["open"]]
    won = sum(kind == KINDS["won"] for _, kind, _ in rows)
    days = float(np.median(decided)) if decided else None
    return Path(
        names, way, tuple(id for id, _, _ in rows), len(rows) - len(decided), wilson(won, len(decided)), days
    )
