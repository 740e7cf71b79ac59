"""The ways that opportunities really take through the stages. No Django."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.insight.metrics.columns import coded
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.stalling import NEVER
from penstock.insight.mirror.state import State
from penstock.insight.stages.stays import KINDS, asked_of, stages, stays

DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Path:
    """A sequence of stages, each time one was entered: who took it, how many are still open, of the decided how many won,
    and the median days from the first stage to the end (of the decided; None where there are none)."""

    stages: tuple[str, ...]
    stage_ids: tuple[int, ...]
    takers: NDArray[Any]
    open: int
    won: Proportion
    days: float | None

    @property
    def n(self) -> int:
        return int(self.takers.size)

    @property
    def ids(self) -> tuple[int, ...]:
        """Of those who took it."""
        return tuple(self.takers.tolist())


def paths(state: State, query: Query) -> tuple[Path, ...]:
    """All paths of those that entered a stage in the period, the most common first; stages of before are not in them."""
    asked = asked_of(state, query)
    names = {id: stage.name for id, stage in stages(asked).items()}
    id, at, stage, left, kind = stays(asked, "id", "at", "stage", "left", "kind", in_turn=True)
    first = np.flatnonzero(np.diff(id, prepend=id[:1] - 1))
    size = np.diff(np.append(first, id.size))
    way = _ways(stage, first, size)
    last = first + size - 1
    days = np.where(left[last] == NEVER, 0.0, (left[last] - at[first]) / DAY)
    told = []
    for one in np.split(np.argsort(way, kind="stable"), np.cumsum(np.bincount(way))[:-1]) if way.size else []:
        begins, ways = first[one], tuple(stage[first[one[0]] : last[one[0]] + 1].tolist())
        called = tuple(names.get(id, "") for id in ways)
        told.append(_path(called, ways, id[begins], kind[begins], days[one]))
    return tuple(sorted(told, key=lambda path: (-path.n, path.stages, path.stage_ids)))


def _ways(stage: NDArray[Any], first: NDArray[Any], size: NDArray[Any]) -> NDArray[Any]:
    """Codes from 0: those that begin at `first` and are as long have one code where they take the same stages in turn."""
    code = coded(size)
    for step in range(int(size.max(initial=0))):
        going = np.flatnonzero(size > step)
        here = coded(stage[first[going] + step])
        pairs = code[going] * (int(here.max()) + 1) + here
        code[going] = coded(pairs) + int(code.max()) + 1
    return coded(code)


def _path(
    names: tuple[str, ...], way: tuple[int, ...], ids: NDArray[Any], kinds: NDArray[Any], days: NDArray[Any]
) -> Path:
    decided = kinds != KINDS["open"]
    won, n = int((kinds == KINDS["won"]).sum()), int(decided.sum())
    return Path(
        names,
        way,
        ids,
        ids.size - n,
        wilson(won, n),
        float(np.median(days[decided])) if n else None,
    )
