"""The decided of a question with what was known of each at its opening, and what only later. No Django."""

from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow
import pyarrow.compute as pc
from numpy.typing import NDArray

from penstock.insight.metrics.asking import NOT_RECORDED, Ask
from penstock.insight.metrics.calendar import days_between, local_days, months_of
from penstock.insight.metrics.columns import narrowed, numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.dimensions import dimension_named
from penstock.insight.metrics.lives import openings
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.plans import fetched, gathered
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State
from penstock.insight.winloss.drivers import Coding, Levels

# What is known when an opportunity is opened, as dimensions of the metrics: what follows from whom or what it points to, and what
# is its own.
POINTS_TO = {
    "source_id": ("source",),
    "company_id": ("company_size", "industry", "country"),
    "owner_id": ("owner",),
}
ITS_OWN = ("customer", "amount_band")
AT_OPENING = ("source", "customer", "company_size", "industry", "country", "amount_band", "owner")
NOTHING = -1
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
    pointed = {column: _pointed(asked, column) for column in POINTS_TO}
    codings = {factor: Coding() for factor in own_of(asked)}

    def take(rows: pyarrow.Table) -> tuple[NDArray[Any], ...]:
        beside = np.minimum(numbers(rows, "colleagues"), len(TEAM_SIZES) - 1)
        codes = [coding.of(rows[f"level:{factor}"]) for factor, coding in codings.items()]
        for column, one in pointed.items():
            codes += one.codes_of(numbers(rows, column, NOTHING))
        won = np.asarray(pc.equal(rows["kind"], "won").to_numpy(), dtype=np.bool_)
        return *(numbers(rows, name) for name in ("id", "opened_at", "at")), won, narrowed(beside), *codes

    rows = gathered(asked, "described", lambda: _described(asked), take)
    order = np.argsort(rows[0])
    id, opening, closing, won, beside, *codes = (column[order] for column in rows)
    first, last = (local_days(at, query.zone) for at in (opening, closing))
    words = {factor: coding.words for factor, coding in codings.items()}
    words |= {factor: level.words for one in pointed.values() for factor, level in one.levels.items()}
    levels = {factor: Levels(words[factor], of) for factor, of in zip(words, codes, strict=True)}
    known = {factor: levels[factor] for factor in factors_of(asked)}
    known["weekday"] = Levels(np.array(WEEKDAYS), (first + THURSDAY) % len(WEEKDAYS))
    known["team_size"] = Levels(np.array(TEAM_SIZES), beside)
    everyone = fetched(asked, "everyone", lambda: compiled(asked).aggregate(n=ibis._.count()))["n"][0].as_py()
    return Decided(
        id,
        won,
        np.maximum(days_between(opening, closing, query.zone), 0),
        opening,
        closing,
        months_of(first),
        months_of(last),
        known,
        int(everyone) - id.size,
    )


@dataclass(frozen=True, slots=True)
class Pointed:
    """What follows from the things that a column points to: their ids in order, and of each factor the level of each."""

    ids: NDArray[Any]
    levels: dict[str, Levels]

    def codes_of(self, ids: NDArray[Any]) -> list[NDArray[Any]]:
        """Of each factor, the levels of those that point to `ids`."""
        place = np.searchsorted(self.ids, ids)
        return [level.codes[place] for level in self.levels.values()]


def _pointed(asked: Ask, column: str) -> Pointed:
    table = fetched(asked, ("things", column), lambda: _things(asked, column))
    ids = numbers(table, column, NOTHING)
    order = np.argsort(ids)
    return Pointed(
        ids[order], {factor: _levels(table, factor).of_cases(order) for factor in POINTS_TO[column]}
    )


def _levels(table: pyarrow.Table, factor: str) -> Levels:
    found = Levels.coded(table[f"level:{factor}"].combine_chunks())
    return Levels(found.words, narrowed(found.codes))


def _things(asked: Ask, column: str) -> Any:
    """Whatever any pointed to when it was opened, nothing among them, described once however many point to it."""
    things = _opened(asked).select(column).distinct()
    if column == "owner_id":
        things = things.mutate(owner_then=things.owner_id)
    levels = (f"level:{factor}" for factor in POINTS_TO[column])
    return _with_levels(asked, things, POINTS_TO[column]).select(column, *levels)


def factors_of(asked: Ask) -> tuple[str, ...]:
    """What is known at the opening: always the same, and the choices that this company added (a product, say)."""
    added = asked.state.custom.get("opportunity", ())
    return AT_OPENING + tuple(
        f"custom.{column.name.removeprefix('custom_')}" for column in added if column.type == "string"
    )


def own_of(asked: Ask) -> tuple[str, ...]:
    """Those of them that follow from nothing that it points to."""
    return ITS_OWN + factors_of(asked)[len(AT_OPENING) :]


def _described(asked: Ask) -> Any:
    """Those whose opening is recorded, as each was then: whom or what it pointed to, and level:FACTOR of what is its own."""
    rows, opened = compiled(asked).select("id", "at", "kind"), _opened(asked)
    then = rows.inner_join(opened, rows.id == opened.span_of)
    then = then.mutate(
        closed_at=then["at"], ended=then.kind, owner_then=then.owner_id, stage_then=then.stage_id
    )
    # As a flow of the opening's instant, so that rates are of that day.
    then = then.mutate(at=then.opened_at, stage_since=then.opened_at, kind=ibis.literal("opening"))
    then = priced(asked, then.mutate(weight_e4=ibis.literal(0, "int64")))
    then = _with_levels(asked, then, own_of(asked))
    levels = [f"level:{factor}" for factor in own_of(asked)]
    then = _with_colleagues(asked, then.mutate(at=then.closed_at, kind=then.ended))
    return then.select("id", "at", "opened_at", "kind", "colleagues", *POINTS_TO, *levels)


def _with_levels(asked: Ask, rows: Any, factors: tuple[str, ...]) -> Any:
    for factor in factors:
        rows = dimension_named(asked, factor).describe(asked, rows)
        level = ibis.coalesce(rows.name, NOT_RECORDED)
        rows = rows.mutate(**{f"level:{factor}": level}).drop("key", "name")
    return rows


def _opened(asked: Ask) -> Any:
    """When each was opened, and what it was then."""
    added = [factor.replace(".", "_") for factor in factors_of(asked)[len(AT_OPENING) :]]
    return asked.leaf(
        "_".join(["as_opened", *added]), lambda: _as_opened(asked, added), ("opportunity", "span_of")
    )


def _as_opened(asked: Ask, added: list[str]) -> Any:
    opened, spans = openings(asked).select("opening_of", "opened_at"), asked.history("opportunity")
    columns = ["company_id", "amount_minor", "currency", "owner_id", "source_id", "stage_id", *added]
    spans = spans.select(span_of="id", from_="valid_from", **{name: name for name in columns})
    found = spans.inner_join(opened, [spans.span_of == opened.opening_of, spans.from_ == opened.opened_at])
    return found.select("span_of", "opened_at", *columns)


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
