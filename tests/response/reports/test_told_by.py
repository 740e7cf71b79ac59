"""Reports on the hand-made company of the metrics' tests, against a dumb look through its lives."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import WrongQuestion
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.told import Column, Table, Told
from penstock.response.reports.told_by.wording import few, period_words, too_few
from tests.insight.metrics.world import KIND, NOW, SPRING, ZONE, lives, query, state

MARCH = datetime(2026, 3, 10, tzinfo=UTC)


def told(name: str, other=None, said=(), **asked) -> Told:
    metric = asked.pop("metric", REPORTS[name].metric)
    return REPORTS[name].tell(Asked(query(metric, **asked), "", other, said=said), state())


def standing(instant):
    return {life.id: now for life in lives() if (now := life.at(instant)) is not None}


@pytest.mark.parametrize("instant", [None, MARCH])
def test_pipeline_counts_what_stands_in_each_stage(instant):
    there = standing(instant or NOW)
    report = told("pipeline", as_of=instant)
    counts = {row["stage_id"]: row["count"] for row in report.table.rows}

    for stage in KIND:
        assert counts.get(stage, 0) == sum(state["stage_id"] == stage for state in there.values())
    assert report.table.totals["open"]["count"] == report.figures[0].value


def test_pipeline_beside_another_day_says_the_change():
    report = told("pipeline", other=query("pipeline_value", as_of=MARCH))
    before = {row["stage_id"]: row["value"] for row in told("pipeline", as_of=MARCH).table.rows}

    assert {row["stage_id"]: row["value_before"] for row in report.table.rows} == before
    assert all(row["value_change"] == row["value"] - row["value_before"] for row in report.table.rows)


def test_every_number_of_the_pipeline_opens_its_records():
    report = told("pipeline")
    there = standing(NOW)

    for row in report.table.rows:
        behind = report.opens(f"stage:{row['stage_id']}")
        assert sorted(behind.ids) == sorted(
            id for id, its in there.items() if its["stage_id"] == row["stage_id"]
        )
    assert len(report.opens("kind:open").ids) == report.figures[0].value
    assert report.opens("stage:x") is None
    assert report.opens("nonsense") is None


def test_sources_add_up_to_the_whole_and_open():
    report = told("sources", period=SPRING)

    for name in ("leads", "opened", "won", "lost", "value"):
        assert sum(row[name] for row in report.table.rows) == report.table.totals[name]
    for row in report.table.rows:
        assert len(report.opens(f"won:{row['key']}").ids) == row["won"]


def test_reasons_are_all_the_losses():
    report = told("winloss", period=SPRING, by=("owner",))
    lost = report.table.totals["lost"]

    assert sum(row["lost"] for row in report.table.rows) == lost
    assert sum(row["share"] for row in report.table.rows) == pytest.approx(1)
    assert sum(len(report.opens(f"loss_reason:{row['key']}").ids) for row in report.table.rows) == lost
    assert sum(row["decided"] for row in report.tables[2].rows) == next(
        f.n for f in report.figures if f.name == "win_rate"
    )


def test_trend_draws_a_point_a_month_and_marks_the_one_that_runs():
    report = told(
        "trend", metric="opportunities_opened", period=Period(date(2026, 1, 1), date(2026, 8, 1), ZONE)
    )
    running = report.table.rows[-1]

    assert running["period"] == "2026-07"
    assert running["is_partial"]
    assert running["centre"] is None
    assert sum(row["n"] for row in report.table.rows) == next(
        f.n for f in report.figures if f.name == "value"
    )


def test_trend_of_nothing_is_a_wrong_question():
    with pytest.raises(WrongQuestion, match="trend of what"):
        REPORTS["trend"].tell(Asked(replace(query("win_rate"), metric="")), state())


def test_json_is_in_major_units_and_carries_records_when_asked():
    report = told("pipeline")
    plain, full = report.as_json(), report.as_json(with_rows=True)

    assert plain["rows"][0]["value"] == report.table.rows[0]["value"] / 100
    assert "records" not in plain["rows"][0]
    assert len(full["rows"][0]["records"]["count"]["ids"]) == plain["rows"][0]["count"]


@pytest.mark.parametrize("name", ["sources", "winloss", "trend", "calibration", "funnel"])
def test_a_rate_of_few_is_written_as_a_count(name):
    """METRICS, 5: from 20 on per cent; below "3 of 8", whatever the table."""
    given = {"metric": "win_rate", "grain": "month"} if name == "trend" else {"by": ("owner",)}
    report = told(name, period=SPRING, **(given if name in ("trend", "winloss") else {}))
    rates = [
        (row[column.name], row.get(column.few, ""))
        for table in report.tables
        for column in table.columns
        if column.unit == "share" and column.is_shown and column.few
        for row in table.rows
    ]

    assert any(few for _, few in rates)
    assert all(" of " in few for _, few in rates if few)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2026-03", "Mar 2026"),
        ("2026-Q1", "Q1 2026"),
        ("2026-W10", "W10 2026"),
        ("2026-03-01", "1 Mar 2026"),
        ("2026", "2026"),
        ("other", "other"),
    ],
)
def test_a_period_is_said_in_words(label, words):
    assert period_words(label) == words


@pytest.mark.parametrize(("k", "n", "few_words", "why"), [(0, 0, "–", "0 of 20"), (3, 8, "3 of 8", "8 of 20"), (9, 20, "", None)])  # fmt: skip
def test_a_rate_of_few_is_a_count_and_of_nothing_a_dash(k, n, few_words, why):
    assert (few(k, n), too_few(n)) == (few_words, why)


def test_a_column_that_only_tells_rows_apart_is_not_shown_where_all_are_alike():
    columns = (Column("pipeline", "Pipeline", is_apart=True), Column("stage", "Stage"))
    table = Table("stages", "", columns, ({"pipeline": "A", "stage": "S"}, {"pipeline": "A", "stage": "S"}))

    assert [column.name for column in table.shown] == ["stage"]
    several = replace(table, rows=(*table.rows, {"pipeline": "B", "stage": "S"}))
    assert [column.name for column in several.shown] == ["pipeline", "stage"]


def test_without_a_leak_the_sums_say_that_there_is_no_evidence():
    report = told("leaks", period=SPRING)
    quiet = [one for one in report.figures if not one.value]

    assert all((one.n, one.low, bool(one.note)) == (None, None, True) for one in quiet)
