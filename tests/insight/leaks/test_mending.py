"""Before and after, against the rest: worked out by hand, and by law."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.insight.leaks.mending import BEFORE, DAY, ENOUGH, by_period, mended
from penstock.insight.leaks.outcomes import Outcomes, beside

NOON = 1_000 * DAY
UNTIL = NOON + 90 * DAY


def cases(*groups, kind="opportunity"):
    """(days after the day, hits, of how many, whether it is the rest), each spread over ten days."""
    rows = [
        (NOON + int((day + 10 * i / n) * DAY), i < hits, is_rest)
        for day, hits, n, is_rest in groups
        for i in range(n)
    ]
    at, hit, rest = (np.array([row[i] for row in rows]) for i in range(3))
    return Outcomes(np.arange(len(rows)), at, hit.astype(bool), rest.astype(bool), kind)


def said(*groups, up_is_good=True):
    return mended(cases(*groups), NOON, UNTIL, up_is_good=up_is_good)


def test_what_changed_and_the_rest_did_not_is_better():
    found = said((-100, 40, 100, False), (5, 70, 100, False), (-100, 50, 100, True), (5, 50, 100, True))

    assert (found.before.share, found.after.share, found.rest_after.share) == (0.4, 0.7, 0.5)
    assert found.difference.value == pytest.approx(0.3)
    assert found.beyond.value == pytest.approx(0.3)
    assert found.beyond.low < found.difference.low
    assert (found.verdict, found.why_not, found.follows_spell) == ("better", None, False)


def test_where_down_is_good_more_is_worse():
    assert said((-100, 40, 100, False), (5, 70, 100, False), up_is_good=False).verdict == "worse"
    assert said((-100, 40, 100, False), (5, 70, 100, False), up_is_good=None).verdict == "changed"


def test_what_the_rest_did_too_is_no_evidence():
    found = said((-100, 40, 100, False), (5, 70, 100, False), (-100, 40, 100, True), (5, 70, 100, True))

    assert found.difference.low > 0
    assert found.beyond.value == pytest.approx(0)
    assert found.verdict == "no evidence"


def test_a_rest_of_few_is_no_rest():
    found = said((-100, 40, 100, False), (5, 70, 100, False), (-100, 4, 10, True), (5, 7, 10, True))

    assert (found.beyond, found.verdict) == (None, "better")
    assert found.rest_before.n == 10


def test_small_numbers_say_what_is_missing():
    early = said((-100, 40, 100, False), (5, 10, 12, False))
    late = said((-100, 4, 12, False), (5, 20, 40, False))

    assert (early.verdict, early.why_not, early.difference) == ("too early", f"12 of {ENOUGH}", None)
    assert (late.verdict, late.why_not) == ("too few before", f"12 of {ENOUGH}")
    assert mended(cases((5, 1, 2, False)).held(np.zeros(2, dtype=bool)), NOON, UNTIL, up_is_good=True).verdict == "too early"  # fmt: skip


def test_what_began_after_a_bad_month_is_marked():
    """60 % for half a year, 20 % in the month before, 60 % again: better, and by nothing that was done."""
    spell = said((-150, 60, 100, False), (-15, 8, 40, False), (5, 60, 100, False))
    good_month = said((-150, 60, 100, False), (-15, 38, 40, False), (5, 60, 100, False))

    assert spell.follows_spell
    assert not good_month.follows_spell


def test_only_what_lies_in_the_two_windows_counts():
    found = said(
        (-BEFORE / DAY - 20, 0, 50, False), (-100, 20, 40, False), (5, 30, 40, False), (95, 0, 50, False)
    )

    assert (found.before.n, found.after.n) == (40, 40)


def test_those_of_others_are_the_rest():
    mine, everyone = cases((5, 1, 2, False)), cases((5, 1, 2, False), (20, 3, 4, False), (20, 1, 1, True))

    both = beside(mine, everyone)
    assert both.is_rest.tolist() == [False] * 2 + [True] * 4
    assert both.hit[both.is_rest].sum() == 3


@settings(deadline=None)
@given(st.lists(st.integers(-30, 60), max_size=40))
def test_periods_add_up_to_what_lies_in_them(days):
    at = np.array([NOON + day * DAY for day in days], dtype=np.int64)
    flags = np.zeros(at.size, dtype=bool)
    edges = [NOON + week * 7 * DAY for week in range(-2, 5)]

    counts = by_period(Outcomes(np.arange(at.size), at, ~flags, flags), edges)
    assert sum(n for _k, n in counts) == ((at >= edges[0]) & (at < edges[-1])).sum()
    assert all(k == n for k, n in counts)
