"""Why sales were lost: reasons (ours to change or not) and competitors, with what each cost. No Django."""

from dataclasses import dataclass

import numpy as np

from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

NOBODY = -1  # no id: of what is not recorded


@dataclass(frozen=True, slots=True)
class Reason:
    """A loss reason (or competitor; `id` None: not recorded): of all lost how many, their worth in minor units, and who. is_ours: something that
    we can mend; None where that is not said. A reason not recorded is a fault of the data, and is ours to nobody."""

    id: int | None
    name: str
    is_ours: bool | None
    of_lost: Proportion
    value: int
    without_value: int
    ids: tuple[int, ...]


def reasons(state: State, query: Query) -> tuple[Reason, ...]:
    """Of those lost in the period, by reason, the most frequent first. The query's metric is not asked."""
    return _by(state, query, "loss_reason", "loss_reason_id")


def competitors(state: State, query: Query) -> tuple[Reason, ...]:
    """The same by who won it instead; those without a competitor named are "not recorded"."""
    return _by(state, query, "competitor", "competitor_id")


def _by(state: State, query: Query, table: str, column: str) -> tuple[Reason, ...]:
    asked = asked_as_one(state, query, "lost_amount")
    rows = fetched(asked, column, lambda: compiled(asked).select("id", "value_minor", column).order_by("id"))
    defined = fetched(asked, table, lambda: asked.defined(table))
    named = {row["id"]: row for row in defined.to_pylist()}
    id, why = numbers(rows, "id"), numbers(rows, column, NOBODY)
    why = np.where(np.isin(why, list(named)), why, NOBODY)
    value, is_bare = numbers(rows, "value_minor"), rows["value_minor"].is_null().to_numpy()
    keys, first = np.unique(why, return_index=True)
    found = []
    for key in keys[np.argsort(first)].tolist():
        held = why == key
        one = named.get(key, {"name": NOT_RECORDED})
        found.append(
            Reason(
                None if key == NOBODY else key,
                one["name"],
                one.get("is_ours_to_change"),
                wilson(int(held.sum()), id.size),
                int(value[held].sum()),
                int(is_bare[held].sum()),
                tuple(id[held].tolist()),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.of_lost.k, one.name)))
