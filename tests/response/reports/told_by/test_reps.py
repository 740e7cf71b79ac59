"""Sellers: who needs help with what, of forty and forty, and what one of them sees of it."""

from functools import cache

import pytest

from penstock.insight.metrics.query import Scope
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.told import Told
from tests.insight.metrics.world import query
from tests.response.reports.small import life, world


@cache
def told(*, of: int = 0) -> Told:
    """At Talk Anna passes 4 of 40 and Bob 36 of 40; at Offer everybody wins all. of: the user who asks, with their team."""
    lives = [
        life(id, (1, 1), (2, 1), (3, None), owner_id=owner) if passes else life(id, (1, 1), (4, None), owner_id=owner)
        for id, (owner, passes) in enumerate([(1, True)] * 4 + [(1, False)] * 36 + [(2, True)] * 36 + [(2, False)] * 4, 1)
    ]  # fmt: skip
    team = Scope(False, frozenset({1, 2}), user_id=of) if of else None
    scope = {"scope": Scope(False, frozenset({of}), user_id=of)} if of else {}
    return REPORTS["reps"].tell(Asked(query("stage_conversion", **scope), wider=team), world(*lives))


def test_the_few_true_lines():
    (row,) = told().table.rows

    assert (row["owner"], row["stage"], row["own"]) == ("Anna", "Talk", "10.0 % of 40")
    assert row["high"] < row["common"] == pytest.approx(0.5, abs=0.01)
    assert told().notes[0] == "One seller needs help at one stage: Anna, Talk."
    assert told().opens("1:1").ids == tuple(range(1, 41))
    assert told().opens("1:9") is None


def test_of_few_nothing_is_said():
    verdicts = {(row["owner"], row["stage"]): row["verdict"] for row in told().tables[1].rows}

    assert verdicts[("Anna", "Offer")] == "Not enough data: 4 of 30"
    assert verdicts[("Bob", "Talk")] == "Passes more than is common"


def test_a_representative_sees_their_own_against_the_team():
    mine = told(of=2)

    assert {row["owner"] for row in mine.tables[1].rows} == {"Bob"}
    assert mine.table.rows == ()
    assert mine.tables[1].rows[0]["common"] == told().table.rows[0]["common"]
    assert mine.opens("1:1") is None
