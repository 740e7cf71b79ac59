"""On the world of 160 lives: the numbers behind the pages are the metrics' own, and every one opens into its rows."""

import pytest

from penstock.insight.metrics.answer import Group
from penstock.insight.metrics.run import answer
from penstock.insight.winloss.decided import AT_OPENING, decided
from penstock.insight.winloss.drivers import drivers
from penstock.insight.winloss.reasons import competitors, reasons
from penstock.insight.winloss.sellers import sellers
from tests.insight.metrics.checks import opened_at
from tests.insight.metrics.world import NOW, SPRING, USERS, lives, query, state


@pytest.mark.parametrize("period", [None, SPRING])
def test_reasons_add_up_to_what_was_lost(period):
    told = reasons(state(), query("x", period=period))
    lost, worth = (
        answer(state(), query(name, period=period)).value for name in ("opportunities_lost", "lost_amount")
    )

    assert sum(one.of_lost.k for one in told) == lost.value == told[0].of_lost.n
    assert sum(one.value for one in told) == worth.value
    assert sum(one.without_value for one in told) == lost.n - worth.n
    assert {one.name for one in told} <= {"Price", "not recorded"}
    assert all(len(one.ids) == one.of_lost.k for one in told)


def test_a_reason_not_recorded_is_nobodys_to_change():
    told = {one.name: one.is_ours for one in reasons(state(), query("x"))}

    assert told["not recorded"] is None


def test_without_competitors_all_are_not_recorded():
    assert [one.name for one in competitors(state(), query("x"))] == ["not recorded"]


def test_the_decided_are_as_they_were_at_their_opening():
    found = decided(state(), query("x"))
    by_id = {life.id: life for life in lives()}

    assert set(found.known) == {*AT_OPENING, "weekday", "team_size", "custom.tier"}
    assert found.id.size > 40
    for i, id in enumerate(found.id.tolist()):
        life = by_id[id]
        since = opened_at(life, NOW)
        then = life.at(since)
        assert found.known["owner"][i] == USERS.get(then["owner_id"], "not recorded")
        assert found.known["weekday"][i] == since.astimezone(query("x").tzinfo).strftime("%A")
        assert (
            found.month[i]
            == since.astimezone(query("x").tzinfo).year * 12 + since.astimezone(query("x").tzinfo).month - 1
        )
    rate = answer(state(), query("win_rate")).value
    assert found.id.size + found.left_out == rate.n


def test_drivers_come_from_the_decided():
    found = decided(state(), query("x"))
    told = drivers(found.won, found.month, found.known)

    assert {one.factor for one in told} <= set(found.known)
    assert all(one.q is None or 0 <= one.q <= 1 for one in told)


def test_a_seller_is_drawn_towards_the_team():
    told = sellers(state(), query("x"))
    raw = answer(state(), query("stage_conversion", by=("owner", "stage"))).groups

    def value(cell) -> Group:
        return next(
            one for one in raw if (one.keys["owner"], one.keys["stage"]) == (cell.owner_id, cell.stage_id)
        )

    assert {cell.owner for cell in told} == set(USERS.values())
    for cell in told:
        assert (cell.own.k, cell.own.n) == (value(cell).value.details["k"], value(cell).value.n)
        assert abs(cell.share.value - cell.common) <= abs(cell.own.share - cell.common) + 0.05
        assert not cell.needs_help or cell.own.n >= 30
