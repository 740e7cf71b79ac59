"""The decided of a question with what was known of each at its opening, and what only later. No Django."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import ibis
import numpy as np
import pyarrow
from numpy.typing import NDArray

from penstock.insight.metrics.asking import NOT_RECORDED, Ask
from penstock.insight.metrics.calendar import days_between
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.dimensions import dimension_named
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.populations import openings
from penstock.insight.metrics.query import EPOCH, Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

# What is known when an opportunity is opened, as dimensions of the metrics.
AT_OPENING = ("source", "customer", "company_size", "industry", "country", "amount_band", "owner")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Decided:
    """A row for each opportunity that was won or lost in the period and whose opening is recorded. known: the names of
    its levels by factor; month: months since year 0 of its opening; days: from opened to closed."""

    id: NDArray[Any]
    won: NDArray[Any]
    days: NDArray[Any]
    month: NDArray[Any]
    known: dict[str, NDArray[Any]]
    left_out: int


def decided(state: State, query: Query) -> Decided:
    """Amounts, owners and companies are those of the opening; a company's own fields as of the question."""
    asked = asked_as_one(state, query, "win_rate")
    rows = compiled(asked).select("id", "at", "kind")
    opened = openings(asked)
    rows = rows.left_join(opened, rows.id == opened.opening_of).drop("opening_of")
    everyone, rows = rows, rows.filter(rows.opened_at.notnull())
    table = _described(asked, rows).to_pyarrow()
    opening, closing = (np.asarray(table[name].to_numpy(), dtype=np.int64) for name in ("opened_at", "at"))
    days = np.maximum(days_between(opening, closing, query.zone), 0)
    moments = [(EPOCH + timedelta(microseconds=int(at))).astimezone(query.tzinfo) for at in opening]
    known = {factor: _names(table[f"level:{factor}"]) for factor in AT_OPENING}
    known["weekday"] = np.array([WEEKDAYS[moment.weekday()] for moment in moments], dtype=object)
    return Decided(
        np.asarray(table["id"].to_numpy(), dtype=np.int64),
        np.array([kind == "won" for kind in table["kind"].to_pylist()], dtype=np.bool_),
        days,
        np.array([moment.year * 12 + moment.month - 1 for moment in moments], dtype=np.int64),
        known,
        int(everyone.count().to_pyarrow().as_py()) - table.num_rows,
    )


def _described(asked: Ask, rows: Any) -> Any:
    """rows with level:FACTOR, as each was when it was opened."""
    spans = asked.history("opportunity")
    columns = ("company_id", "amount_minor", "currency", "owner_id", "source_id", "stage_id")
    spans = spans.select(span_of="id", from_="valid_from", **{name: name for name in columns})
    then = rows.inner_join(spans, [rows.id == spans.span_of, rows.opened_at == spans.from_])
    then = then.mutate(
        closed_at=then["at"], ended=then.kind, owner_then=then.owner_id, stage_then=then.stage_id
    )
    # As a flow of the opening's instant, so that rates and owners are of that day.
    then = then.mutate(at=then.opened_at, stage_since=then.opened_at, kind=ibis.literal("opening"))
    then = priced(asked, then.mutate(weight_e4=ibis.literal(0, "int64")))
    for factor in AT_OPENING:
        then = dimension_named(asked, factor).describe(asked, then)
        level = ibis.coalesce(then.name, NOT_RECORDED)
        then = then.mutate(**{f"level:{factor}": level}).drop("key", "name")
    levels = [f"level:{factor}" for factor in AT_OPENING]
    then = then.mutate(at=then.closed_at, kind=then.ended)
    return then.select("id", "at", "opened_at", "kind", *levels).order_by("id")


def _names(column: pyarrow.ChunkedArray) -> NDArray[Any]:
    return np.array(column.to_pylist(), dtype=object)
