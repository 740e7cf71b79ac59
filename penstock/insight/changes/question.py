"""What is asked of the bridge, and what it answers. Money is in minor units. No Django."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.answer import LeftOut
from penstock.insight.metrics.asking import Ask, ask
from penstock.insight.metrics.catalogue import metric_named
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.mirror.state import State

# In the order in which they are drawn.
BARS = (
    "corrected", "new", "reopened", "restored", "entered the filter", "pulled in", "grown", "exchange rate", "shrunk",
    "pushed out", "left the filter", "removed", "lost", "won",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bridge:
    """What is asked: the query's `as_of` is the later instant, `since` the earlier one.

    window: only what is expected to close in it. as_known: each end as it was believed then (the query's `known` is not
    asked too), with the bar `corrected`.
    """

    query: Query
    since: datetime
    window: Period | None = None
    as_known: bool = False

    def ends(self, state: State) -> tuple[Ask, Ask, Ask]:
        """The question at the earlier instant as it was known, at the earlier as it is known for the later, and at the
        later. WrongQuestion where the instants are not in order."""
        until = self.query.as_of or self.query.now
        if self.since > until:
            raise WrongQuestion("the bridge leads from an earlier day to a later one")
        known = until if self.as_known else self.query.known
        metric = metric_named("pipeline_value")
        first = self.since if self.as_known else known
        believed, before, after = (
            ask(state, replace(self.query, metric=metric.name, as_of=at, known=seen), metric, is_planned=True)
            for at, seen in ((self.since, first), (self.since, known), (until, known))
        )
        return believed, replace(before, recipe=after.recipe, slot="before_"), after


@dataclass(frozen=True, slots=True)
class Stock:
    """What was open at one end: how many opportunities, and their worth."""

    n: int
    value: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the change: how many opportunities took part in it, and by how much it moved the value."""

    name: str
    n: int
    change: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Opening + bars = closing, exactly. movements: a table of id, at (microseconds), bar, change: every bar's rows."""

    opening: Stock
    bars: tuple[Bar, ...]
    closing: Stock
    movements: Any
    left_out: tuple[LeftOut, ...]
