"""What the leaks look at: the open and the decided side by side, and the lives of opportunities. No Django."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute as pc
from numpy.typing import NDArray

from penstock.insight.leaks.pricing import Records
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import coded, narrowed, numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.lives import with_kind
from penstock.insight.metrics.plans import gathered
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

ENDED = {"open": 0, "won": 1, "lost": 2}


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of what has a trait; about: what its words name."""

    ids: NDArray[Any]
    about: str = ""


def ends_of(table: pyarrow.Table) -> NDArray[Any]:
    """How each ended, by its kind."""
    return np.asarray(pc.index_in(table["kind"], pyarrow.array(list(ENDED))).to_numpy(), dtype=np.int64)


def records_of(state: State, query: Query) -> Records:
    """What is open at the instant asked about and what was closed in the period; comparable are those of the same
    pipeline, source and amount band."""
    parts = []
    for name, worth in (("pipeline_weighted", "weighted_minor"), ("win_rate_value", "value_minor")):
        asked = asked_as_one(state, query, name)
        parts.append(_gathered(asked, worth))
    id, ended, value, *keys = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    order = np.argsort(id, kind="stable")
    return Records(id[order], ended[order], value[order], _together([key[order] for key in keys]))


def _gathered(asked: Ask, worth: str) -> tuple[NDArray[Any], ...]:
    """id, how it ended, worth, and what comparable ones agree in: pipeline, source, amount band."""
    edges = np.array(asked.settings.bands)

    def take(rows: pyarrow.Table) -> tuple[NDArray[Any], ...]:
        # Of which no amount is known is a band of its own, not the smallest.
        bands = np.searchsorted(edges, numbers(rows, "amount"), "right")
        bands = np.where(rows["amount"].is_null().to_numpy(), -1, bands)
        keys = (numbers(rows, "pipeline_id"), numbers(rows, "source_id"), bands)
        return numbers(rows, "id"), narrowed(ends_of(rows)), numbers(rows, "worth"), *map(narrowed, keys)

    return gathered(asked, worth, lambda: _records(asked, worth), take)


def _together(keys: list[NDArray[Any]]) -> NDArray[Any]:
    """Codes from 0 of those that agree in every key, in order of the keys."""
    code = np.zeros(keys[0].size, dtype=np.int64)
    for key in keys:
        place = coded(key)
        code = coded(code * (int(place.max(initial=0)) + 1) + place)
    return code


def _records(asked: Ask, worth: str) -> Any:
    rows = compiled(asked)
    return rows.select("id", "kind", "pipeline_id", "source_id", amount=rows.value_minor, worth=rows[worth])


def lives(asked: Ask) -> Any:
    """Spans in open stages."""
    columns = ("id", "valid_from", "valid_to", "stage_id", "owner_id", "has_next_step")
    spans = with_kind(asked, asked.history("opportunity").select(*columns))
    return spans.filter(spans.kind_then == "open")
