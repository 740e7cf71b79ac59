"""`as_of` and `known`: the instants that a request asks about (LEDGER.md, 2)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.values.period import end_of_day

# Before the first of anything, and far enough from year 1 that no zone leads out of the calendar.
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Instants:
    """valid None: the present. known None: with all that is known by now."""

    valid: datetime | None = None
    known: datetime | None = None

    @property
    def doors(self) -> dict[str, datetime | None]:
        """As the rooms' queries take them."""
        return {"valid": self.valid, "known": self.known}


def instants_of(as_of: str, known: str, zone: ZoneInfo, now: datetime) -> Instants:
    """as_of: a date (its last microsecond in the workspace's zone) or an instant; empty or not yet over: the present.
    known: the same, or "yes" for as_of itself. Raises Refused for anything else."""
    valid = _instant(as_of, "as_of", zone) if as_of else None
    if valid is None or valid >= now:
        valid = None
    if not known:
        return Instants(valid)
    if valid is None:
        raise Refused("What was known is asked of the past only: give as_of too.", field="known")
    return Instants(valid, valid if known == "yes" else _instant(known, "known", zone))


def _instant(text: str, name: str, zone: ZoneInfo) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _moment(text, name, zone)
    return end_of_day(_within(day, name), zone)


def _moment(text: str, name: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused("Give a date (2026-09-01) or an instant (2026-09-01T14:00:00Z).", field=name) from error
    _within(moment.date(), name)
    # In UTC, because PostgreSQL knows no offsets beyond 16 hours and ISO 8601 does.
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _within(day: date, name: str) -> date:
    if not EARLIEST <= day < date(9999, 1, 1):
        raise Refused("There is no record of that time.", field=name)
    return day
