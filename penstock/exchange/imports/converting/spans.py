"""Dates that name no day: a month, a quarter, a week. People plan with them."""

import re
from calendar import monthrange
from datetime import date, timedelta

from penstock.exchange.imports.converting.months import month_number

YEAR = r"(?P<y>\d{4}|\d{2})"
# “Jun 24” is left out: it may be the 24th of June.
NAMED = re.compile(r"(?P<m>[^\W\d_]{3,})\.?(?:(?:\s*[-/'’]\s*|\s+de\s+)(?P<y2>\d{4}|\d{2})|\s+(?P<y>\d{4}))$")
NUMBERED = re.compile(r"(?:(?P<y>\d{4})[-/. ](?P<m>\d{1,2})|(?P<m2>\d{1,2})[-/. ](?P<y2>\d{4}))$", re.ASCII)
HAN = re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]$")
QUARTER = re.compile(rf"(?:[QTK](?P<q>[1-4])[-/ .']*{YEAR}|(?P<y2>\d{{4}})[-/ .]*[QTK](?P<q2>[1-4]))$", re.IGNORECASE | re.ASCII)  # fmt: skip
WEEK = re.compile(
    r"(?:(?P<y>\d{4})-?W(?P<w>\d{2})(?:-?(?P<d>[1-7]))?|(?:W|KW|CW|WK)\s?(?P<w2>\d{1,2})[-/ .]+(?P<y2>\d{4}))$",
    re.IGNORECASE | re.ASCII,
)
Span = tuple[date, date]


def span(text: str) -> Span | None:
    """First and last day of what is named, or None where no month, quarter or week is. A day of a week is one day.

    Raises ValueError for a month or week that the calendar does not have."""
    bare = text.strip()
    return week(bare) or quarter(bare) or month(bare)


def month(text: str) -> Span | None:
    """Jun-24, June 2024, 2024-06, 06/2024, 2024年6月."""
    named = NAMED.match(text)
    if named:
        number = month_number(named["m"])
        return of_months(full(named["y"] or named["y2"]), number, 1) if number else None
    match = NUMBERED.match(text)
    if match:
        return of_months(int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), 1)
    match = HAN.match(text)
    return of_months(int(match["y"]), int(match["m"]), 1) if match else None


def quarter(text: str) -> Span | None:
    """Q3 2024, Q3-24, 2024-Q3, T3 2024."""
    match = QUARTER.match(text)
    if not match:
        return None
    return of_months(full(match["y"] or match["y2"]), int(match["q"] or match["q2"]) * 3 - 2, 3)


def week(text: str) -> Span | None:
    """2024-W26, 2024W26, 2024-W26-3, KW 26/2024."""
    match = WEEK.match(text)
    if not match:
        return None
    year, number = int(match["y"] or match["y2"]), int(match["w"] or match["w2"])
    if match["d"]:
        day = date.fromisocalendar(year, number, int(match["d"]))
        return day, day
    first = date.fromisocalendar(year, number, 1)
    return first, first + timedelta(days=6)


def of_months(year: int, first: int, count: int) -> Span:
    """So many months."""
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def full(text: str) -> int:
    """24 is 2024."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def has_span(text: str) -> bool:
    """Whether the text names a month, a quarter or a week that is there."""
    try:
        return span(text) is not None
    except ValueError:
        return False
