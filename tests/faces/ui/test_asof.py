from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from penstock.faces.ui.asof import Look, look_of

AUCKLAND = ZoneInfo("Pacific/Auckland")
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def test_a_day_means_its_last_microsecond_in_the_workspaces_zone():
    look = look_of(QueryDict("as_of=2026-09-01"), AUCKLAND, NOW)

    assert look.valid == datetime(2026, 9, 1, 11, 59, 59, 999999, tzinfo=UTC)
    assert (look.known, look.on, look.query) == (None, date(2026, 9, 1), "?as_of=2026-09-01")


def test_as_known_then_is_the_same_instant_of_knowledge():
    look = look_of(QueryDict("as_of=2026-09-01&known=yes"), AUCKLAND, NOW)

    assert look.known == look.valid
    assert look.state == {"as_of": "2026-09-01", "known": "yes"}


def test_a_day_that_is_not_over_and_no_day_are_the_present():
    for asked in ("", "as_of=", "as_of=soon", "as_of=2026-11-23", "as_of=2027-01-01"):
        assert look_of(QueryDict(asked), AUCKLAND, NOW) == Look(date(2026, 11, 23))
