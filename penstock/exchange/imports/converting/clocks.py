"""The time of a day, and the zone that it names."""

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

from penstock.exchange.imports.converting.values import Unconvertible, shortened

CLOCK = re.compile(
    r"(?P<h>\d{1,2})[:.h](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?"
    r"\s*(?P<zone>[A-Za-z]{1,4})?\s*(?P<offset>[-+]\d{2}:?\d{2}(?:\s+UTC)?|[-+]\d{2})?(?:\s*\((?:(?:GMT|UTC)(?P<away>[-+]\d{1,2}(?::?\d{2})?)|[^()]*)\))?$"
)
# Also what `away` finds: "(GMT-5)" and "(GMT+530)".
OFFSET = re.compile(r"([-+])(\d{1,2}?):?(\d{2})?(?:\s*UTC)?$")
# Hours from UTC. Letters that mean two zones (IST, BST, CST of China) are left out: such a time is refused.
ZONES: dict[str, float | None] = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "UHR": None, "H": None,
}  # fmt: skip


def with_clock(day: date, clock: str, text: str) -> datetime:
    """The day at that time, with its zone if told."""
    match = CLOCK.match(clock.strip())
    if not match:
        raise Unconvertible(f"“{shortened(text)}” has a time that can't be read")
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise Unconvertible(f"“{shortened(text)}” has a time that can't be read")
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    microsecond = int((match["f"] or "0").ljust(6, "0")[:6])
    return datetime(day.year, day.month, day.day, hour, minute, second, microsecond, tzinfo=zone_of(match))


def named_zone(name: str, local: tzinfo) -> tzinfo:
    """The zone of a header: “UTC”, “GMT+2”, “CET”. Where the import's own zone is called so in winter or summer, it is meant."""
    offset = OFFSET.search(name)
    if offset:
        sign, hours, minutes = offset.groups()
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-away if sign == "-" else away)
    seasons = (datetime(2024, month, 1, tzinfo=local).tzname() for month in (1, 7))
    hours_away = ZONES.get(name)
    return local if name in seasons or hours_away is None else timezone(timedelta(hours=hours_away))


def zone_of(match: re.Match[str]) -> tzinfo | None:
    """Z, UTC, EST, +02:00, +0200, +02; nothing where no zone is told. Raises Unconvertible for other letters."""
    offset, letters = match["offset"] or match["away"], (match["zone"] or "").upper()
    if letters and letters not in ZONES:
        raise Unconvertible(f"“{letters}” is no time zone that is known without doubt")
    if offset:
        ((sign, hours, minutes),) = OFFSET.findall(offset)
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-away if sign == "-" else away)
    hours = ZONES.get(letters)
    return None if hours is None else timezone(timedelta(hours=hours))
