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


def moved(id: int, year: int, *stages: int) -> list[dict]:
    """One that went through these stages, a day in each."""
    rows = []
    for place, stage in enumerate(stages):
        at = micros(datetime(year, 2, 2 + place, 12, tzinfo=UTC))
        rows.append({"id": id, "pipeline_id": 1, "stage_id": stage, "stage_since": at, "valid_from": at, "known_from": at,
                     "amount_minor": 1_000_00, "currency": "EUR", "has_next_step": True})  # fmt: skip
        if place:
            rows[-2]["valid_to"] = at
    return rows


def test_a_stage_that_fewer_pass_than_before():
    """Before, 30 of 50 passed Talk and half of them won; this year 10 of 50: 0.4 x 0.5 of the 40 lost there."""
    ways = [
        (2025, 15, (1, 4, 2)),
        (2025, 15, (1, 4, 3)),
        (2025, 20, (1, 3)),
        (2026, 10, (1, 4, 2)),
        (2026, 40, (1, 3)),
    ]
    made = [(year, way) for year, n, way in ways for _ in range(n)]
    stages = [(1, "Talk", "open"), (4, "Offer", "open"), (2, "Won", "won"), (3, "Lost", "lost")]
    state = state_of(
        {
            "opportunity": [row for id, (year, way) in enumerate(made, 1) for row in moved(id, year, *way)],
            "stage": [
                {"id": id, "pipeline_id": 1, "name": name, "kind": kind, "position": place}
                for place, (id, name, kind) in enumerate(stages)
            ],
            "workspace": [{"id": 1, "home_currency": "EUR"}],
        }
    )
    report = REPORTS["leaks"].tell(Asked(query("win_rate", period=YEAR)), state)
    (row,) = report.table.rows
    quiet = {one["leak"]: one["verdict"] for one in report.tables[1].rows}

    assert (row["leak"], row["open"], row["past"]) == ("Fewer pass Talk than before", 0, 40)
    assert row["gap"] == pytest.approx(-0.2)
    assert row["past_worth"] == 8_000_00
    assert len(report.opens("past:weak stage:1").ids) == 40
    assert quiet["Fewer pass Offer than before"].startswith(
        "Not enough data: 10 decided there in the period and 30 before"
    )


def test_leads_that_come_to_an_owner_who_has_too_many():
    """Cap 2. With three that wait for ever, 6 of 30 become opportunities, elsewhere 18 of 30; one brought 100."""
    leads, at = [], micros(FIRST)
    for id in range(1, 4):
        leads.append({"id": id, "owner_id": 1, "status": "new", "status_since": at, "valid_from": at + id})
    for place in range(60):
        busy = place < 30
        ended = "converted" if place % 30 < (6 if busy else 18) else "disqualified"
        come, gone = at + 1_000 * (place + 1), at + 1_000 * (place + 1) + 500
        one = {"id": 100 + place, "owner_id": 1 if busy else 2}
        leads.append(one | {"status": "new", "status_since": come, "valid_from": come, "valid_to": gone})
        leads.append(one | {"status": ended, "status_since": gone, "valid_from": gone})
    won = [row | {"source_lead_id": 100} for row in life(1, WON, has_step=True, amount=2_400_00)]
    state = state_of(
        {
            "lead": [lead | {"known_from": lead["valid_from"], "created_at": lead["valid_from"]} for lead in leads],
            "opportunity": won,
            "stage": [{"id": WON, "pipeline_id": 1, "name": "Won", "kind": "won", "position": 0}],
            "workspace": [{"id": 1, "home_currency": "EUR", "lead_cap": 2}],
        }
    )  # fmt: skip
    report = REPORTS["leaks"].tell(Asked(query("win_rate", period=YEAR)), state)
    (row,) = report.table.rows

    assert (row["leak"], row["open"], row["past"]) == ("Leads of an owner with too many", 1, 24)
    assert row["gap"] == pytest.approx(-0.4)
    assert (row["open_worth"], row["past_worth"]) == (40_00, 960_00)
    assert report.opens("open:over the lead cap").kind == "lead"
    assert report.opens("open:over the lead cap").ids == (3,)
