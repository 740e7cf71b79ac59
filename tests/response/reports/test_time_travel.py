"""Every report of a past day, `as known then`, is the report of a ledger that stops on that day; and without that, the
report of a ledger that holds what was true by then and nothing of later. On random days, other ones for each report.

PENSTOCK_TIME_TRAVEL says how many days for each report (1, since an answer costs most of a second)."""

import os
import random
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.leaks.measuring import NAMES
from penstock.insight.metrics.query import EVERYTHING
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.done import Done
from tests.insight.metrics.world import NOW, ZONE, query
from tests.response.reports.past import DAYS, MERGED, START, history, state_with

pytestmark = pytest.mark.slow
EACH = int(os.environ.get("PENSTOCK_TIME_TRAVEL", "1"))
# Between them they read every table of the mirror by every door; with more days, all reports are asked both ways.
# `known` means each end as it was known then (METRICS, 4: corrected), so a ledger that stops is asked for that too.
BRIDGES = ("changes", "week")
CORE = ("pipeline", "changes", "funnel", "stages", "winloss")


# Something done about each that can be measured from opportunities.
DONE = tuple(
    Done(id, about, subject, (), EVERYTHING, "", (START + timedelta(days=20)).date(), subject, "", "Mona")
    for id, (about, subject) in enumerate(
        [("leak", name) for name in NAMES] + [("stage", "11"), ("metric", "win_rate"), ("metric", "opportunities_won"), ("metric", "pipeline_value")]
    )
)  # fmt: skip


def days_of(name: str) -> list[datetime]:
    dice = random.Random(name)
    return [START + timedelta(days=dice.randrange(30, DAYS), hours=dice.randrange(24)) for _ in range(EACH)]


@cache
def everything() -> State:
    return state_with(history())


def told(name: str, state: State, day: datetime, known: datetime | None) -> dict[str, Any]:
    report = REPORTS[name]
    before = day - timedelta(days=20)
    period = Period(START.date(), day.date() + timedelta(days=1), ZONE) if "period" in report.takes else None
    asked = query(
        report.metric,
        as_of=day,
        known=known,
        period=period,
        grain="month" if "grain" in report.takes else None,
    )
    other = (
        query(report.metric, as_of=before, known=known, period=period) if "against" in report.takes else None
    )
    done = DONE if report.has_done else ()
    answer = report.tell(Asked(asked, "", other, "then" if other else "", done=done), state).as_json()
    return {part: value for part, value in answer.items() if part != "known"}


@pytest.mark.parametrize("name", REPORTS)
def test_as_known_then_is_what_a_ledger_says_that_stops_there(name: str) -> None:
    for day in days_of(name):
        stopped = [fact for fact in history() if fact.recorded_at <= day]
        merged = [
            (one, other if other <= day else datetime.max.replace(tzinfo=one.tzinfo))
            for one, other in MERGED
            if one <= day
        ]
        with state_with(stopped, merged) as before:
            again = day if name in BRIDGES else None
            assert told(name, everything(), day, known=day) == told(name, before, day, again), day


@pytest.mark.parametrize("name", [name for name in REPORTS if EACH > 1 or name in CORE])
def test_what_was_true_does_not_depend_on_what_came_after_it(name: str) -> None:
    for day in days_of(name):
        with state_with([fact for fact in history() if fact.valid_at <= day]) as until:
            assert told(name, everything(), day, None) == told(name, until, day, None), day


def test_the_history_is_worth_travelling_through() -> None:
    facts = history()

    assert len({fact.record for fact in facts}) == 60
    assert sum(fact.recorded_at > fact.valid_at for fact in facts if fact.voids is None) > 40
    assert sum(fact.voids is not None for fact in facts) > 15
    assert all(fact.recorded_at <= NOW for fact in facts)
