from datetime import UTC, date, datetime

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import micros
from tests.insight.metrics.world import NOW, ZONE
from tests.response.reports.small import DAY, MARCH, figure, life, told, world

# 2 March, 00:00 UTC, is 01:00 in Warsaw; "days" are whole days after it.
LIVES = [
    life(1, (1, 20, {}), (1, None, {"amount_minor": 150_000})),
    life(2, (1, 12), (3, None)),
    life(3, (1, 15, {}), (1, 3, {"amount_minor": 80_000}), (4, None)),
    life(4, (2, None), after=14, amount_minor=30_000),
    life(5, (1, 2), (4, 10), (1, None), amount_minor=7_001),
    life(6, (1, None), amount_minor=None),
]
MIDDLE = Period(date(2026, 3, 10), date(2026, 4, 1), ZONE)


def bars(report):
    return [(row["key"], row["n"], row["change"]) for row in report.table.rows]


def test_each_change_is_in_one_bar_to_the_minor_unit():
    report = told("changes", world(*LIVES), period=MIDDLE)

    assert bars(report) == [
        ("opening", 3, 300_000),
        ("new", 1, 30_000),
        ("reopened", 1, 7_001),
        ("grown", 1, 50_000),
        ("shrunk", 1, -20_000),
        ("lost", 1, -80_000),
        ("won", 1, -100_000),
        ("closing", 3, 187_001),
    ]
    assert [(one.why, one.n) for one in report.left_out] == [("no amount", 1)]
    assert figure(report, "change").value == -112_999
    assert (figure(report, "won").value, figure(report, "won").n) == (100_000, 1)


def test_every_bar_opens_into_its_opportunities():
    report = told("changes", world(*LIVES), period=MIDDLE)
    opened = {row["key"]: report.opens(report.table.cell_of("n", row)).ids for row in report.table.rows}

    assert opened == {
        "opening": (1, 2, 3), "new": (4,), "reopened": (5,), "grown": (1,), "shrunk": (3,), "lost": (3,), "won": (2,),
        "closing": (1, 4, 5),
    }  # fmt: skip
    assert report.opens("nonsense") is None


def test_between_two_days_it_is_the_same():
    days = [datetime(2026, 3, 9, 22, 59, 59, 999_999, UTC), datetime(2026, 3, 31, 21, 59, 59, 999_999, UTC)]
    report = told("changes", world(*LIVES), as_of=days[1], other={"as_of": days[0]}, against="2026-03-09")

    assert bars(report) == bars(told("changes", world(*LIVES), period=MIDDLE))


def test_the_largest_movements_stand_below():
    largest = told("changes", world(*LIVES), period=MIDDLE).tables[1]

    assert [(row["opportunity"], row["bar"], row["change"]) for row in largest.rows][:3] == [
        (2, "Won", -100_000),
        (3, "Lost", -80_000),
        (1, "Grown", 50_000),
    ]
    assert largest.note == "6 of 6"


def test_a_window_of_close_dates_pulls_in_and_pushes_out():
    may = Period(date(2026, 5, 1), date(2026, 6, 1), ZONE)
    lives = [
        life(1, (1, 20, {"close_on": date(2026, 5, 5)}), (1, None, {"close_on": date(2026, 6, 5)})),
        life(2, (1, 20, {"close_on": None}), (1, None, {"close_on": date(2026, 5, 31)}), amount_minor=500),
    ]

    assert bars(told("changes", world(*lives), period=MIDDLE, window=may)) == [
        ("opening", 1, 100_000),
        ("pulled in", 1, 500),
        ("pushed out", 1, -100_000),
        ("closing", 1, 500),
    ]


def test_the_week_lists_what_the_meeting_talks_about():
    """As of 20 March, 12:00 UTC: of the stays in Talk (twelve of a day, 2, 12, 18, and three that go on) four of five lasted up to
    18 days: those since the 2nd are stalled, the one of 6 days is not; in Offer all left after a day."""
    passed = [life(20 + i, (1, 1), (2, 1), (3, None), after=-60) for i in range(12)]
    for span in passed[0]:
        span |= {"has_next_step": True}
    report = told("week", world(*LIVES, *passed), as_of=datetime(2026, 3, 20, 12, tzinfo=UTC))
    lists = {table.name: [row.get("opportunity") for row in table.rows] for table in report.tables[1:]}

    assert lists == {
        "came": [4],
        "won_ones": [2],
        "lost_ones": [3],
        "pushed": [],
        "stalled": [1, 4, 6],
        "next_step": [1, 4, 5, 6],
        "done": [],
    }
    assert report.opens("came").ids == (4,)
    assert micros(report.as_of) == MARCH + 18 * DAY + DAY // 2


def test_as_known_then_says_when_that_was():
    end = datetime(2026, 3, 31, 21, 59, 59, 999_999, UTC)

    report = told("changes", world(*LIVES), period=MIDDLE, known=NOW)

    assert (report.as_of, report.known) == (end, end)
