"""What people said of a metric, as reports take it. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from penstock.insight.metrics.answer import Point


@dataclass(frozen=True, slots=True)
class Said:
    """A person's word about a metric from a day on. kind: accepted. where: FIELD=VALUE, sorted; by: a name."""

    id: int
    kind: str
    metric: str
    where: tuple[str, ...]
    day: date
    text: str
    by: str


def period_at(points: "Sequence[Point]", day: date, zone: ZoneInfo) -> datetime | None:
    """The start of the period in which a day lies; None where the series has none."""
    noon = datetime.combine(day, time(12), zone)
    return next((point.start for point in points if point.start <= noon < point.end), None)
