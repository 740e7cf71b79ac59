"""Periods: half-open [start, end) in the workspace's zone, and the instants that a date means (LEDGER.md, 2)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """00:00 of a day in a zone, as an aware instant."""
    return datetime.combine(day, time(), tzinfo=zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a day: what --as-of DATE, --known DATE and --to DATE mean."""
    return start_of_day(day + timedelta(days=1), zone) - timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to, not including, `end`, in `zone`."""

    start: date
    end: date
    zone: ZoneInfo

    @property
    def starts_at(self) -> datetime:
        return start_of_day(self.start, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the period."""
        return start_of_day(self.end, self.zone)

    @property
    def before(self) -> "Period":
        """The one of as many days that ends where this one starts."""
        return Period(self.start - (self.end - self.start), self.start, self.zone)

    @property
    def year_before(self) -> "Period":
        """The same days a year earlier; 29 February is the 28th there. ValueError before the year 1."""
        return Period(_year_before(self.start), _year_before(self.end), self.zone)

    def contains(self, instant: datetime) -> bool:
        return self.starts_at <= instant < self.ends_at


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
