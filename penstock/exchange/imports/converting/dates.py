"""Dates and times as people and systems write them, their order decided over a whole column."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from penstock.exchange.imports.converting.clocks import with_clock
from penstock.exchange.imports.converting.months import month_number
from penstock.exchange.imports.converting.numbers import remember_line
from penstock.exchange.imports.converting.spans import Span, has_span, span
from penstock.exchange.imports.converting.values import (
    Converter,
    Moment,
    Unconvertible,
    Value,
    remembered,
    shortened,
)
from penstock.exchange.imports.reading.values import Doubt

ORDERS = ("dmy", "mdy", "ymd")
TIME = r"(?:\s?(?:г\.?|р\.?))?(?:[T,\s]\s*(?:(?:um|at|à|a las|às|kl\.?|om|alle|ore|o|в|о)\s+)?(?P<time>\d{1,2}(?::|\.|h)\d{2}.*))?$"
NUMERIC = re.compile(r"(?P<a>\d{1,4})(?P<s>[-/. ]) ?(?P<b>\d{1,2})(?P=s) ?(?P<c>\d{1,4})\.?" + TIME)
COMPACT = re.compile(r"(?P<a>\d{4})(?P<b>\d{2})(?P<c>\d{2})" + TIME)
NAMED = re.compile(
    r"(?:[^\W\d]+\.?(?:,\s*|\s+))?(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?[-/\s.]*(?:de\s+|of\s+)?(?P<m>[^\W\d_]+)\.?,?[-/\s.]*(?:de\s+)?['’]?(?P<y>\d{4}|\d{2})\b,?"
    + TIME
)
NAMED_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<m>[^\W\d_]+)\.?[-/\s]*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?[-/\s]+(?P<y>\d{4}|\d{2})\b,?"
    + TIME
)
YEAR_NAMED = re.compile(r"(?P<y>\d{4})[-/.\s]+(?P<m>[^\W\d_]+)\.?[-/\s]+(?P<d>\d{1,2})\.?" + TIME)
HAN = re.compile(
    r"(?P<a>\d{4})\s?[年년]\s?(?P<b>\d{1,2})\s?[月월]\s?(?P<c>\d{1,2})\s?[日号號일]?\s*(?P<time>\d{1,2}:\d{2}.*)?$"
)
ISO_BASIC = re.compile(r"\d{8}T\d{4}(\d{2})?(\.\d+)?(Z|[-+]\d{2}(:?\d{2})?)?$", re.ASCII)
POINTED_TIME = re.compile(r"\d[T,\s]+(?!00[.h]00)\d{1,2}[.h]\d{2}\b")
SERIAL = re.compile(r"[2-7]\d{4}([.,]\d+)?$", re.ASCII)
SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 (a day of Excel has no zone)
TOSTRING = re.compile(
    r"\w{3} (?P<m>\w{3}) (?P<d>\d{1,2}) (?P<time>\d\d:\d\d:\d\d)(?: (?P<zone>[A-Z]{3,4}(?:[-+]\d\d:\d\d)?))? (?P<y>\d{4})$"
)
MOST_OF_SPAN = 24
# Before and after are years of other calendars (2567 is 2024 in Thailand, 1403 in Iran) and slips of the pen.
FIRST_YEAR, LAST_YEAR = 1899, 2299
EPOCH = re.compile(r"\d{10}$|\d{13}$|\d{10}\.\d+$", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateFormat:
    """How a column is read: the order of numeric dates, and whether its times are all midnight and mean days."""

    order: str = "ymd"
    only_days: bool = False


@dataclass(slots=True)
class DateEvidence:
    """What a whole column shows about the order of its dates."""

    only_dmy: int = 0
    only_mdy: int = 0
    has_times: bool = False
    has_points_only: bool = True
    dmy_lines: list[int] = field(default_factory=list)
    mdy_lines: list[int] = field(default_factory=list)
    open_lines: list[int] = field(default_factory=list)
    serial_lines: list[int] = field(default_factory=list)
    span_lines: list[int] = field(default_factory=list)

    def add(self, text: str, line: int) -> None:
        """Look at one cell."""
        bare = text.strip()
        if not self.has_times and shows_time(bare):
            self.has_times = True
        if bare[4:5] == "-" and len(bare) > 9:
            return
        match = NUMERIC.match(bare)
        if not match:
            if SERIAL.match(bare):
                remember_line(self.serial_lines, line)
            elif len(bare) < MOST_OF_SPAN and has_span(bare):
                remember_line(self.span_lines, line)
            return
        if len(match["a"]) > 2 or int(match["a"]) > 31 or len(match["c"]) in (1, 3):
            return
        first, second = int(match["a"]), int(match["b"])
        if first > 12 >= second:
            self.only_dmy += 1
            remember_line(self.dmy_lines, line)
        elif second > 12 >= first:
            self.only_mdy += 1
            remember_line(self.mdy_lines, line)
        elif first != second:
            self.has_points_only = self.has_points_only and match["s"] == "."
            remember_line(self.open_lines, line)

    def decide(self, column: str, neighbour: str | None = None) -> tuple[DateFormat, tuple[Doubt, ...]]:
        """The format and the doubts; `neighbour` is the order that other columns of the file show."""
        style, doubts = self.decide_order(column, neighbour)
        if self.serial_lines:
            message = f"“{column}” has numbers where dates belong; they are read as Excel counts days (45292 is 2024-01-01)"
            doubts = (*doubts, Doubt("dates", "", message, tuple(self.serial_lines)))
        if self.span_lines:
            message = f"“{column}” names months, quarters or weeks; of a planned day the last is taken, of what happened the first"
            doubts = (*doubts, Doubt("dates", "", message, tuple(self.span_lines)))
        return style, doubts

    def decide_order(self, column: str, neighbour: str | None) -> tuple[DateFormat, tuple[Doubt, ...]]:
        """The order of numeric dates."""
        only_days = not self.has_times
        if self.only_dmy and self.only_mdy:
            order, lines = (
                ("dmy", self.mdy_lines) if self.only_dmy >= self.only_mdy else ("mdy", self.dmy_lines)
            )
            message = (
                f"“{column}” has dates of both orders (day first and month first); say which with --dates"
            )
            return DateFormat(order, only_days), (Doubt("dates", "--dates", message, tuple(lines)),)
        if self.only_dmy or self.only_mdy:
            return DateFormat("dmy" if self.only_dmy else "mdy", only_days), ()
        if not self.open_lines:
            return DateFormat("ymd", only_days), ()
        if neighbour:
            message = f"“{column}” is read as {neighbour}, as the other dates of the file are"
            return DateFormat(neighbour, only_days), (Doubt("dates", "", message, tuple(self.open_lines)),)
        if self.has_points_only:
            message = f"“{column}” is read day first, as dates with points are"
            return DateFormat("dmy", only_days), (Doubt("dates", "", message, tuple(self.open_lines)),)
        message = (
            f"“{column}” can be read day first or month first; say which with --dates dmy or --dates mdy"
        )
        return DateFormat("dmy", only_days), (Doubt("dates", "--dates", message, tuple(self.open_lines)),)

    @property
    def shown_order(self) -> str | None:
        """The order, if the column shows one without contradiction."""
        if bool(self.only_dmy) == bool(self.only_mdy):
            return None
        return "dmy" if self.only_dmy else "mdy"


def shows_time(text: str) -> bool:
    """Whether there is a time of day other than midnight. An epoch is one."""
    if ":" not in text:
        if SERIAL.match(text):
            return bool(text[6:].strip("0"))
        return bool(EPOCH.match(text) or ISO_BASIC.match(text) or POINTED_TIME.search(text))
    clock = re.search(r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?", text)
    return (
        clock is not None and bool(clock[0].strip("0:.")) and not re.search(r"12:00(:00)?\s*AM", text, re.I)
    )


def moment_converter(style: DateFormat, zone: tzinfo) -> Converter[Moment]:
    """Text to Moment; a time without a zone is in `zone`, a date is 00:00 of its day there."""

    def convert(text: str) -> Moment:
        day, clock = parsed(text, style.order, lambda found: found[0])
        if clock is None or (style.only_days and clock.tzinfo is None):
            return Moment(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC), True)
        aware = clock if clock.tzinfo else clock.replace(tzinfo=zone)
        return Moment(aware.astimezone(UTC), False)

    return remembered(guarded(convert))


def day_converter(style: DateFormat) -> Converter[date]:
    """Text to a day; a time of day is dropped, as is its zone."""
    return remembered(guarded(lambda text: parsed(text, style.order, lambda found: found[1])[0]))


def guarded(convert: Callable[[str], Value]) -> Callable[[str], Value]:
    """Turn what the calendar refuses into our own error."""

    def converted(text: str) -> Value:
        try:
            return in_our_time(convert(text), text)
        except (ValueError, OverflowError) as error:
            if isinstance(error, Unconvertible):
                raise
            raise Unconvertible(f"“{shortened(text)}” is no date") from error

    return converted


def in_our_time(value: Value, text: str) -> Value:
    """The value, unless its year is one of another calendar or a slip of the pen."""
    year = (
        value.year if isinstance(value, date) else value.at.year if isinstance(value, Moment) else FIRST_YEAR
    )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unconvertible(f"“{shortened(text)}” is in the year {year}, which can't be")
    return value


def parsed(text: str, order: str, of_span: Callable[[Span], date]) -> tuple[date, datetime | None]:
    """A date; of a month, a quarter or a week the day that `of_span` takes. Raises Unconvertible."""
    try:
        return parse_date(text, order)
    except Unconvertible:
        found = span(text) if len(text) < MOST_OF_SPAN else None
        if found is None:
            raise
        return of_span(found), None


def parse_date(text: str, order: str) -> tuple[date, datetime | None]:
    """The day and, if the text has a time, the moment (naive where no zone is told). Raises Unconvertible."""
    bare = text.strip()
    quick = iso_date(bare)
    if quick is not None:
        return quick
    if EPOCH.match(bare):
        seconds = float(bare) / (1000 if len(bare) == 13 else 1)
        moment = datetime.fromtimestamp(seconds, UTC)
        return moment.date(), moment
    if SERIAL.match(bare):
        moment = SERIAL_START + timedelta(seconds=round(float(bare.replace(",", ".")) * 86400))
        return moment.date(), moment if len(bare) > 5 else None
    if ISO_BASIC.match(bare):
        moment = datetime.fromisoformat(bare)
        return moment.date(), moment
    for parse in (numeric, named, compact, han):
        found = parse(bare, order)
        if found is not None:
            day, clock = found
            return day, with_clock(day, clock, text) if clock else None
    raise Unconvertible(f"“{shortened(text)}” is no date")


def iso_date(bare: str) -> tuple[date, datetime | None] | None:
    """The common case, by the standard library."""
    try:
        if len(bare) == 10 and bare[4] == "-":
            return date.fromisoformat(bare), None
        if len(bare) > 15 and bare[4] == "-" and bare[10] in "T " and bare[13] == ":":
            moment = datetime.fromisoformat(bare)
            return moment.date(), moment
    except ValueError:
        return None
    return None


def numeric(bare: str, order: str) -> tuple[date, str | None] | None:
    """15/04/2021, 4-15-21, 2021.4.15."""
    match = NUMERIC.match(bare)
    if not match:
        return None
    first, second, third = match["a"], match["b"], match["c"]
    if len(first) > 2 or int(first) > 31 or (order == "ymd" and len(third) == 2):
        if len(first) == 3 or len(third) > 2:
            raise Unconvertible(f"“{shortened(bare)}” is no date")
        return date(full_year(first), int(second), int(third)), match["time"]
    if len(third) in (1, 3):
        raise Unconvertible(f"“{shortened(bare)}” is no date")
    day, month = (second, first) if order == "mdy" else (first, second)
    if int(month) > 12:
        raise Unconvertible(f"“{shortened(bare)}” does not fit the order of the other dates ({order})")
    return date(full_year(third), int(month), int(day)), match["time"]


def named(bare: str, _order: str) -> tuple[date, str | None] | None:
    """15 Apr, 2021 · April 15, 2021 · 11-May-11 · 2021-Apr-15 · Wed Jan 19 11:42:16 EST 2022."""
    for pattern in (NAMED, NAMED_FIRST, YEAR_NAMED, TOSTRING):
        match = pattern.match(bare)
        if match:
            month = month_number(match["m"])
            if month:
                zone = match.groupdict().get("zone")
                clock = f"{match['time']} {zone}" if zone else match["time"]
                return date(full_year(match["y"]), month, int(match["d"])), clock
    return None


def compact(bare: str, _order: str) -> tuple[date, str | None] | None:
    """20210415."""
    match = COMPACT.match(bare)
    return (date(int(match["a"]), int(match["b"]), int(match["c"])), match["time"]) if match else None


def han(bare: str, _order: str) -> tuple[date, str | None] | None:
    """2021年4月15日."""
    match = HAN.match(bare)
    return (date(int(match["a"]), int(match["b"]), int(match["c"])), match["time"]) if match else None


def full_year(text: str) -> int:
    """Two digits: 69 and above are of the last century, as in POSIX."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= 69 else 2000)
