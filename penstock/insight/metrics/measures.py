"""How rows become a number: sums that add up over cells, and samples that are looked at whole. No Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from penstock.insight.metrics.answer import Value
from penstock.insight.metrics.calendar import days_between
from penstock.insight.metrics.query import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from penstock.insight.metrics.asking import Ask

Expression = Callable[[Any], Any]
ENOUGH_FOR_A_RANGE = 6  # of fewer, the whole range holds the median less often than 95 times of 100
ENOUGH_FOR_A_RATE = 20
ENOUGH_EVENTS = 10
ENOUGH_TO_LEARN = 30


@dataclass(frozen=True, slots=True)
class Sums:
    """Whole numbers summed by the engine, cell by cell; `finish` makes a value of the sums."""

    parts: Mapping[str, Expression]
    finish: Callable[[Mapping[str, int]], Value]


@dataclass(frozen=True, slots=True)
class Sample:
    """Columns fetched row by row; `finish` makes a value of those of one cell."""

    columns: Mapping[str, Expression]
    finish: Callable[["Ask", "Mapping[str, NDArray[Any]]"], Value]


@dataclass(frozen=True, slots=True)
class Composed:
    """Other metrics, asked the same question; `finish` makes a value of theirs. asks: which metric a name in `of` stands
    for, and under which further conditions, where it is not the metric's own."""

    of: tuple[str, ...]
    finish: Callable[[Mapping[str, Value]], Value]
    asks: Mapping[str, tuple[str, tuple[Condition, ...]]] = field(default_factory=dict)


Measure = Sums | Sample | Composed


def one(rows: Any) -> Any:
    """1 for each row."""
    return rows.id.notnull().cast("int64")


def count() -> Sums:
    return Sums({"n": one}, lambda sums: Value(sums["n"], sums["n"]))


def total(column: str) -> Sums:
    """The sum of a column."""
    return Sums({"n": one, "sum": lambda rows: rows[column]}, lambda sums: Value(sums["sum"], sums["n"]))


def share(hit: Expression, noun: str) -> Sums:
    """Of all rows, those that `hit`; with Wilson's interval."""
    return Sums(
        {"n": one, "k": lambda rows: hit(rows).cast("int64")},
        lambda sums: rate(sums["k"], sums["n"], noun),
    )


def rate(k: int, n: int, noun: str) -> Value:
    """k of n as a share, stated from 20 on (METRICS, 5)."""
    from penstock.foundation.statistics.proportions import wilson

    if not n:
        return Value(None, 0, why_not=f"0 {noun}")
    bounds = wilson(k, n)
    why_not = f"{n} of {ENOUGH_FOR_A_RATE} {noun}" if n < ENOUGH_FOR_A_RATE else None
    return Value(k / n, n, bounds.low, bounds.high, why_not, {"k": k})


def share_of_sum(column: str, hit: Expression, noun: str) -> Sums:
    """Of the sum of a column, the part of the rows that `hit`."""

    def finish(sums: Mapping[str, int]) -> Value:
        if not sums["all"]:
            return Value(None, sums["n"], why_not=f"0 {noun} with an amount")
        why_not = f"{sums['n']} of {ENOUGH_FOR_A_RATE} {noun}" if sums["n"] < ENOUGH_FOR_A_RATE else None
        return Value(sums["hit"] / sums["all"], sums["n"], why_not=why_not)

    return Sums(
        {
            "n": one,
            "all": lambda rows: rows[column],
            "hit": lambda rows: rows[column] * hit(rows).cast("int64"),
        },
        finish,
    )


def mean_of(column: str, noun: str) -> Sample:
    """The mean of a column, with Student's interval."""
    return Sample({"value": lambda rows: rows[column]}, lambda ask, cell: _mean(cell["value"], noun))


def median_of(column: str, noun: str) -> Sample:
    """The median of a column, with the interval of order statistics."""
    return Sample({"value": lambda rows: rows[column]}, lambda ask, cell: _median(cell["value"], noun))


