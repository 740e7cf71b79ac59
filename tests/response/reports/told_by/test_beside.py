"""Each report that takes another question's answer beside its own, against the two of them asked alone."""

from datetime import date

import pytest

from penstock.foundation.base.values.period import Period
from penstock.foundation.statistics.proportions import difference
from penstock.insight.metrics.query import Condition
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.told import Beside, Column, Table
from penstock.response.reports.told_by.beside import _table as beside_of
from penstock.response.reports.told_by.beside import says
from tests.insight.metrics.world import SPRING, ZONE, query
from tests.response.reports.small import figure
from tests.response.reports.test_told_by import told

SUMMER = Period(date(2026, 6, 1), date(2026, 8, 1), ZONE)


def test_every_report_of_a_period_or_a_segment_can_be_compared():
    """All but the week, which is a fixed one, and what was done, which is before and after by itself."""
    assert {name for name, one in REPORTS.items() if "against" not in one.takes} == {"week", "interventions"}


OF_WEB = {"where": (Condition("source", ("1",)),)}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("paths", {"period": SPRING}),
        ("trend", {"period": SPRING}),
        ("winloss", OF_WEB),
        ("calibration", OF_WEB),
    ],
)
def test_it_says_what_the_other_says_by_itself(name, other):
    asked = {"period": SUMMER, "by": ("owner",), "metric": REPORTS[name].metric}
    if name == "trend":
        asked |= {"grain": "month"}
    alone = told(name, **(asked | other))
    report = told(name, other=query(**(asked | other)), **asked)

    assert {one.name: one.other.value for one in report.figures if one.other} == {
        one.name: one.value for one in alone.figures if one.unit != "text"
    }
    for table, by_itself in zip(report.tables, alone.tables, strict=True):
        if table.beside is None:
            continue
        found = {tuple(row.get(name) for name in table.beside.key): row for row in by_itself.rows}
        for row in table.rows:
            then = found.get(tuple(row.get(name) for name in table.beside.key), {})
            for column in table.beside.shows:
                assert row[f"{column}_then"] == then.get(column)
                cell = table.cell_of(f"{column}_then", row)
                if cell:
                    assert report.opens(cell) == alone.opens(by_itself.cell_of(column, then))
        assert len({column.name for column in table.columns}) == len(table.columns)
        if table.beside.is_whole:
            assert len(table.rows) >= len(by_itself.rows)


def test_whether_two_rates_differ_is_said_from_thirty_of_each():
    """40 of 60 against 20 of 60: 33 points; 4 of 6 against 2 of 6 is no evidence of anything."""
    gap = difference(40, 60, 20, 60)

    assert says(gap.p, 60) == "they differ (p < 0.01)"
    assert says(gap.p, 29) == "Not enough data: 29 of 30"
    assert says(difference(16, 32, 15, 32).p, 32) == "no evidence of a difference (p 0.80)"
    assert says(None, 5) == "Not enough data: 5 of 30"
    assert says(None, 0) == "nothing to compare"
    assert says(None, 40) == "can't be told: one of them has no interval"


def test_times_are_told_apart_by_their_intervals_row_by_row():
    """20 days (18 to 22) against 30 (27 to 33) differ; 20 against 21 do not; below 30 and without an end nothing is said."""
    how = Beside(("stage",), ("median",), timed=("median", "low", "high", "n"))
    columns = (Column("stage", "Stage"), Column("median", "Days", "days", low="low", high="high"))

    def table(*rows):
        names = ("stage", "median", "low", "high", "n")
        return Table(
            "times", "Times", columns, tuple(dict(zip(names, row, strict=True)) for row in rows), beside=how
        )

    here = table(("A", 20, 18, 22, 90), ("B", 20, 18, 22, 90), ("C", 20, 18, 22, 9), ("D", 20, 18, None, 90))
    there = table(("A", 30, 27, 33, 90), ("B", 21, 19, 23, 90), ("C", 30, 27, 33, 90), ("D", 30, 27, 33, 90))

    assert [row["differ"] for row in beside_of(here, there).rows] == [
        "they differ (p < 0.01)",
        "no evidence of a difference (p 0.49)",
        "Not enough data: 9 of 30",
        "can't be told: one of them has no interval",
    ]


def test_a_period_that_is_not_over_and_a_part_of_the_whole_are_said():
    running = told("winloss", period=SUMMER, other=query("win_rate", period=SUMMER.before))
    part = told(
        "winloss", period=SPRING, other=query("win_rate", period=SPRING, where=(Condition("source", ("1",)),))
    )

    assert any("not over" in note for note in running.notes)
    assert not any("not over" in note for note in part.notes)
    assert any("part of this one" in note for note in part.notes)
    assert figure(running, "win_rate").note


def test_the_same_days_a_year_before():
    assert Period(date(2024, 2, 29), date(2024, 3, 1), ZONE).year_before == Period(
        date(2023, 2, 28), date(2023, 3, 1), ZONE
    )
