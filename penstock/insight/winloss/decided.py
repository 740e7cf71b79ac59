"""The decided of a question with what was known of each at its opening, and what only later. No Django."""

from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from penstock.insight.metrics.asking import NOT_RECORDED, Ask
from penstock.insight.metrics.calendar import days_between, local_days, months_of
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.dimensions import dimension_named
from penstock.insight.metrics.lives import openings
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State
from penstock.insight.winloss.drivers import Levels

# What is known when an opportunity is opened, as dimensions of the metrics.
AT_OPENING = ("source", "customer", "company_size", "industry", "country", "amount_band", "owner")
TEAM_SIZES = ("alone", "two", "three or more")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
THURSDAY = 3  # the first day of 1970


@dataclass(frozen=True, slots=True)
class Decided:
    """In order of id, a row for each opportunity that was won or lost in the period and whose opening is recorded. known: its
    levels by factor; opened, closed: microseconds; month, closed_month: months since year 0 of its opening and its closing;
    days: from opened to closed."""

    id: NDArray[Any]
    won: NDArray[Any]
    days: NDArray[Any]
    opened: NDArray[Any]
    closed: NDArray[Any]
    month: NDArray[Any]
    closed_month: NDArray[Any]
    known: dict[str, Levels]
    left_out: int


def decided(state: State, query: Query) -> Decided:
    """Amounts, owners and companies are those of the opening; a company's own fields as of the question."""
    asked = asked_as_one(state, query, "win_rate")
    table = fetched(asked, "described", lambda: _described(asked, _closed(asked)))
    order = np.argsort(numbers(table, "id"))
    everyone = fetched(asked, "everyone", lambda: compiled(asked).aggregate(n=ibis._.count()))["n"][0].as_py()
    id, opening, closing, colleagues = (
        numbers(table, name)[order] for name in ("id", "opened_at", "at", "colleagues")
    )
    days = np.maximum(days_between(opening, closing, query.zone), 0)
    first, last = (local_days(at, query.zone) for at in (opening, closing))
    known = {
        factor: Levels.coded(table[f"level:{factor}"].combine_chunks()).of_cases(order)
        for factor in factors_of(asked)
    }
    known["weekday"] = Levels(np.array(WEEKDAYS), (first + THURSDAY) % len(WEEKDAYS))
    beside = np.minimum(colleagues, len(TEAM_SIZES) - 1)
    known["team_size"] = Levels(np.array(TEAM_SIZES), beside)
    return Decided(
        id,
        np.asarray(pc.equal(table["kind"], "won").to_numpy(), dtype=np.bool_)[order],
        days,
        opening,
        closing,
        months_of(first),
        months_of(last),
        known,
        int(everyone) - table.num_rows,
    )


def factors_of(asked: Ask) -> tuple[str, ...]:
    """What is known at the opening: always the same, and the choices that this company added (a product, say)."""
    added = asked.state.custom.get("opportunity", ())
    return AT_OPENING + tuple(
        f"custom.{column.name.removeprefix('custom_')}" for column in added if column.type == "string"
    )


def _closed(asked: Ask) -> Any:
    """Those whose opening is recorded."""
    rows, opened = compiled(asked).select("id", "at", "kind"), openings(asked)
    rows = rows.left_join(opened, rows.id == opened.opening_of).drop("opening_of", "opened_by", "opened_in")
    return rows.filter(rows.opened_at.notnull())


def _described(asked: Ask, rows: Any) -> Any:
    """rows with level:FACTOR, as each was when it was opened."""
    factors = factors_of(asked)
    added = [f.replace(".", "_") for f in factors if f.startswith("custom.")]
    opened = asked.leaf(
        "_".join(["as_opened", *added]), lambda: _as_opened(asked, added), ("opportunity", "span_of")
    )
    then = rows.inner_join(opened, rows.id == opened.span_of)
    then = then.mutate(
        closed_at=then["at"], ended=then.kind, owner_then=then.owner_id, stage_then=then.stage_id
    )
    # As a flow of the opening's instant, so that rates and owners are of that day.
    then = then.mutate(at=then.opened_at, stage_since=then.opened_at, kind=ibis.literal("opening"))
    then = priced(asked, then.mutate(weight_e4=ibis.literal(0, "int64")))
    for factor in factors:
        then = dimension_named(asked, factor).describe(asked, then)
        level = ibis.coalesce(then.name, NOT_RECORDED)
        then = then.mutate(**{f"level:{factor}": level}).drop("key", "name")
    levels = [f"level:{factor}" for factor in factors]
    then = _with_colleagues(asked, then.mutate(at=then.closed_at, kind=then.ended))
    return then.select("id", "at", "opened_at", "kind", "colleagues", *levels)


def _as_opened(asked: Ask, added: list[str]) -> Any:
    """What each was when it was opened."""
    opened, spans = openings(asked).select("opening_of", "opened_at"), asked.history("opportunity")
    columns = ["company_id", "amount_minor", "currency", "owner_id", "source_id", "stage_id", *added]
    spans = spans.select(span_of="id", from_="valid_from", **{name: name for name in columns})
    found = spans.inner_join(opened, [spans.span_of == opened.opening_of, spans.from_ == opened.opened_at])
    return found.select("span_of", *columns)


def _with_colleagues(asked: Ask, rows: Any) -> Any:
    """rows with how many beside the owner took part when each was opened."""
    counts = asked.leaf("colleagues", lambda: _colleagues(asked), ("opportunity", "counted"))
    found = rows.left_join(counts, rows.id == counts.counted)
    return found.mutate(colleagues=ibis.coalesce(found.colleagues_, 0)).drop("counted", "colleagues_")


def _colleagues(asked: Ask) -> Any:
    opened, parts = openings(asked), asked.history("opportunity_user")
    parts = parts.select(
        part_of=parts.opportunity_id, who=parts.user_id, from_=parts.valid_from, to_=parts.valid_to
    )
    joined = parts.inner_join(
        opened,
        [parts.part_of == opened.opening_of, opened.opened_at >= parts.from_, opened.opened_at < parts.to_],
    )
    beside = joined.filter(~ibis.coalesce(joined.who == joined.opened_by, False))
    return beside.group_by(counted=beside.part_of).aggregate(colleagues_=beside.who.nunique())
