"""What the leaks look at: the open and the decided side by side, and the lives of opportunities. No Django."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute as pc
from numpy.typing import NDArray

from penstock.insight.leaks.pricing import Records
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import coded, numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.lives import with_kind
from penstock.insight.metrics.plans import fetched
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
        parts.append(_fetched(asked, worth))
    table = pyarrow.concat_tables(parts).sort_by("id")
    keys = [numbers(table, name) for name in ("pipeline_id", "source_id")]
    bands = np.searchsorted(np.array(asked.settings.bands), numbers(table, "amount"), "right")
    # Of which no amount is known is a band of its own, not the smallest.
    keys.append(np.where(table["amount"].is_null().to_numpy(), -1, bands))
    return Records(numbers(table, "id"), ends_of(table), numbers(table, "worth"), _together(keys))


def _together(keys: list[NDArray[Any]]) -> NDArray[Any]:
    """Codes from 0 of those that agree in every key, in order of the keys."""
    code = np.zeros(keys[0].size, dtype=np.int64)
    for key in keys:
        place = coded(key)
        code = coded(code * (int(place.max(initial=0)) + 1) + place)
    return code


def _fetched(asked: Ask, worth: str) -> pyarrow.Table:
    return fetched(asked, worth, lambda: _records(asked, worth))


def _records(asked: Ask, worth: str) -> Any:
    rows = compiled(asked)
    return rows.select("id", "kind", "pipeline_id", "source_id", amount=rows.value_minor, worth=rows[worth])


def lives(asked: Ask) -> Any:
    """Spans in open stages."""
    columns = ("id", "valid_from", "valid_to", "stage_id", "owner_id", "has_next_step")
    spans = with_kind(asked, asked.history("opportunity").select(*columns))
    return spans.filter(spans.kind_then == "open")
