"""The one question: what a screen, the API, the command line, an export and an alert all ask with. No Django."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from penstock.foundation.base.values.period import Period
from penstock.insight.mirror.tables import NEWEST

if TYPE_CHECKING:
    from penstock.insight.metrics.catalogue import Metric

Grain = Literal["day", "week", "month", "quarter", "year"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class WrongQuestion(ValueError):
    """The question can't be asked so: an unknown metric, field or value. field: which part of it is wrong."""

    def __init__(self, why: str, field: str = "metric") -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True, slots=True)
class Scope:
    """What the asker may see: everything; or what these users own, what the asker takes part in (`user_id`), what
    nobody owns but a company of theirs has, and, with `sees_ownerless`, all that nobody owns."""

    is_all: bool
    user_ids: frozenset[int] = frozenset()
    sees_ownerless: bool = False
    user_id: int | None = None


EVERYTHING = Scope(is_all=True)


@dataclass(frozen=True, slots=True)
class Condition:
    """One of these values, each the name of a thing or its id. "not recorded" asks for the empty."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A metric, of whom, when, and by what. period None: all time. as_of None: now; known None: all that is known by
    now (LEDGER, 2). zone: IANA name; currency: ISO 4217 of every amount in the answer."""

    metric: str
    scope: Scope
    now: datetime
    zone: str
    currency: str
    period: Period | None = None
    grain: Grain | None = None
    by: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    as_of: datetime | None = None
    known: datetime | None = None
    # The metric itself, where it is none of the catalogue's (own.py).
    own: "Metric | None" = None

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def as_of_micros(self) -> int:
        return micros(self.as_of or self.now)

    @property
    def known_micros(self) -> int:
        return NEWEST if self.known is None else micros(self.known)


def micros(instant: datetime) -> int:
    """Microseconds since 1970, exactly."""
    since = instant - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant(at: int) -> datetime:
    """The way back, in UTC."""
    seconds, rest = divmod(at, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
