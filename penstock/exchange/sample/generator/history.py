"""From what happens on which day to facts, and from facts to the row that they give."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from penstock.exchange.sample.generator.tables import Fact, Value


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a record, perhaps after today; `day` counts from the first day of the simulation,
    `recorded` is the day it was entered. Without an actor it is the owner's doing."""

    day: float
    changes: dict[str, Value]
    recorded: float | None = None
    actor: int | None = None


def fold(facts: Iterable[Fact]) -> dict[str, Value]:
    """The values that the facts of one record leave, as LEDGER.md has it: greatest valid_at, recorded_at, position."""
    values: dict[str, Value] = {}
    for fact in sorted(facts, key=moments):
        values.update(fact.changes)
    return values


def moments(fact: Fact) -> tuple[datetime, datetime]:
    """When it was true, when it was recorded: the order of facts."""
    return fact.valid_at, fact.recorded_at
