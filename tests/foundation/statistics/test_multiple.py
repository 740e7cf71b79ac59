"""The fifteen p-values of Benjamini and Hochberg's kind in the shared reference, 7."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from penstock.foundation.statistics.multiple import benjamini_hochberg

GIVEN = [
    0.001,
    0.008,
    0.039,
    0.041,
    0.042,
    0.06,
    0.074,
    0.205,
    0.212,
    0.216,
    0.222,
    0.251,
    0.269,
    0.275,
    0.34,
]
ADJUSTED = [0.015, 0.06, 0.126, 0.126, 0.126, 0.15, 0.15857, *[0.29464] * 7, 0.34]

ps = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_the_published_values_come_out():
    assert benjamini_hochberg(GIVEN).round(5).tolist() == pytest.approx(ADJUSTED)


@given(ps)
def test_it_agrees_with_scipy_in_any_order(values: list[float]):
    assert benjamini_hochberg(values) == pytest.approx(false_discovery_control(values))


@given(ps)
def test_adjusting_never_lowers_and_keeps_the_order(values: list[float]):
    adjusted = benjamini_hochberg(values)

    assert (adjusted >= np.array(values) - 1e-15).all()
    assert (np.diff(adjusted[np.argsort(values)]) >= 0).all()


def test_of_nothing_comes_nothing():
    assert benjamini_hochberg([]).tolist() == []


def test_what_is_no_p_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.2, 1.2])


def test_where_nothing_is_true_a_page_seldom_finds_anything():
    """400 pages of 20 questions without any effect: at 5 % some finding in 5 % of pages, by binomial tolerance 32 or fewer."""
    dice = np.random.default_rng(7)
    pages = sum((benjamini_hochberg(dice.uniform(size=20)) <= 0.05).any() for _ in range(400))

    assert 9 <= pages <= 32
