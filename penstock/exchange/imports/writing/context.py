"""What every step of a run knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from penstock.foundation.base.ledger import Actor, Cause, writing


@dataclass(slots=True)
class RunContext:
    """One run: who, which, when; the namespace of foreign ids; the kinds that have rows; what is to be told."""

    run_id: int
    actor: Actor
    source: str
    now: datetime
    zone: tzinfo
    currency: str
    kinds: frozenset[str]
    pipeline: str | None = None
    pipeline_hint: str = ""
    earliest: datetime | None = None
    warnings: list[str] = field(default_factory=list)
    created: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    implied: dict[str, int] = field(default_factory=dict)

    def imply(self, what: str, count: int) -> None:
        """Records that no row is about, but that rows name."""
        if count:
            self.implied[what] = self.implied.get(what, 0) + count

    def warn(self, message: str) -> None:
        """Something that the person should look at."""
        if message not in self.warnings:
            self.warnings.append(message)


@contextmanager
def as_import(context: RunContext, is_day: bool = False) -> Iterator[None]:
    """Facts written inside are this run's, precise to the instant or to the day."""
    with writing(context.actor, Cause("import", context.run_id), precision="day" if is_day else "instant"):
        yield
