"""Differences of two independent numbers: their intervals hold the truth as often as they claim."""

import numpy as np
import pytest

from penstock.foundation.statistics.differences import difference_of, difference_of_counts
from penstock.foundation.statistics.estimates import Estimate
from penstock.foundation.statistics.location import mean, median

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
