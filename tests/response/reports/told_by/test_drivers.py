"""Drivers as a report, on a world made so that the answer can be worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import micros
from penstock.insight.mirror.state import state_of
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.told import Told
from tests.insight.metrics.world import ZONE, query

FIRST = datetime(2026, 2, 2, 12, tzinfo=UTC)
SPRING = Period(date(2026, 1, 1), date(2026, 7, 1), ZONE)


def life(id: int, *, is_won: bool, days: int) -> list[dict]:
    opened, closed = micros(FIRST), micros(FIRST + timedelta(days=days))
    one = {"id": id, "pipeline_id": 1, "owner_id": 1, "amount_minor": 100, "currency": "EUR", "valid_from": opened, "known_from": opened,
           "stage_id": 1, "stage_since": opened, "valid_to": closed}  # fmt: skip
    return [
        one,
        one
        | {
            "stage_id": 2 if is_won else 3,
            "stage_since": closed,
            "valid_from": closed,
            "valid_to": 2**63 - 1,
        },
    ]


@cache
def told() -> Told:
    """Of 100 with a colleague 70 are won, of 100 without 40; those with one close after 40 days, the others after 10.
    Forty of those with a colleague had two notes and a call in the first month, and were all won."""
    opportunities, parts, done = [], [], []
    for id in range(1, 201):
        has_colleague = id <= 100
        opportunities += life(id, is_won=id <= 70 or 100 < id <= 140, days=40 if has_colleague else 10)
        if has_colleague:
            parts.append(
                {
                    "id": id,
                    "opportunity_id": id,
                    "user_id": 2,
                    "valid_from": micros(FIRST),
                    "known_from": micros(FIRST),
                }
            )
        if id <= 40:
            done += [
                {
                    "id": 3 * id + place,
                    "type": kind,
                    "at": micros(FIRST + timedelta(days=day)),
                    "opportunity_id": id,
                }
                for place, (kind, day) in enumerate((("note", 2), ("call", 9), ("call", 35)))
            ]
    state = state_of(
        {
            "opportunity": opportunities,
            "opportunity_user": parts,
            "activity": done,
            "user": [{"id": 1, "name": "Anna"}],
            "stage": [
                {"id": id, "pipeline_id": 1, "name": kind, "kind": kind, "position": id}
                for id, kind in enumerate(("open", "won", "lost"), 1)
            ],
            "workspace": [{"id": 1, "home_currency": "EUR"}],
        }
    )  # fmt: skip
    return REPORTS["drivers"].tell(Asked(query("win_rate", period=SPRING)), state)


def test_the_size_of_the_team_is_found_with_its_records():
    (row,) = told().table.rows

    assert (row["factor"], row["base"]) == ("Team: two of us", "against the owner alone")
    assert (row["own"], row["other"]) == ("70.0 % of 100", "40.0 % of 100")
    assert (row["raw"], row["adjusted"]) == (pytest.approx(0.3), pytest.approx(0.3, abs=1e-6))
    assert row["verdict"] == "Won more often"
    assert len(told().opens("team_size=two:own").ids) == 100
    assert told().opens("team_size=two:other").ids == tuple(range(101, 201))
    assert told().opens("nothing=x:own") is None


def test_what_is_known_only_afterwards_stands_apart():
    rows = {row["name"]: row for row in told().tables[1].rows}

    assert (rows["within 30 days"]["own"], rows["within 30 days"]["other"]) == (
        "40.0 % of 100",
        "70.0 % of 100",
    )
    assert rows["within 30 days"]["verdict"] == "Known only afterwards"
    assert told().opens("within 30 days:own").ids == tuple(range(101, 201))


def test_exchanges_are_those_of_the_first_month_of_those_still_open_then():
    rows = {row["name"]: row for row in told().tables[1].rows}

    assert rows["exchanges"]["factor"] == "Any exchange by day 30"
    assert (rows["exchanges"]["own"], rows["exchanges"]["other"]) == ("100.0 % of 40", "50.0 % of 60")
    assert (rows["first exchange"]["own"], rows["contacts"]["verdict"]) == (
        "100.0 % of 40",
        "Not enough data: 0 and 100 of 30 decided each",
    )
