"""Days between instants: fractions of 24 hours, but days of the calendar where both ends are 00:00 of the zone (METRICS)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from penstock.insight.metrics.calendar import days_between
from penstock.insight.metrics.query import micros

START = datetime(2026, 1, 1, tzinfo=UTC)


def dumb(start, end, zone):
    first, last = (at.astimezone(zone) for at in (start, end))
    if all(at.time() == at.time().min for at in (first, last)):
        return float((last.date() - first.date()).days)
    return (end - start).total_seconds() / 86_400


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "Africa/Monrovia", "UTC"]
)  # fmt: skip
def test_days_are_those_of_the_zone(name):
    """Every quarter of an hour around each change of clocks, and half a second beside it."""
    zone, pairs = ZoneInfo(name), []
    for day in (1, 87, 94, 272, 303, 304, 306):
        for quarter in range(0, 192, 3):
            end = START + timedelta(days=day, minutes=15 * quarter)
            pairs += [(midnight, end + late) for late in (timedelta(), timedelta(seconds=0.5)) for midnight in (_midnight(zone), START)]  # fmt: skip
        pairs.append((_midnight(zone), _midnight(zone, day)))

    found = days_between(*(np.array([micros(at) for at in side]) for side in zip(*pairs, strict=True)), name)

    assert found.tolist() == pytest.approx([dumb(*pair, zone) for pair in pairs])


def _midnight(zone, day=0):
    return datetime(2026, 1, 1, tzinfo=zone) + timedelta(days=day)
