"""The textbook: ten leads, seven meetings, three proposals, one customer (shared reference, figures)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.insight.funnels.steps import LOST, OPEN, WON, gaps, steps

NAMES = ["Lead", "Meeting", "Proposal", "Customer"]
members = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([OPEN, LOST, WON])), min_size=1, max_size=60)


def told(rows):
    return steps(
        NAMES,
        [row[0] for row in rows],
        [row[1] for row in rows],
        ["price" if row[1] == LOST else "" for row in rows],
        [row[0] * 100 or None for row in rows],
    )


def test_the_textbook_case():
    reached = [0, 0, 0, 1, 1, 1, 1, 2, 2, 3]
    found = steps(
        NAMES,
        reached,
        [LOST] * 3 + [OPEN] * 4 + [LOST, OPEN, WON],
        ["no answer"] * 3 + [""] * 4 + ["price", "", ""],
        [None] * 4 + [500, 1000, None, 2000, 3000, 4000],
    )

    assert [step.of_all.k for step in found] == [10, 7, 3, 1]
    assert [round(step.of_previous.share, 6) for step in found] == [1, 0.7, 0.428571, 0.333333]
    assert found[3].of_all.share == 0.1
    bounds = [(round(step.of_previous.low, 6), round(step.of_previous.high, 6)) for step in found[1:]]
    assert bounds == [(0.396778, 0.892209), (0.158220, 0.749542), (0.061492, 0.792340)]
    assert (round(found[3].of_all.low, 6), round(found[3].of_all.high, 6)) == (0.017876, 0.404150)
    assert [(step.waiting, step.dropped) for step in found] == [(0, 3), (4, 0), (1, 1), (0, 0)]
    assert found[0].reasons == (("no answer", 3),)
    assert found[1].why_not == "10 of 20"
    assert [(step.worth.minor, step.worth.without) for step in found] == [(10_500, 5), (10_500, 2), (9_000, 0), (4_000, 0)]  # fmt: skip
    assert [(step.lost.minor, step.lost.without) for step in found] == [(0, 3), (0, 0), (2_000, 0), (0, 0)]


def test_a_win_has_reached_every_step():
    assert [step.of_all.k for step in told([(0, WON)])] == [1, 1, 1, 1]


@settings(deadline=None)
@given(members)
def test_each_step_is_the_waiting_the_dropped_and_the_next(rows):
    found = told(rows)

    assert found[0].of_all.k == len(rows)
    for step, after in pairwise(found):
        assert step.of_all.k == step.waiting + step.dropped + after.of_all.k
        assert after.of_previous.n == step.of_all.k
        assert sum(n for _, n in step.reasons) == step.dropped
        assert step.worth.minor >= step.lost.minor + after.worth.minor
    assert found[-1].of_all.k == sum(row[1] == WON for row in rows)


def test_two_funnels_that_differ_are_told_so_with_enough_of_each():
    one = told([(0, LOST)] * 20 + [(1, LOST)] * 40 + [(1, WON)] * 40)
    other = told([(0, LOST)] * 70 + [(1, LOST)] * 15 + [(1, WON)] * 15)
    found = gaps(one, other)

    assert [gap.stated for gap in found] == [True, False, False]
    assert found[0].difference.value == pytest.approx(0.8 - 0.3)


def test_few_of_each_are_never_told_to_differ():
    found = gaps(told([(0, LOST)] * 25), told([(1, WON)] * 25))

    assert not any(gap.stated for gap in found)
    assert found[1].difference is None


def test_other_steps_do_not_compare():
    with pytest.raises(ValueError, match="step by step"):
        gaps(told([(0, OPEN)]), steps(["Lead", "Customer"], [0], [OPEN], [""], [None]))
