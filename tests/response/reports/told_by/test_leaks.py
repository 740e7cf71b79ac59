"""Leaks as a report, on worlds made so that the answer can be worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import micros
from penstock.insight.mirror.state import State, state_of
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.told import Told
from tests.insight.metrics.world import ZONE, query

OPEN, WON, LOST = 1, 2, 3
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1), ZONE)
FIRST = datetime(2026, 2, 2, 12, tzinfo=UTC)


def life(id: int, end: int, *, has_step: bool, amount: int = 1_000_00) -> list[dict]:
    """Open for ten days, and then as it ended."""
    then = micros(FIRST + timedelta(days=10))
    one = {"id": id, "pipeline_id": 1, "stage_id": OPEN, "stage_since": micros(FIRST), "valid_from": micros(FIRST),
           "known_from": micros(FIRST), "amount_minor": amount, "currency": "EUR", "has_next_step": has_step}  # fmt: skip
    if end == OPEN:
        return [one]
    return [one | {"valid_to": then}, one | {"stage_id": end, "stage_since": then, "valid_from": then}]


def world(*groups: tuple[int, bool, int]) -> State:
    """(how it ended, whether it had a next step, how many of 1,000)."""
    rows, id = [], 0
    for end, has_step, n in groups:
        for _ in range(n):
            id += 1
            rows += life(id, end, has_step=has_step)
    return state_of(
        {
            "opportunity": rows,
            "stage": [
                {"id": OPEN, "pipeline_id": 1, "name": "Talk", "kind": "open", "position": 0, "probability_e4": 5000},
                {"id": WON, "pipeline_id": 1, "name": "Won", "kind": "won", "position": 1},
                {"id": LOST, "pipeline_id": 1, "name": "Lost", "kind": "lost", "position": 2},
            ],
            "workspace": [{"id": 1, "home_currency": "EUR"}],
        }
    )  # fmt: skip


@cache
def told() -> Told:
    """Without a next step 20 of 100 are won, with one 60 of 100; ten without one are open."""
    state = world(
        (WON, False, 20), (LOST, False, 80), (WON, True, 60), (LOST, True, 40), (OPEN, False, 10), (OPEN, True, 5)
    )  # fmt: skip
    return REPORTS["leaks"].tell(Asked(query("win_rate", period=YEAR)), state)


def test_what_mending_is_worth_is_records_times_the_gap_times_value():
    (row,) = told().table.rows

    assert (row["leak"], row["open"], row["past"]) == ("Without a next step", 10, 80)
    assert row["gap"] == pytest.approx(-0.4)
    # Ten open ones at half of 1,000, and eighty lost ones of 1,000, of which 40 % more were won.
    assert (row["open_worth"], row["past_worth"]) == (2_000_00, 32_000_00)
    assert row["gap_low"] < -0.4 < row["gap_high"] < 0


def test_the_two_sums_stand_beside_each_other_and_open():
    report = told()
    figures = {figure.name: figure for figure in report.figures}

    assert (figures["open"].value, figures["past"].value) == (2_000_00, 32_000_00)
    assert len(report.opens(figures["open"].cell).ids) == 10
    assert len(report.opens("past:no next step").ids) == 80
    assert report.opens("open:nothing") is None
    assert report.opens("nonsense") is None


def test_what_was_looked_at_says_why_it_is_no_leak():
    quiet = {row["leak"]: row["verdict"] for row in told().tables[1].rows}

    assert quiet["Handed over"] == "Not enough data: 0 affected and 200 comparable of 20 decided each."
    assert quiet["Lost without a reason"] == "A fault of the data, worth nothing."


def test_where_both_do_alike_there_is_no_evidence():
    state = world((WON, False, 50), (LOST, False, 50), (WON, True, 50), (LOST, True, 50))
    report = REPORTS["leaks"].tell(Asked(query("win_rate", period=YEAR)), state)
    quiet = {row["leak"]: row["verdict"] for row in report.tables[1].rows}

    assert report.table.rows == ()
    assert quiet["Without a next step"].startswith("No evidence here: difference −")
    assert [figure.value for figure in report.figures] == [0, 0]
