"""Why sales were lost: reasons (ours to change or not) and competitors, with what each cost. No Django."""

from collections import defaultdict
from dataclasses import dataclass

from penstock.foundation.statistics.proportions import Proportion, wilson
from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State


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
    told = fetched(asked, column, lambda: compiled(asked).select("id", "value_minor", column).order_by("id"))
    rows = told.to_pylist()
    defined = fetched(asked, table, lambda: asked.defined(table))
    named = {row["id"]: row for row in defined.to_pylist()}
    groups: dict[int | None, list[tuple[int, int | None]]] = defaultdict(list)
    for row in rows:
        groups[row[column] if row[column] in named else None].append((row["id"], row["value_minor"]))
    found = [
        Reason(
            key,
            named[key]["name"] if key is not None else NOT_RECORDED,
            named[key].get("is_ours_to_change") if key is not None else None,
            wilson(len(group), len(rows)),
            sum(value or 0 for _, value in group),
            sum(value is None for _, value in group),
            tuple(id for id, _ in group),
        )
        for key, group in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.of_lost.k, one.name)))
