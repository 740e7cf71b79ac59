"""Differences of two independent numbers: their intervals hold the truth as often as they claim."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.differences import difference_of, difference_of_counts, p_of_difference
from penstock.foundation.statistics.estimates import Estimate
from penstock.foundation.statistics.location import mean, median
from penstock.foundation.statistics.proportions import difference

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
ROUNDS = 1_000
# Of 1,000 rounds at 95 %, fewer than 928 have a chance below one in a thousand.
LEAST = 928


def test_by_hand():
    found = difference_of(Estimate(10, 7, 14, 40), Estimate(5, 4, 8, 30))

    assert (found.value, found.n) == (5, 30)
    assert found.low == pytest.approx(5 - (9 + 9) ** 0.5)
    assert found.high == pytest.approx(5 + (16 + 1) ** 0.5)
    assert difference_of_counts(55, 51).excludes(0) is False
    assert difference_of_counts(472, 378).excludes(0) is True


@pytest.mark.parametrize(("of", "truth"), [(mean, 4.0), (median, 4.0 * float(np.log(2)))])
def test_of_means_and_medians(of, truth):
    draw = np.random.default_rng(7)
    held = sum(
        not difference_of(of(draw.exponential(8.0, 60)), of(draw.exponential(4.0, 40))).excludes(truth)
        for _ in range(ROUNDS)
    )

    # A mean of forty exponential values is a little lopsided: its own interval holds 93 of 100.
    assert held >= (LEAST if of is median else 905)


def test_of_counts():
    draw = np.random.default_rng(8)
    held = sum(not difference_of_counts(*draw.poisson((60, 45))).excludes(15) for _ in range(ROUNDS))

    assert held >= LEAST


def test_the_difference_of_two_differences_adds_their_variances():
    """Of intervals that lie evenly it is the root of the sum of squares: 3, 4, 5."""
    found = difference_of(Estimate(10, 7, 13, 50), Estimate(2, -2, 6, 70))

    assert (found.value, found.low, found.high, found.n) == (8, 3, 13, 50)


@given(counts, counts, counts, counts)
def test_two_groups_that_changed_alike_differ_by_nothing(a, b, c, d):
    one, other = difference(*a, *b), difference(*c, *d)
    found = difference_of(one, other)

    assert found.low <= found.value <= found.high
    assert difference_of(one, one).value == 0
    assert difference_of(other, one).value == pytest.approx(-found.value)


def test_two_differ_where_the_interval_of_their_difference_says_so():
    """10 (7 to 14) and 5 (4 to 8): the difference of 5 reaches 4.243 towards 0, so z is 1.96 * 5 / 4.243."""
    assert p_of_difference((10, 7, 14), (5, 4, 8)) == pytest.approx(0.0209, abs=0.0001)
    assert p_of_difference((5, 4, 8), (10, 7, 14)) == pytest.approx(0.0209, abs=0.0001)
    assert p_of_difference((10, 8, 12.5), (10, 7, 14.3)) == 1
    assert p_of_difference((3, 0, 9), (9, 8, 10)) < 0.06  # one that begins at 0 is one like any other


@pytest.mark.parametrize("bounds", [(9, 4, None), (None, 4, 9), (9, None, 12), (3, 3, 3)])
def test_without_an_interval_nothing_is_said(bounds):
    assert p_of_difference(bounds, (9, 5, 12)) is None


@given(st.tuples(*[st.floats(0.1, 100)] * 6))
def test_p_and_interval_say_the_same(widths):
    one, other = Estimate(20, 20 - widths[0], 20 + widths[1], 40), Estimate(20 - widths[4], 20 - widths[4] - widths[2], 20 - widths[4] + widths[3], 40)  # fmt: skip
    p = p_of_difference((one.value, one.low, one.high), (other.value, other.low, other.high))

    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == difference_of(one, other).excludes(0)


@pytest.mark.parametrize("sizes", [(80, 80), (30, 300), (400, 60)])
def test_medians_of_one_kind_are_seldom_told_apart_and_of_two_kinds_often(sizes):
    """Of 1,000 pairs: by chance no more than 5 % (the ranks are cautious: some 3), and a median twice as long is found in two
    of three even with 30."""
    dice = np.random.default_rng(3)

    def found(factor):
        pairs = (
            tuple(
                (one.value, one.low, one.high)
                for one in map(
                    median, (dice.exponential(9, sizes[0]), dice.exponential(9 * factor, sizes[1]))
                )
            )
            for _ in range(1_000)
        )
        return sum(p_of_difference(*pair) <= 0.05 for pair in pairs) / 1_000

    assert found(1) <= 0.05
    assert found(2) >= 0.65
