"""What was done, on worlds made so that the answer can be worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.leaks.measuring import NAMES
from penstock.insight.metrics.query import EVERYTHING, Scope, micros
from penstock.insight.mirror.state import State, state_of
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.done import Done
from penstock.response.reports.told import Told
from penstock.response.reports.told_by.doing import open_table
from tests.insight.metrics.world import ZONE, query
from tests.insight.metrics.world import state as company

TALK, OFFER, WON, LOST = 1, 2, 3, 4
STAGES = [
    {"id": id, "pipeline_id": 1, "name": name, "kind": kind, "position": id}
    for id, name, kind in ((TALK, "Talk", "open"), (OFFER, "Offer", "open"), (WON, "Won", "won"), (LOST, "Lost", "lost"))
]  # fmt: skip
DAY = date(2026, 4, 15)
AT = datetime(2026, 4, 15, tzinfo=UTC)
REASONS = Done(
    1, "leak", "lost without a reason", (), EVERYTHING, "", DAY, "Ask at closing", "none without", "Mona"
)


def lost(id: int, *, days: float, reason: bool, owner: int = 1, via: int = TALK) -> list[dict]:
    """Opened forty days before it was lost, which was so many days after DAY."""
    end = micros(AT + timedelta(days=days))
    begin = micros(AT + timedelta(days=days - 40))
    one = {"id": id, "pipeline_id": 1, "stage_id": via, "stage_since": begin, "valid_from": begin, "known_from": begin,
           "amount_minor": 100, "currency": "EUR", "owner_id": owner}  # fmt: skip
    then = {"stage_id": LOST, "stage_since": end, "valid_from": end, "loss_reason_id": 1 if reason else None}
    return [one | {"valid_to": end}, one | then]


def world(*groups: tuple[float, int, int, int]) -> State:
    """(days after DAY, lost without a reason, of how many, whose)."""
    rows: list[dict] = []
    for days, without, n, owner in groups:
        for i in range(n):
            rows += lost(len(rows) + 1, days=days + 10 * i / n, reason=i >= without, owner=owner)
    return state_of(
        {
            "opportunity": rows,
            "stage": STAGES,
            "pipeline": [{"id": 1, "name": "Sales"}],
            "user": [{"id": 1, "name": "Anna"}, {"id": 2, "name": "Bob"}],
            "workspace": [{"id": 1, "home_currency": "EUR"}],
        }
    )


@cache
def alone() -> State:
    """Of 80 before 60 had no reason, of 80 since 20."""
    return world((-60, 60, 80, 1), (5, 20, 80, 1))


@cache
def mended() -> State:
    """The same of Anna's, and of Bob's 60 of 80 both times."""
    return world((-60, 60, 80, 1), (5, 20, 80, 1), (-60, 60, 80, 2), (5, 60, 80, 2))


def told(state: State, *done: Done, **asked) -> Told:
    return REPORTS["interventions"].tell(Asked(query("win_rate", **asked), done=done), state)


def test_before_and_after_are_counted_and_open():
    found = told(alone(), REASONS)
    row = found.table.rows[0]

    assert (row["before"], row["after"]) == ("75.0 % of 80", "25.0 % of 80")
    assert row["difference"] == pytest.approx(-0.5)
    assert row["says"].startswith("Better: −6")
    assert row["state"] == "open"
    assert row["about"] == "Lost without a reason · since 15 Apr 2026 · Mona; expected: none without".replace(
        "; ", " · "
    )
    assert len(found.opens("before:1").ids) == 80
    assert len(found.opens("after:1").ids) == 80
    assert found.opens("rest_before:1").ids == ()
    assert found.opens("nonsense:1") is None
    assert found.opens("before:9") is None
    assert {figure.name: figure.value for figure in found.figures} == {"open": 1, "ended": 0, "better": 1}


def test_the_chart_has_a_word_at_the_day():
    found = told(mended(), REASONS)
    series = next(table for table in found.tables if table.name == "series-1")

    assert [row["period"] for row in series.rows if row["said"]] == ["2026-04-15"]
    assert [row["period"] for row in series.rows[:2]] == ["2026-01-21", "2026-02-18"]
    assert series.rows[0]["n"] > 0
    assert sum(row["n"] for row in series.rows) == 320


def test_what_was_done_for_one_is_set_beside_everybody_else():
    annas = replace(REASONS, scope=Scope(False, frozenset({1})), of="Anna")
    found = told(mended(), annas)
    row = found.table.rows[0]

    assert (row["before"], row["after"]) == ("75.0 % of 80", "25.0 % of 80")
    assert row["beyond"] == pytest.approx(-0.5)
    assert row["says"].endswith("more than the rest (everybody else).")
    assert found.tables[1].rows == (
        {"id": 1, "done": "Ask at closing", "rest": "everybody else", "before": "75.0 % of 80", "after": "75.0 % of 80"},
    )  # fmt: skip
    assert len(found.opens("rest_after:1").ids) == 80


def test_nobody_sees_more_than_is_theirs_in_it():
    mine = Scope(False, frozenset({2}))
    bobs = replace(REASONS, scope=mine)
    row = told(mended(), bobs, scope=mine).table.rows[0]

    assert (row["before"], row["after"], "beyond" in row) == ("75.0 % of 80", "75.0 % of 80", False)
    assert row["says"].startswith("No evidence here: difference −1")


def test_what_is_early_says_how_many_there_are():
    row = told(world((-60, 60, 80, 1), (5, 2, 12, 1)), REASONS).table.rows[0]

    assert row["says"] == "Too early: 12 of 30 since."
    assert row["after"] == "2 of 12"
    assert "difference" not in row


def test_an_ended_one_counts_up_to_its_end():
    ended = replace(REASONS, ended_on=date(2026, 4, 21), judgement="Worked", judged_by="Ada")
    row = told(alone(), ended).table.rows[0]

    assert row["after_n"] == 16
    assert row["state"] == "ended: Worked (Ada)"


def test_of_a_stage_the_others_of_its_pipeline_are_the_rest():
    done = replace(REASONS, about="stage", subject=str(TALK))
    row = told(mended(), done).table.rows[0]

    assert row["about"].startswith("Sales · Talk · since")
    assert row["before"] == "0.0 % of 160"
    assert told(mended(), replace(done, subject="99")).table.rows[0]["after"] == ""


def test_every_leak_has_a_measure_on_a_whole_company():
    since = {"day": date(2026, 3, 1), "about": "leak"}
    done = [replace(REASONS, id=id, subject=name, **since) for id, name in enumerate(NAMES)]
    found = told(company(), *done)

    assert all(row["measure"] and not row["says"].startswith("This can't") for row in found.table.rows)
    # No stage of it was left often enough to have a limit.
    assert {row["target"] for row in found.table.rows if not row["before_n"]} == {"leak:stalled"}
    for row in found.table.rows:
        assert len(found.opens(f"after:{row['id']}").ids) <= row["after_n"]


@pytest.mark.parametrize(
    ("metric", "says"),
    [
        ("win_rate", "Too early: 15 of 30"),
        ("opportunities_won", "No evidence here"),
        ("pipeline_value", "What is open follows itself"),
    ],
)
def test_any_metric_has_its_before_and_after(metric, says):
    done = replace(REASONS, about="metric", subject=metric, day=date(2026, 3, 1))
    found = told(company(), done)
    row = found.table.rows[0]

    assert row["says"].startswith(says)
    assert row["before"]
    assert found.opens("after:1").ids


def test_what_can_not_be_measured_says_why():
    wrong = told(company(), replace(REASONS, where=("shoes=8",)), replace(REASONS, id=2, subject="rain"))

    assert [row["says"].startswith("This can't be measured: ") for row in wrong.table.rows] == [True, True]


def test_leaks_and_the_week_tell_what_is_being_done():
    stage = replace(REASONS, id=2, about="stage", subject=str(TALK), text="Train them")
    ended = replace(REASONS, id=3, ended_on=DAY)
    year = Period(date(2026, 1, 1), date(2027, 1, 1), ZONE)
    asked = Asked(query("win_rate", period=year), done=(REASONS, stage, ended))

    leaks = REPORTS["leaks"].tell(asked, mended())
    of_leaks = {row["target"]: row["done"] for table in leaks.tables for row in table.rows}
    assert of_leaks["leak:lost without a reason"] == "Ask at closing (since 15 Apr 2026, Mona)"
    assert of_leaks["leak:stalled"] == ""
    assert of_leaks[f"stage:{TALK}"] == "Train them (since 15 Apr 2026, Mona)"
    week = open_table(mended(), asked)
    assert [(row["text"], row["about"]) for row in week.rows] == [
        ("Ask at closing", "Lost without a reason"),
        ("Train them", "Sales · Talk"),
    ]


def test_stays_that_came_to_the_limit_of_their_stage_are_counted_when_they_did():
    """Of forty days four of five last less than 42: twenty of a hundred came to it before, one of a hundred after."""
    rows: list[dict] = []
    for begun, long, n in ((-100, 20, 100), (5, 1, 100)):
        for i in range(n):
            one = lost(len(rows) + 1, days=0, reason=True)
            start, stay = begun + 10 * i / n, 60 if i < long else 10 + i % 5
            ends = [micros(AT + timedelta(days=start)), micros(AT + timedelta(days=start + stay))]
            first = one[0] | {
                "valid_from": ends[0],
                "known_from": ends[0],
                "stage_since": ends[0],
                "valid_to": ends[1],
            }
            rows += [first, one[1] | {"valid_from": ends[1], "stage_since": ends[1]}]
    state = state_of({"opportunity": rows, "stage": STAGES, "workspace": [{"id": 1, "home_currency": "EUR"}]})
    row = told(state, replace(REASONS, subject="stalled")).table.rows[0]

    assert (row["before"], row["after"]) == ("20.0 % of 100", "1.0 % of 100")
    assert row["verdict"] == "better"
