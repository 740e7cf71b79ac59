"""What comes back: a number that can be believed, with all that it takes to believe it. Money is in minor units. No Django."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

INSTANT = timedelta(microseconds=1)  # the shortest time there is


@dataclass(frozen=True, slots=True)
class Value:
    """A number, the n it rests on, its 95 % interval where it has one, and whether n is enough to state it. details: what
    else the metric says (mean beside median, the open ones of a cohort)."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    why_not: str | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True, slots=True)
class Point:
    """The metric in one period of the grain: `label` names it, [start, end) are its instants. is_cut: only a part of it is asked
    about."""

    label: str
    start: datetime
    end: datetime
    value: Value
    is_cut: bool = False

    def is_whole(self, at: datetime) -> bool:
        """Whether it is all of a period and over at an instant: a day asked about is its last microsecond (LEDGER, 2), which is
        the last of the month or week that ends with it, too."""
        return not self.is_cut and self.end - at <= INSTANT


@dataclass(frozen=True, slots=True)
class Group:
    """The metric of one combination of the dimensions asked by: names, and the ids behind the names."""

    by: dict[str, str]
    keys: dict[str, str]
    value: Value
    series: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records are not in the number, and why."""

    why: str
    n: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A metric's answer. unit: count, share, money, days, hours, number, money_per_day; currency where it is money."""

    metric: str
    unit: str
    currency: str | None
    definition: str
    value: Value
    as_of: datetime
    known: datetime | None
    computed_at: datetime
    series: tuple[Point, ...] = ()
    groups: tuple[Group, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A record behind a number: what it is, the instant that counts it, what it adds, and why it is left out, if it is."""

    kind: str
    id: int
    at: datetime | None
    values: dict[str, Any]
    left_out: str | None
