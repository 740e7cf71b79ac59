"""Every bar once, by hand, on lives of a few points; rates: a dollar is 0.90 euro before instant 50, 0.80 after."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.insight.changes import replay
from tests.insight.changes.dumb import Point, replayed

DOLLAR = {False: Fraction(9, 10), True: Fraction(8, 10)}


def worth(amount, currency, at, written_in):
    return {"EUR": lambda: amount, "USD": lambda: round(amount * DOLLAR[at >= 50]), "XXX": lambda: None}[
        currency
    ]()


def point(at, amount=1000, currency="EUR", kind="open", inside=True, window=True, exists=True):
    return Point(7, at, exists, kind, amount, currency, inside, window)


def bars(*life, existed=()):
    found = replay.replayed(side_by_side(life), worths, np.array(existed, dtype=int), 10)
    return list(zip(found.at.tolist(), found.bar.tolist(), found.change.tolist(), strict=True))


def worths(*columns):
    return np.array(
        [worth(*row) or 0 for row in zip(*(column.tolist() for column in columns), strict=True)],
        dtype=np.int64,
    )


def side_by_side(life):
    def column(name, type=np.int64):
        return np.array([getattr(one, name) for one in life], dtype=type)

    return replay.Points(
        column("id"), column("at"), column("exists", bool), np.array([replay.KINDS[one.kind] for one in life], dtype=np.int64),
        np.array([one.amount or 0 for one in life], dtype=np.int64), np.array([one.amount is not None for one in life], dtype=bool),
        column("currency", object), column("is_inside", bool), column("is_in_window", bool),
    )  # fmt: skip


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


@settings(deadline=None)
@given(st.booleans(), st.lists(points, min_size=1, max_size=12))
def test_the_bars_are_the_difference_of_the_ends(is_there, life):
    """Opening + bars = closing, to the minor unit, whatever happens in between."""
    life = [Point(7, 10 * i + (10 if is_there else 11), *_rest(one)) for i, one in enumerate(life)]
    value = {at: (worth(one.amount, one.currency, at, one.currency) or 0) if one.counts and one.amount is not None else 0
             for one in life for at in [one.at]}  # fmt: skip
    opening = value[life[0].at] if is_there else 0

    moves = bars(*life)

    assert opening + sum(change for _, _, change in moves) == value[life[-1].at]
    assert moves == [(move.at, move.bar, move.change) for move in replayed([life], worth, set(), 10)]


@settings(deadline=None)
@given(st.lists(st.lists(points, min_size=1, max_size=5), max_size=6), st.sets(st.integers(0, 5)))
def test_many_lives_at_once_are_as_one_after_the_other(lives, existed):
    lives = [
        [replace(one, id=i, at=10 + 10 * j + i % 2) for j, one in enumerate(life)]
        for i, life in enumerate(lives)
    ]
    found = replay.replayed(
        side_by_side([one for life in lives for one in life]),
        worths,
        np.array(sorted(existed), dtype=int),
        10,
    )

    expected = list(replayed(lives, worth, existed, 10))
    assert found.id.tolist() == [move.id for move in expected]
    assert found.bar.tolist() == [move.bar for move in expected]
    assert found.change.tolist() == [move.change for move in expected]


def _rest(one):
    return one.exists, one.kind, one.amount, one.currency, one.is_inside, one.is_in_window
