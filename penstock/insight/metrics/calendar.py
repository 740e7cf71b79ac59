"""Periods of a grain in a zone, and days between instants. No Django."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import Grain, micros

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Bucket:
    """One period of a grain, named as people do: 2026-03-01, 2026-W10, 2026-03, 2026-Q1, 2026. begins_late, ends_early: what was
    asked about cuts it off."""

    label: str
    period: Period
    begins_late: bool = False
    ends_early: bool = False

    @property
    def start(self) -> int:
        return micros(self.period.starts_at)

    @property
    def end(self) -> int:
        return micros(self.period.ends_at)


def buckets(period: Period, grain: Grain, *, week_start: int = 0, fiscal_start: int = 1) -> list[Bucket]:
    """The periods of a grain that a period touches, cut off at its ends. Quarters and years follow the fiscal year."""
    edges = _edges(period, grain, week_start, fiscal_start)
    return [
        Bucket(
            _label(first, grain, fiscal_start),
            Period(max(first, period.start), min(end, period.end), period.zone),
            begins_late=first < period.start,
            ends_early=period.end < end,
        )
        for first, end in pairwise(edges)
        if period.start < period.end
    ]


def to_its_end(period: Period, grain: Grain, *, week_start: int = 0, fiscal_start: int = 1) -> Period:
    """The period up to the end of the last one of the grain that it touches."""
    return Period(period.start, _edges(period, grain, week_start, fiscal_start)[-1], period.zone)


def _edges(period: Period, grain: Grain, week_start: int, fiscal_start: int) -> list[date]:
    edges = [_floor(period.start, grain, week_start, fiscal_start)]
    while edges[-1] < period.end:
        edges.append(_next(edges[-1], grain))
    return edges


def _floor(day: date, grain: Grain, week_start: int, fiscal_start: int) -> date:
    match grain:
        case "day":
            return day
        case "week":
            return day - timedelta(days=(day.weekday() - week_start) % 7)
        case "month":
            return day.replace(day=1)
    months = 3 if grain == "quarter" else 12
    back = (day.month - fiscal_start) % months
    return months_on(day.replace(day=1), -back)


def _next(day: date, grain: Grain) -> date:
    if grain in ("day", "week"):
        return day + timedelta(days=1 if grain == "day" else 7)
    return months_on(day, {"month": 1, "quarter": 3, "year": 12}[grain])


def months_on(day: date, months: int) -> date:
    """The first of a month, so many months later (or earlier)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _label(day: date, grain: Grain, fiscal_start: int) -> str:
    match grain:
        case "day":
            return day.isoformat()
        case "week":
            # ISO names weeks by their Thursday; a week that begins on another day has its Thursday too.
            year, week, _ = (day + timedelta(days=(3 - day.weekday()) % 7)).isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return f"{day:%Y-%m}"
    # A fiscal year is named after the calendar year in which it ends.
    first = _floor(day, "year", 0, fiscal_start)
    year = first.year if fiscal_start == 1 else first.year + 1
    return f"{year}-Q{((day.month - fiscal_start) % 12) // 3 + 1}" if grain == "quarter" else str(year)


def days_between(starts: "NDArray[Any]", ends: "NDArray[Any]", zone: str) -> "NDArray[Any]":
    """Fractional days from instants (microseconds); whole calendar days where both ends are days rather than instants,
    which they are at 00:00 of the zone, so that a change of clocks in between makes no day of 23 hours."""
    import numpy

    first, last = (numpy.asarray(edge, dtype="int64") for edge in (starts, ends))
    days: NDArray[Any] = (last - first) / DAY
    # Only an instant of whole steps, of which all distances from UTC are, can be 00:00 of the zone: mostly few, and only those are
    # looked at.
    step = _step(zone)
    maybe = numpy.flatnonzero((first % step == 0) & (last % step == 0))
    local = [_local(edge[maybe], zone) for edge in (first, last)]
    whole = (local[0] % DAY == 0) & (local[1] % DAY == 0)
    days[maybe[whole]] = ((local[1] - local[0]) // DAY)[whole]
    return days


def local_days(at: "NDArray[Any]", zone: str) -> "NDArray[Any]":
    """The day of the zone in which each instant (microseconds) lies, in days since 1970."""
    import numpy

    days: NDArray[Any] = _local(numpy.asarray(at, dtype="int64"), zone) // DAY
    return days


def months_of(days: "NDArray[Any]") -> "NDArray[Any]":
    """Of days since 1970, the month of each: 12 * year + month - 1."""
    months: NDArray[Any] = days.astype("datetime64[D]").astype("datetime64[M]").astype("int64") + 1970 * 12
    return months


def _local(at: "NDArray[Any]", zone: str) -> "NDArray[Any]":
    import numpy

    if not at.size:
        return at
    changes, offsets = _offsets(zone)
    # A few years have few changes, and to look through those is quicker.
    first, last = (bisect_right(changes, int(edge)) for edge in (at.min(), at.max()))
    place = numpy.searchsorted(numpy.asarray(changes[first:last], dtype="int64"), at, side="right")
    shifted: NDArray[Any] = at + numpy.asarray(offsets[first : last + 1], dtype="int64")[place]
    return shifted


@lru_cache(maxsize=8)
def _step(zone: str) -> int:
    """The greatest time of which a day and every distance of the zone from UTC is a multiple."""
    return gcd(DAY, *_offsets(zone)[1])


@lru_cache(maxsize=8)
def _offsets(zone: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """When a zone's distance from UTC changes, and what it is before, between and after, in microseconds."""
    found = list(_changes(ZoneInfo(zone)))
    return tuple(at for at, _ in found[1:]), tuple(offset for _, offset in found)


def _changes(zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    day = datetime(1970, 1, 1, tzinfo=UTC)
    last = _offset(day, zone)
    yield micros(day), last
    while day.year < 2100:
        following = day + timedelta(days=7)
        if _offset(following, zone) != last:
            # Clocks change at a whole minute; look for the first one with the new distance.
            minutes = bisect_right(range(7 * 1440), last, key=lambda m, d=day, o=last: o if _offset(d + timedelta(minutes=m), zone) == o else 2**62)  # type: ignore[misc]  # fmt: skip
            changed = day + timedelta(minutes=minutes)
            last = _offset(following, zone)
            yield micros(changed), last
        day = following


def _offset(at: datetime, zone: ZoneInfo) -> int:
    shift = at.astimezone(zone).utcoffset()
    assert shift is not None
    return (shift.days * 86_400 + shift.seconds) * 1_000_000


def span_of(first: int, last: int, zone: ZoneInfo) -> Period:
    """The days of a zone that hold both instants."""
    days = [datetime.fromtimestamp(at // 1_000_000, zone).date() for at in (first, last)]
    return Period(days[0], days[1] + timedelta(days=1), zone)
