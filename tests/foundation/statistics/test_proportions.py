"""Wilson: shared reference, 7 and figures; Newcombe's examples: Statistics in Medicine 17 (1998), table II, method 10."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from penstock.foundation.statistics.proportions import (
    difference,
    wilson,
    wilson_bounds,
)

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 10, 0, 0.277533),
        (1, 10, 0.017876, 0.404150),
        (7, 10, 0.396778, 0.892209),
        (3, 7, 0.158220, 0.749542),
        (1, 3, 0.061492, 0.792340),
        (3, 8, 0.136844, 0.694258),
        (7, 50, 0.069508, 0.261862),
        (15, 40, 0.242230, 0.529676),
        (10, 10, 0.722467, 1),
    ],
)
def test_wilson_gives_the_published_bounds(k: int, n: int, low: float, high: float):
    found = wilson(k, n)

    assert (found.share, round(found.low, 6), round(found.high, 6)) == (k / n, low, high)


def test_of_nothing_there_is_no_share():
    found = wilson(0, 0)

    assert (found.share, found.low, found.high) == (None, 0.0, 1.0)


def test_more_than_all_is_refused():
    with pytest.raises(ValueError, match="0 <= k <= n"):
        wilson(3, 2)


@given(counts, st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_holds_the_share_and_mirrors(count: tuple[int, int], level: float):
    k, n = count
    found, mirrored = wilson(k, n, level), wilson(n - k, n, level)

    assert 0 <= found.low <= k / n <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high, abs=1e-12)


@given(counts)
def test_wilson_narrows_with_more_of_the_same(count: tuple[int, int]):
    k, n = count
    few, many = wilson(k, n), wilson(2 * k, 2 * n)

    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("n", [10, 20, 50, 200])
def test_wilson_covers_as_often_as_it_says(n: int):
    """Exact, over all outcomes: 95 % on average over the shares (Brown, Cai, DasGupta 2001, figure 5)."""
    low, high = wilson_bounds(np.arange(n + 1), np.full(n + 1, n))
    shares = np.linspace(0.02, 0.98, 193)
    covered = [
        binom.pmf(np.arange(n + 1), n, share)[(low <= share) & (share <= high)].sum() for share in shares
    ]

    assert np.mean(covered) == pytest.approx(0.95, abs=0.006)
    assert min(covered) > 0.83


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_bounds(
    one: tuple[int, int], two: tuple[int, int], low: float, high: float
):
    found = difference(*one, *two)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.value == pytest.approx(one[0] / one[1] - two[0] / two[1])
    assert found.n == one[1] + two[1]


def test_the_test_of_no_difference_is_the_n_minus_one_chi_squared():
    """Campbell 2007: chi-squared times (N - 1) / N; for 15/40 against 7/50, 6.646 without and 6.572 with."""
    assert difference(15, 40, 7, 50).p == pytest.approx(0.01036, abs=5e-5)
    assert difference(0, 10, 0, 20).p == 1.0


@given(counts, counts)
def test_a_difference_turned_round_changes_its_sign(one: tuple[int, int], two: tuple[int, int]):
    there, back = difference(*one, *two), difference(*two, *one)

    assert (there.value, there.p) == pytest.approx((-back.value, back.p))
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert there.low <= there.value <= there.high


def test_a_difference_covers_as_often_as_it_says():
    """Exact, over all outcomes of 30 and 45 cases."""
    k1, k2 = np.meshgrid(np.arange(31), np.arange(46), indexing="ij")
    found = [difference(int(a), 30, int(b), 45) for a, b in zip(k1.ravel(), k2.ravel(), strict=True)]
    low, high = np.array([one.low for one in found]), np.array([one.high for one in found])
    covered = []
    for p1, p2 in [(0.1, 0.1), (0.3, 0.3), (0.5, 0.35), (0.63, 0.48), (0.9, 0.7)]:
        weight = (binom.pmf(k1, 30, p1) * binom.pmf(k2, 45, p2)).ravel()
        covered.append(weight[(low <= p1 - p2) & (p1 - p2 <= high)].sum())

    assert min(covered) > 0.94
    assert np.mean(covered) < 0.97
