"""Words of an address or a command line, made into the parts of a query. No Django."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import cast, get_args
from zoneinfo import ZoneInfo

from penstock.foundation.base.values.period import Period, end_of_day
from penstock.insight.metrics.query import Condition, Grain, WrongQuestion

EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)


def day_of(text: str, name: str) -> date:
    """2026-03-01. Raises WrongQuestion naming what was asked."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise WrongQuestion(f"{name}: {text!r} is not a day such as 2026-03-01", name) from None
    if not EARLIEST <= day < LATEST:
        raise WrongQuestion(f"{name}: there is no record of {text}", name)
    return day


def period_of(since: str, until: str, zone: ZoneInfo, now: datetime) -> Period | None:
    """From the 00:00 of a day to the end of another, that day included; from the beginning, or until today, where one is
    left out."""
    if not since and not until:
        return None
    start = day_of(since, "from") if since else EARLIEST
    end = day_of(until, "to") if until else now.astimezone(zone).date()
    if end < start:
        raise WrongQuestion(f"the period ends ({end}) before it begins ({start})", "to")
    return Period(start, end + timedelta(days=1), zone)


def instant_of(text: str, name: str, zone: ZoneInfo) -> datetime:
    """A day means its last microsecond (LEDGER, 2); an instant itself."""
    if "T" not in text:
        return end_of_day(day_of(text, name), zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongQuestion(
            f"{name}: {text!r} is not an instant such as 2026-03-01T14:00:00Z", name
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def known_of(text: str | None, as_of: datetime | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """None: all that is known by now; "then" or "yes": what was known at the instant asked about."""
    if not text:
        return None
    return as_of or now if text in ("then", "yes") else instant_of(text, "known", zone)


def conditions_of(texts: Iterable[str]) -> tuple[Condition, ...]:
    """field=value, each; several of one field mean any of them."""
    wanted: dict[str, list[str]] = {}
    for text in texts:
        field, sign, value = text.partition("=")
        if not sign or not field.strip() or "\0" in text:
            raise WrongQuestion(f"{text!r} is not FIELD=VALUE", "where")
        wanted.setdefault(field.strip(), []).append(value.strip())
    return tuple(Condition(field, tuple(values)) for field, values in wanted.items())


def grain_of(text: str) -> Grain | None:
    """day, week, month, quarter, year, or empty."""
    if text and text not in get_args(Grain):
        raise WrongQuestion(f"there is no grain {text!r}; there are {', '.join(get_args(Grain))}", "grain")
    return cast(Grain, text) if text else None
