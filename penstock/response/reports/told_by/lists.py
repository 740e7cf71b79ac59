"""Long lists of opportunities, of which a report tells the largest: side by side, so that a million of them cost no objects."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from penstock.insight.metrics.columns import different

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Listed:
    """Columns of the list: `opportunity`, `value` in minor units (-1 where there is none), and what else is told of each. An
    opportunity may stand in it more than once. words: what a row of the report says for a value of a column."""

    columns: Columns
    words: dict[str, Callable[[Any], Any]]

    def __len__(self) -> int:
        return int(self.columns["opportunity"].size)

    @cached_property
    def _once(self) -> NDArray[Any]:
        return different(self.columns["opportunity"])

    @property
    def ids(self) -> tuple[int, ...]:
        """Each opportunity once, in order."""
        return tuple(self._once.tolist())

    @property
    def count(self) -> int:
        """How many opportunities."""
        return int(self._once.size)

    @cached_property
    def worth(self) -> int:
        """What they are worth together, each counted once: as it stands in its last row."""
        ids, values = self.columns["opportunity"], self.columns["value"]
        order = np.lexsort((self.columns.get("at", np.zeros(ids.size)), ids))
        is_last = np.ones(ids.size, dtype=np.bool_)
        is_last[:-1] = ids[order][1:] != ids[order][:-1]
        return int(np.maximum(values[order][is_last], 0).sum())

    def largest(self, n: int) -> list[dict[str, Any]]:
        """Those with most at stake, equal ones in the order of their ids."""
        worth = np.maximum(self.columns["value"], 0)
        places = np.lexsort((self.columns["opportunity"], -worth))[:n]
        told = {name: self._said(name, column[places]) for name, column in self.columns.items()}
        return [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]

    def _said(self, name: str, column: NDArray[Any]) -> list[Any]:
        if name == "value":
            return [value if value >= 0 else None for value in column.tolist()]
        word = self.words.get(name)
        return [word(value) for value in column.tolist()] if word else column.tolist()