def _mean(values: "NDArray[Any]", noun: str) -> Value:
    from penstock.foundation.statistics.location import mean

    if values.size < 2:
        return Value(float(values[0]), 1) if values.size else Value(None, 0, why_not=f"0 {noun}")
    found = mean(values)
    return Value(found.value, found.n, found.low, found.high)


def _median(values: "NDArray[Any]", noun: str) -> Value:
    from penstock.foundation.statistics.location import median

    if not values.size:
        return Value(None, 0, why_not=f"0 {noun}")
    found = median(values)
    if found.n < ENOUGH_FOR_A_RANGE:
        return Value(found.value, found.n)
    return Value(found.value, found.n, found.low, found.high)


def days(start: str, end: str, middle: str, noun: str) -> Sample:
    """Days from one column of instants to another: the median (or mean), and the other in the details, with how many end
    before they begin."""

    def finish(ask: "Ask", cell: "Mapping[str, NDArray[Any]]") -> Value:
        lengths = days_between(cell["start"], cell["end"], ask.query.zone)
        values = {"mean": _mean(lengths, noun), "median": _median(lengths, noun)}
        chosen = values[middle]
        told = {name: value.value for name, value in values.items()}
        told |= {"backwards": int((lengths < 0).sum())}
        return Value(chosen.value, chosen.n, chosen.low, chosen.high, chosen.why_not, told)

    return Sample({"start": lambda rows: rows[start], "end": lambda rows: rows[end]}, finish)


def survival(start: str, end: Expression, noun: str, *, per_day: int = 1) -> Sample:
    """Kaplan-Meier from `start` to `end` (NULL: still waiting, counted until the instant asked about): the median,
    with the 80th percentile in the details. per_day: 24 for hours."""

    def finish(ask: "Ask", cell: "Mapping[str, NDArray[Any]]") -> Value:
        from penstock.foundation.statistics.survival import kaplan_meier

        waiting = cell["end"] == NEVER
        ends = cell["end"].copy()
        ends[waiting] = ask.as_of
        lengths = days_between(cell["start"], ends, ask.query.zone) * per_day
        if not lengths.size:
            return Value(None, 0, why_not=f"0 {noun}")
        curve = kaplan_meier(lengths, ~waiting)
        middle, late = curve.percentile(0.5), curve.percentile(0.8)
        details = {
            "events": curve.events,
            "waiting": int(waiting.sum()),
            "p80": late.value,
            "longest": curve.longest,
        }
        why_not = f"{curve.events} of {ENOUGH_EVENTS} {noun}" if curve.events < ENOUGH_EVENTS else None
        if middle.value is None and why_not is None:
            why_not = f"> {curve.longest:.0f} {'days' if per_day == 1 else 'hours'}"
        return Value(middle.value, curve.n, middle.low, middle.high, why_not, details)

    return Sample({"start": lambda rows: rows[start], "end": lambda rows: _or_never(end(rows))}, finish)


# Stands for "not yet" in a column of instants, since numpy's whole numbers know no NULL.
NEVER = -(2**62)


def _or_never(at: Any) -> Any:
    import ibis

    return ibis.coalesce(at, ibis.literal(NEVER, "int64"))


def per_company(noun: str) -> Sample:
    """The sum of amounts over the number of different companies."""

    def finish(ask: "Ask", cell: "Mapping[str, NDArray[Any]]") -> Value:
        import numpy

        companies = int(numpy.unique(cell["company"]).size)
        if not companies:
            return Value(None, 0, why_not=f"0 {noun}")
        return Value(float(cell["value"].sum()) / companies, companies)

    return Sample({"company": lambda rows: rows.company_id, "value": lambda rows: rows.value_minor}, finish)


def different_companies() -> Sample:
    """How many different companies there are."""

    def finish(ask: "Ask", cell: "Mapping[str, NDArray[Any]]") -> Value:
        import numpy

        companies = int(numpy.unique(cell["company"]).size)
        return Value(companies, companies)

    return Sample({"company": lambda rows: rows.company_id}, finish)
