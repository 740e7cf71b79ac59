"""The ways that opportunities really take through the stages. No Django."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    found = found.of(order)
    first = np.flatnonzero(np.diff(found.id, prepend=found.id[:1] - 1))
    size = np.diff(np.append(first, found.id.size))
    way = _ways(found.stage, first, size)
    last = first + size - 1
    days = np.where(found.left[last] == NEVER, 0.0, (found.left[last] - found.at[first]) / DAY)
    told = []
    for one in np.split(np.argsort(way, kind="stable"), np.cumsum(np.bincount(way))[:-1]) if way.size else []:
        begins, stage_ids = first[one], found.stage[first[one[0]] : last[one[0]] + 1]
        ways = tuple(int(id) for id in stage_ids)
        told.append(
            _path(
                tuple(names.get(id, "") for id in ways), ways, found.id[begins], found.kind[begins], days[one]
            )
        )
    return tuple(sorted(told, key=lambda path: (-path.n, path.stages, path.stage_ids)))


def _ways(stage: NDArray[Any], first: NDArray[Any], size: NDArray[Any]) -> NDArray[Any]:
    """Codes from 0: those that begin at `first` and are as long have one code where they take the same stages in turn."""
    _, code = np.unique(size, return_inverse=True)
    for step in range(int(size.max(initial=0))):
        going = np.flatnonzero(size > step)
        _, here = np.unique(stage[first[going] + step], return_inverse=True)
        pairs = code[going] * (int(here.max()) + 1) + here
        code[going] = np.unique(pairs, return_inverse=True)[1] + int(code.max()) + 1
    return np.unique(code, return_inverse=True)[1]


def _path(
    names: tuple[str, ...], way: tuple[int, ...], ids: NDArray[Any], kinds: NDArray[Any], days: NDArray[Any]
) -> Path:
    decided = kinds != KINDS["open"]
    won, n = int((kinds == KINDS["won"]).sum()), int(decided.sum())
    return Path(
        names,
        way,
        tuple(ids.tolist()),
        ids.size - n,
        wilson(won, n),
        float(np.median(days[decided])) if n else None,
    )
