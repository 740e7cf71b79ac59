"""Metrics of one's own on the hand-made company: equal to what they are made of, refused where they would not be honest."""

from dataclasses import replace

import pytest

from penstock.insight.metrics.own import Part, own_metric
from penstock.insight.metrics.query import Condition, WrongQuestion
from penstock.insight.metrics.run import answer, rows_behind
from tests.insight.metrics.world import SPRING, query
from tests.insight.metrics.world import state as made


@pytest.fixture
def state():
    return made()


def asked(state, form, *parts, direction="up", **about):
    own = own_metric("own", "Own", form, [Part(*part) for part in parts], direction)
    return own, answer(state, replace(query("own", **about), own=own))


def plain(state, metric, *where, **about):
    conditions = tuple(Condition(field, (value,)) for field, value in where)
    return answer(state, replace(query(metric, **about), where=conditions)).value


def test_a_part_is_the_metric_under_its_conditions(state):
    own, told = asked(state, "filter", ("won_amount", ("pipeline=Renewals",)))

    assert told.value == plain(state, "won_amount", ("pipeline", "Renewals"))
    assert (own.unit, own.additivity, told.currency) == ("money", "all", "EUR")


def test_a_sum_adds_and_a_series_of_it_too(state):
    own, told = asked(
        state, "sum", ("opportunities_won",), ("opportunities_lost",), grain="month", period=SPRING
    )
    won, lost = (plain(state, name, period=SPRING) for name in ("opportunities_won", "opportunities_lost"))

    assert (told.value.value, told.value.n) == (won.value + lost.value, won.n + lost.n)
    assert sum(point.value.value for point in told.series) == told.value.value
    assert own.additivity == "all"


def test_a_share_has_an_interval_where_what_is_above_is_part_of_what_is_below(state):
    renewals = ("opportunities_opened", ("pipeline=Renewals",))
    own, told = asked(state, "ratio", renewals, ("opportunities_opened",))
    above, below = (
        plain(state, "opportunities_opened", ("pipeline", "Renewals")),
        plain(state, "opportunities_opened"),
    )

    assert own.unit == "share"
    assert told.value.value == above.value / below.value
    assert told.value.low < told.value.value < told.value.high
    assert asked(state, "ratio", ("opportunities_won",), renewals)[0].unit == "number"


def test_below_the_honest_minimum_a_ratio_says_so(state):
    _own, told = asked(
        state, "ratio", ("won_amount",), ("opportunities_opened", ("pipeline=Renewals", "owner=Anna"))
    )
    below = plain(state, "opportunities_opened", ("pipeline", "Renewals"), ("owner", "Anna"))

    assert below.n < 20
    assert told.value.why_not == f"{below.n} of 20"


def test_its_rows_are_those_of_its_parts(state):
    own, told = asked(state, "sum", ("opportunities_won",), ("opportunities_lost",))
    rows = rows_behind(state, replace(query("own"), own=own))

    assert len([row for row in rows if row.left_out is None]) == told.value.n


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("sum", [("win_rate",), ("new_share",)]),
        ("sum", [("won_amount",), ("opportunities_won",)]),
        ("sum", [("opportunities_won",), ("opportunities_open",)]),
        ("sum", [("opportunities_won",)]),
        ("ratio", [("win_rate",), ("won_amount",)]),
        ("ratio", [("velocity",), ("opportunities_won",)]),
        ("filter", [("none",)]),
        ("filter", [("won_amount", ("nonsense",))]),
        ("power", [("won_amount",)]),
    ],
)
def test_what_would_not_be_honest_is_refused(form, parts):
    with pytest.raises(WrongQuestion):
        own_metric("own", "Own", form, [Part(*part) for part in parts], "up")
