from datetime import date
from statistics import mean, median

from penstock.foundation.base.values.period import end_of_day
from tests.insight.metrics.checks import closed, opened_at
from tests.insight.metrics.world import NOW, SPRING, ZONE, query
from tests.response.reports.test_told_by import told


def days(source=None):
    """Of those won, from opened to won, looked up by hand."""
    return [
        (state["stage_since"] - opened).total_seconds() / 86_400
        for life, state in closed(NOW, None, "won")
        if (opened := opened_at(life, NOW)) and (source is None or state["source_id"] == source)
    ]


def test_how_long_the_won_took_and_those_of_each_source():
    report = told("cycle")
    rows = {row["key"]: row for row in report.tables[1].rows}

    middle, average = report.figures[:2]
    # Days between two instants are days of the calendar there, so an hour of summer time is none.
    assert abs(middle.value - median(days())) < 0.1 and abs(average.value - mean(days())) < 0.1
    assert {key: row["won"] for key, row in rows.items() if key} == {"1": len(days(1)), "2": len(days(2))}
    assert abs(rows["1"]["mean"] - mean(days(1))) < 0.1
    assert sum(row["won"] for row in report.table.rows) == middle.n == len(days())


def test_every_number_opens_and_another_period_stands_beside_it():
    report = told("cycle", other=query("cycle_days", by=("owner",)), period=SPRING, by=("owner",))
    whole = told("cycle", by=("owner",))

    for row in report.tables[1].rows:
        assert len(report.opens(f"owner:{row['key']}").ids) == (row["won"] or 0)
        assert row["median_then"] is not None
    assert len(report.opens("metric:cycle_days").ids) == report.figures[0].n
    assert report.opens("metric:none") is None
    assert report.figures[0].other.value == whole.figures[0].value


def test_a_table_of_a_field_is_named_as_people_call_it():
    cycle, winloss = told("cycle", by=("owner",)).tables[1], told("winloss", by=("company_size",)).tables[2]

    assert (cycle.title, cycle.columns[0].title) == ("How long: Owner", "Owner")
    assert (winloss.title, winloss.columns[0].title) == ("Win rate: Company size", "Company size")


def test_every_period_opens_the_wins_that_it_is_made_of():
    report = told("cycle")

    for row in report.table.rows:
        assert len(report.opens(f"period:{row['period']}").ids) == row["won"]
    assert report.opens("period:never") is None


def test_a_quarter_that_ends_with_the_day_asked_about_is_over():
    rows = [told("cycle", as_of=end_of_day(date(2026, 3, day), ZONE)).table.rows[-1] for day in (30, 31)]

    assert [(row["period"], row["is_partial"]) for row in rows] == [("2026-Q1", True), ("2026-Q1", False)]
