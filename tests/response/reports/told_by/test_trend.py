from datetime import date

from penstock.foundation.base.values.period import Period, end_of_day
from penstock.response.reports.said import Said
from tests.insight.metrics.world import SPRING, ZONE
from tests.response.reports.test_told_by import told

WINDOW = {"metric": "opportunities_opened", "grain": "day", "period": SPRING}
NEW_FORM = Said(7, "accepted", "opportunities_opened", (), date(2026, 4, 1), "A new form", "Mona")


def test_an_accepted_change_begins_another_usual_range():
    before, after = told("trend", **WINDOW), told("trend", said=(NEW_FORM,), **WINDOW)
    rows = {row["period"]: row for row in after.table.rows}
    usual = {row["period"]: row["centre"] for row in before.table.rows}

    assert [row["period"] for row in after.table.rows if row["said"] == "A new form"] == ["2026-04-01"]
    assert rows["2026-03-31"]["centre"] != rows["2026-04-02"]["centre"]
    assert usual["2026-03-31"] == usual["2026-04-02"]
    assert after.notes[0].endswith("Its usual range is that since 1 Apr 2026.")
    assert [table.rows for table in after.tables if table.name == "accepted"] == [
        ({"id": 7, "day": date(2026, 4, 1), "text": "A new form", "by": "Mona"},)
    ]


def test_what_was_said_of_other_days_changes_nothing():
    long_ago = Said(8, "accepted", "opportunities_opened", (), date(2020, 1, 1), "Founded", "Mona")

    assert told("trend", said=(long_ago,), **WINDOW).tables == told("trend", **WINDOW).tables


def test_every_point_opens_the_records_that_it_is_made_of():
    report = told("trend", metric="opportunities_opened", grain="month", period=SPRING)

    for row in report.table.rows:
        behind = report.opens(report.table.key_of("value", row))
        assert (behind.kind, len(behind.ids)) == ("opportunity", row["value"])
    assert len(report.opens("all").ids) == report.figures[0].value
    assert report.opens("period:1999-01") is None
    assert report.opens("nonsense") is None


def test_a_point_of_what_is_open_opens_those_that_were_open_at_its_end():
    report = told("trend", metric="opportunities_open", grain="month", period=SPRING)

    assert [len(report.opens(f"period:{row['period']}").ids) for row in report.table.rows] == [
        row["value"] for row in report.table.rows
    ]


def test_an_average_is_not_rounded_in_the_data():
    """Ratios are rounded only for display (METRICS)."""
    report = told("trend", metric="average_won_amount", grain="quarter")
    given = report.as_json(with_rows=False)["rows"]
    averages = [row["value"] for row in report.table.rows if row["value"]]

    assert any(value != int(value) for value in averages)
    assert [row["value"] for row in given if row["value"]] == [value / 100 for value in averages]


def running(days, **asked):
    """The last month of the trend as of the ends of these days of March, and whether it is judged."""
    reports = (told("trend", metric="opportunities_won", grain="month", as_of=end_of_day(date(2026, 3, day), ZONE), **asked) for day in days)  # fmt: skip
    return [(row["period"], row["is_partial"]) for row in (report.table.rows[-1] for report in reports)]


def test_a_month_that_still_runs_is_not_over_because_nothing_has_happened_since():
    """Without a period, too."""
    assert running((30, 31)) == [("2026-03", True), ("2026-03", False)]


def test_a_month_that_is_asked_about_up_to_that_day_only_is_not_over():
    asked = {"period": Period(date(2025, 3, 1), date(2026, 3, 31), ZONE)}

    assert running((30, 31), **asked) == [("2026-03", True), ("2026-03", True)]
