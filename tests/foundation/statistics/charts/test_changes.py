import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.charts.changes import find_change


def test_a_plain_change_is_found_where_it_is():
    found = find_change([1.0, 2.0] * 6 + [8.0, 9.0] * 6, seed=1)

    assert found is not None
    assert (found.index, found.before, found.after, found.p) == (12, 1.5, 8.5, 0.001)
    assert found.earliest <= 12 <= found.latest


def test_weights_count_what_lies_behind_a_point():
    """A wild point with one case behind it is no change; the mean of each side is weighted."""
    values, weights = np.array([0.3, 0.32] * 6 + [0.5, 0.52] * 6), np.full(24, 50.0)
    values[2], weights[2] = 1.0, 1.0
    found = find_change(values, weights, seed=1)

    assert found is not None
    assert found.index == 12
    assert found.after == pytest.approx(0.51)


def test_too_short_a_series_has_no_two_sides():
    assert find_change([1.0] * 7, seed=1) is None


def test_a_point_needs_weight():
    with pytest.raises(ValueError, match="positive weight"):
        find_change([1.0, 2.0], [1.0, 0.0], seed=1)


@given(st.lists(st.floats(-1e3, 1e3), min_size=8, max_size=30))
def test_the_split_leaves_four_points_on_each_side(values: list[float]):
    found = find_change(values, seed=1, repeats=19)

    assert found is not None
    assert 4 <= found.earliest <= found.index <= found.latest <= len(values) - 4
    assert 0.05 <= found.p <= 1


def test_where_nothing_changed_it_seldom_says_so():
    """500 quiet series of 24: p at or below 0.05 in one of twenty, by binomial tolerance 13 to 40."""
    dice = np.random.default_rng(4)
    found = [find_change(dice.normal(size=24), seed=1, repeats=199) for _ in range(500)]

    assert 13 <= sum(one.p <= 0.05 for one in found if one) <= 40


def test_its_span_holds_the_true_point():
    """300 changes by 1.5 standard deviations after 15 of 40 points: nine in ten, less three standard deviations."""
    dice = np.random.default_rng(6)
    held = 0
    for _ in range(300):
        found = find_change(dice.normal(np.where(np.arange(40) < 15, 0, 1.5)), seed=1, repeats=199)
        held += bool(found and found.earliest <= 15 <= found.latest)

    assert held >= 270 - 16
