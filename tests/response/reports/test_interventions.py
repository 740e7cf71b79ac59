"""What was done: who sees it, who judges it, what it takes, and what was known before."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.foundation.base.remembering import remembering
from penstock.records.pipeline.models import Pipeline, Stage
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.workspace.queries import current
from penstock.response.reports.interventions import (
    done_for,
    interventions_for,
    judge_intervention,
    record_intervention,
    remove_intervention,
)
from penstock.response.reports.models import Intervention

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
pytestmark = pytest.mark.django_db


def record(user: User | None, **given: Any) -> Intervention:
    actor = Acting.on_screen(user) if user else Acting.at_terminal()
    told = {"target": "leak:stalled", "text": " Call  them ", "day": date(2026, 5, 1), "now": NOW} | given
    return record_intervention(actor=actor, workspace=current(), **told)


def judge(user: User, one: Intervention, **given: Any) -> Intervention:
    told = {"day": TODAY, "text": "It worked", "now": NOW} | given
    return judge_intervention(actor=Acting.on_screen(user), workspace=current(), id=one.pk, **told)


def test_somebody_sees_what_is_about_their_own_reports(cast: dict[str, User]) -> None:
    """Written down by the administrator about all, by the manager about Sales and the teams below, by two about themselves."""
    made = {name: record(cast[name]) for name in ("administrator", "manager", "representative", "outsider")}
    sees = {
        name: {who for who, one in made.items() if one in interventions_for(user, current())}
        for name, user in cast.items()
    }

    everything = set(made)
    assert made["representative"].scope == f"user:{cast['representative'].pk}"
    assert sees == {
        "administrator": everything,
        "marketer": everything,
        "viewer": everything,
        "manager": {"manager", "representative"},
        "representative": {"representative"},
        "teammate": set(),
        "outsider": {"outsider"},
    }
    assert len(interventions_for(None, current())) == 4


def test_who_wrote_it_down_and_who_is_above_judge_it_once(cast: dict[str, User]) -> None:
    mine, other = record(cast["representative"]), record(cast["representative"])

    with pytest.raises(Refused, match="no such"):
        judge(cast["teammate"], mine)
    with pytest.raises(NotAllowed):
        judge(cast["marketer"], mine)
    with pytest.raises(NotAllowed):
        record(cast["viewer"])
    assert judge(cast["representative"], mine).judgement == "It worked"
    with pytest.raises(Refused, match="already"):
        judge(cast["manager"], mine)
    assert judge(cast["manager"], other, day=other.day).ended_on == other.day


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"text": " \x00 "}, "what was done"),
        ({"text": "x" * 301}, "300"),
        ({"expected": "x" * 301}, "300"),
        ({"day": TODAY + timedelta(days=1)}, "future"),
        ({"target": "leak:rain"}, "leak:NAME"),
        ({"target": "stage:²"}, "leak:NAME"),
        ({"target": "stage:999999"}, "leak:NAME"),
        ({"target": "metric:rain"}, "leak:NAME"),
        ({"target": ""}, "leak:NAME"),
    ],
)
def test_what_it_takes(administrator: User, given: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        record(administrator, **given)


def test_a_weak_stage_is_the_stage(administrator: User) -> None:
    stage = Stage.objects.create(name="Talk", pipeline=Pipeline.objects.create(name="Sales"), probability=0)

    assert record(administrator, target=f"leak:weak stage:{stage.pk}").target == f"stage:{stage.pk}"
    assert record(administrator, text="\x00Call").text == "Call"


def test_it_does_not_end_before_it_began(administrator: User) -> None:
    with pytest.raises(Refused, match="before it began"):
        judge(administrator, record(administrator), day=date(2026, 4, 30))


def test_the_reports_take_what_stood_on_their_day_as_it_was_known_then(administrator: User) -> None:
    one = record(administrator)
    judge(administrator, one, day=date(2026, 5, 20), now=NOW)
    removed = record(administrator, target="metric:win_rate")
    remove_intervention(actor=Acting.on_screen(administrator), workspace=current(), id=removed.pk, now=NOW + timedelta(days=1))  # fmt: skip

    def told(until: date, known: datetime | None = None) -> list[tuple[int, date | None, str]]:
        return [
            (done.id, done.ended_on, done.judgement)
            for done in done_for(administrator, current(), until, known)
        ]

    before = NOW - timedelta(minutes=1)
    assert told(TODAY) == [(one.pk, date(2026, 5, 20), "It worked")]
    assert told(date(2026, 5, 19)) == [(one.pk, None, "")]
    assert told(date(2026, 4, 30)) == []
    assert told(TODAY, before) == []
    assert [id for id, *_ in told(TODAY, NOW)] == [removed.pk, one.pk]


def test_of_whom_it_is_stands_in_words(cast: dict[str, User]) -> None:
    for name in ("administrator", "manager", "representative"):
        record(cast[name])
    done = done_for(None, current(), TODAY)

    assert [(one.of, one.by) for one in done] == [
        ("Rita Rep", "Rita Rep"),
        ("Sales", "Mona Manager"),
        ("", "Ada Admin"),
    ]
    assert cast["teammate"].pk in done[1].scope.user_ids


def test_looking_costs_one_question_whatever_there_is(
    cast: dict[str, User], django_assert_num_queries: Any
) -> None:
    for name in ("administrator", "manager", "representative"):
        record(cast[name])

    # The teams and users are remembered: in a request they were read by its first line.
    with remembering():
        done_for(cast["manager"], current(), TODAY)
        with django_assert_num_queries(1):
            done_for(cast["manager"], current(), TODAY)
