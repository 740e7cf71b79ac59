"""The traits, one after the other by looking at the lives of the world of 160."""

from itertools import pairwise

import pytest

from penstock.insight.leaks.finding import AGAIN, OVER_CAP, TRAITS, leaks
from penstock.insight.leaks.looking import records_of
from penstock.insight.metrics.asking import ask
from penstock.insight.metrics.catalogue import metric_named
from penstock.insight.metrics.run import answer
from tests.insight.metrics.checks import home, kind
from tests.insight.metrics.world import NOW, SPRING, lives, query, state


def found(name):
    asked = ask(state(), query("stage_days"), metric_named("stage_days"))
    return set(next(one for one in TRAITS if one.name == name).find(asked).ids.tolist())


def open_states(life):
    return [one for _, one in life.until(NOW) if not one.get("removed") and kind(one) == "open"]


def test_handed_over_are_those_with_two_owners():
    assert found("handed over") == {
        life.id for life in lives() if len({one["owner_id"] for one in open_states(life)} - {None}) > 1
    }


def test_no_next_step_is_that_of_the_last_open_day():
    assert found("no next step") == {
        life.id for life in lives() if open_states(life) and not open_states(life)[-1]["has_next_step"]
    }


def test_lost_without_a_reason():
    assert found("lost without a reason") == {
        life.id
        for life in lives()
        if (now := life.at(NOW)) and kind(now) == "lost" and now.get("loss_reason_id") is None
    }


def test_pushed_again_and_again():
    def pushes(life):
        states = [one for _, one in life.until(NOW) if not one.get("removed")]
        return sum(
            bool(a["close_on"] and b["close_on"] and b["close_on"] > a["close_on"] and kind(b) == "open")
            for a, b in pairwise(states)
        )

    assert found("pushed again and again") == {
        life.id for life in lives() if life.at(NOW) and pushes(life) >= AGAIN
    }


@pytest.mark.parametrize("period", [None, SPRING])
def test_the_two_sides_are_the_open_and_the_lost(period):
    told = leaks(state(), query("x", period=period))
    open_, lost = (
        answer(state(), query(name, period=period)).value.n
        for name in ("opportunities_open", "opportunities_lost")
    )

    found_otherwise = {leak.name.partition(":")[0] for leak in told} - {"weak stage"}
    assert found_otherwise == {*(one.name for one in TRAITS), OVER_CAP}
    for leak in told:
        assert leak.kind == "lead" or leak.affected <= (open_ if leak.side == "open" else lost)
        assert (leak.worth is not None) == (leak.verdict == "leak")
    missing = {leak.side: leak for leak in told if leak.name == "lost without a reason"}
    assert (missing["open"].affected, missing["past"].verdict) == (0, "not priced")


def test_what_has_no_amount_is_not_compared_with_what_is_small():
    records = records_of(state(), query("x"))
    amounts = {life.id: home(now, NOW) for life in lives() if (now := life.at(NOW))}

    of = dict(zip(records.id.tolist(), records.stratum.tolist(), strict=True))
    bare = {stratum for id, stratum in of.items() if amounts[id] is None}
    small = {stratum for id, stratum in of.items() if amounts[id] is not None and amounts[id] < 100_000}
    assert bare and small and not bare & small
