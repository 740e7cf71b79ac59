"""The law schools of Efron and Tibshirani 1993, tables 3.1 and 14.2."""

import numpy as np
import pytest

from penstock.foundation.statistics.resampling import bootstrap

LSAT = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594]
GPA = [3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96]


def correlation(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
    x, y = x - x.mean(axis=axis, keepdims=True), y - y.mean(axis=axis, keepdims=True)
    return (x * y).sum(axis=axis) / np.sqrt((x**2).sum(axis=axis) * (y**2).sum(axis=axis))


def mean(x: np.ndarray, axis: int) -> np.ndarray:
    return x.mean(axis=axis)


def test_the_law_schools():
    """Correlation 0.776; 90 % by bias correction and acceleration 0.43 to 0.92."""
    found = bootstrap(correlation, LSAT, GPA, seed=1, paired=True, level=0.9, repeats=2_000)

    assert round(found.value, 3) == 0.776
    assert found.low == pytest.approx(0.43, abs=0.03)
    assert found.high == pytest.approx(0.92, abs=0.02)


def test_the_same_seed_gives_the_same_interval():
    assert bootstrap(mean, GPA, seed=5) == bootstrap(mean, GPA, seed=5)


def test_a_sample_without_variation_has_an_interval_without_width():
    found = bootstrap(mean, [4.0] * 9, seed=1)

    assert (found.low, found.value, found.high) == (4.0, 4.0, 4.0)


def test_a_large_sample_costs_no_more_memory():
    found = bootstrap(mean, np.arange(20_000), seed=1, repeats=200)

    assert found.low < 9_999.5 < found.high


def test_one_value_can_not_be_drawn_anew():
    with pytest.raises(ValueError, match="two values"):
        bootstrap(mean, [1.0], seed=1)


def test_it_covers_about_as_often_as_it_says():
    """200 skewed samples of 40: 95 %, of which the bootstrap is known to lose two or three (ibid., 14.4)."""
    dice = np.random.default_rng(15)
    held = sum(
        not bootstrap(mean, dice.exponential(1, 40), seed=1, repeats=300).excludes(1) for _ in range(200)
    )

    assert held / 200 == pytest.approx(0.93, abs=0.04)
