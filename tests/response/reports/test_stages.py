from datetime import date

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.words import conditions_of
from tests.insight.metrics.world import ZONE
from tests.response.reports.small import figure, life, told, world

# Ten pass Talk after 1 to 10 days and stay 5 in Offer, half win; one waits in Talk; one came back to it and lost.
LIVES = [
    *(life(i, (1, i), (2, 5), (3 if i % 2 else 4, None)) for i in range(1, 11)),
    life(11, (1, None), amount_minor=90_000),
    life(12, (1, 2), (2, 3), (1, 4), (4, None)),
]


def test_stages_with_those_who_still_wait():
    report = told("stages", world(*LIVES))
    talk, offer = report.table.rows

    assert [talk[name] for name in ("entered", "passed", "lost", "went_back", "waiting")] == [13, 11, 1, 0, 1]
    assert (talk["median"], talk["late"], talk["expected"]) == (5.0, 9.0, 10)
    assert (talk["stalled"], talk["stalled_value"], offer["stalled"]) == (1, 90_000, 0)
    assert [row["opportunity"] for row in report.tables[1].rows] == [11]
    assert figure(report, "stalled_value").value == 90_000


def test_every_number_opens_into_its_opportunities():
    report = told("stages", world(*LIVES))

    assert report.opens("waiting:1").ids == (11,)
    assert report.opens("went_back:2").ids == (12,)
    assert len(report.opens("entered:1").ids) == 12
    assert report.opens("stalled:all").ids == report.opens("stalled:1").ids == (11,)
    assert report.opens("none:1") is None


def test_what_is_missing_is_said():
    (talk,) = told("stages", world(*(life(i, (1, None)) for i in range(5)))).table.rows

    assert (talk["median"], talk["says"]) == (None, "Not enough data: 0 of 10 left")


def listed(**asked):
    """The stalled as the stages and the week list them: who, and from how many days on."""
    taken_over = life(11, (1, 1), (1, None, {"owner_id": 1}), amount_minor=90_000, owner_id=2)
    made = world(*(one for one in LIVES if one[0]["id"] != 11), taken_over)
    period = asked.pop("period", None)
    reports = told("stages", made, period=period, **asked), told("week", made, **asked)
    stages, week = (next(table for table in one.tables if table.name == "stalled") for one in reports)
    assert stages.rows == week.rows
    return [(row["opportunity"], row["stage"], row["late"]) for row in week.rows]


def test_what_stalls_is_the_same_whatever_the_page_the_period_and_the_filter():
    """A stage's four of five are of all stays that it ever had; what stalls in it is there now, whenever it came, and belongs
    to who owns it now."""
    may = Period(date(2026, 5, 1), date(2026, 6, 1), ZONE)
    everything = [(11, "Talk", 9.0)]

    assert listed() == listed(period=may) == everything
    assert listed(where=conditions_of(["owner=1"])) == everything
    assert listed(where=conditions_of(["owner=2"])) == []
