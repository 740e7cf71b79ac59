"""Every bar once, by hand, on lives of a few points; rates: a dollar is 0.90 euro before instant 50, 0.80 after."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.insight.changes.replay import Point, replayed

DOLLAR = {False: Fraction(9, 10), True: Fraction(8, 10)}


def worth(amount, currency, at, written_in):
    return {"EUR": lambda: amount, "USD": lambda: round(amount * DOLLAR[at >= 50]), "XXX": lambda: None}[
        currency
    ]()


def point(at, amount=1000, currency="EUR", kind="open", inside=True, window=True, exists=True):
    return Point(7, at, exists, kind, amount, currency, inside, window)


def bars(*life, existed=()):
    return [(move.at, move.bar, move.change) for move in replayed([list(life)], worth, set(existed), 10)]


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        ([point(10), point(99)], []),
        ([point(20)], [(20, "new", 1000)]),
        ([point(10), point(30, 1500)], [(30, "grown", 500)]),
        ([point(10), point(30, 400)], [(30, "shrunk", -600)]),
        ([point(10), point(30, 1500, kind="won")], [(30, "grown", 500), (30, "won", -1500)]),
        ([point(10), point(30, kind="lost")], [(30, "lost", -1000)]),
        ([point(10, kind="lost"), point(30, 700)], [(30, "reopened", 700)]),
        ([point(10), point(30, inside=False)], [(30, "left the filter", -1000)]),
        ([point(10, inside=False), point(30)], [(30, "entered the filter", 1000)]),
        ([point(10), point(30, window=False)], [(30, "pushed out", -1000)]),
        ([point(10, window=False), point(30)], [(30, "pulled in", 1000)]),
        ([point(10), point(30, exists=False)], [(30, "removed", -1000)]),
        ([point(10), point(30, exists=False), point(40)], [(30, "removed", -1000), (40, "restored", 1000)]),
        ([point(10), point(30, amount=None)], [(30, "shrunk", -1000)]),
        ([point(20, amount=None), point(30)], [(30, "grown", 1000)]),
        ([point(10, currency="USD"), point(60, currency="USD")], [(60, "exchange rate", -100)]),
        ([point(10, 1000), point(30, 1200, "USD")], [(30, "exchange rate", -100), (30, "grown", 180)]),
        ([point(10), point(30, currency="XXX")], [(30, "exchange rate", -1000)]),
        ([point(20), point(30, kind="won"), point(40), point(45, kind="lost")],
         [(20, "new", 1000), (30, "won", -1000), (40, "reopened", 1000), (45, "lost", -1000)]),
        ([point(10, inside=False), point(30, 5, inside=False), point(40, kind="won", inside=False)], []),
    ],
)  # fmt: skip
def test_each_change_has_its_bar(life, expected):
    assert bars(*life) == expected


def test_who_was_there_before_is_restored_not_new():
    assert bars(point(20), existed=[7]) == [(20, "restored", 1000)]


points = st.builds(
    Point, st.just(7), st.just(0), st.booleans(), st.sampled_from(["open", "open", "open", "won", "lost"]),
    st.one_of(st.none(), st.integers(0, 10**9)), st.sampled_from(["EUR", "USD", "XXX"]),
    st.booleans(), st.booleans(),
)  # fmt: skip


@given(st.booleans(), st.lists(points, min_size=1, max_size=12))
def test_the_bars_are_the_difference_of_the_ends(is_there, life):
    """Opening + bars = closing, to the minor unit, whatever happens in between."""
    life = [Point(7, 10 * i + (10 if is_there else 11), *_rest(one)) for i, one in enumerate(life)]
    value = {at: (worth(one.amount, one.currency, at, one.currency) or 0) if one.counts and one.amount is not None else 0
             for one in life for at in [one.at]}  # fmt: skip
    opening = value[life[0].at] if is_there else 0

    moves = list(replayed([life], worth, set(), 10))

    assert opening + sum(move.change for move in moves) == value[life[-1].at]


def _rest(one):
    return one.exists, one.kind, one.amount, one.currency, one.is_inside, one.is_in_window
