"""Held against statsmodels, and against the trial of Rothman's textbook that Greenland and Robins work through."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.proportions import difference
from penstock.foundation.statistics.stratified import p_of_no_difference, risk_difference, risk_ratio, strata

pair = st.integers(1, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tables = st.lists(st.tuples(pair, pair), min_size=1, max_size=8)


def flat(rows: list[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[list[int], ...]:
    return tuple([row[i][j] for row in rows] for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)))


def test_tolbutamide():
    """University Group Diabetes Program, deaths by age below 55 and above (Rothman and Greenland 1998, tables 15-1, 15-5):
    difference 0.035, ratio 1.33; crude 0.045 and 1.44."""
    table = strata([8, 22], [106, 98], [5, 16], [120, 85])
    gap, ratio = risk_difference(table), risk_ratio(table)

    assert gap is not None
    assert ratio is not None
    assert (round(gap.value, 3), round(ratio.value, 2)) == (0.035, 1.33)
    assert (round(ratio.low, 1), round(ratio.high, 1)) == (0.8, 2.2)
    assert gap.n == 409
    assert not gap.excludes(0)


def test_simpsons_paradox_is_seen_through():
    """Kidney stones (Charig et al. 1986): open surgery 81/87 and 192/263, the other 234/270 and 55/80."""
    table = strata([81, 192], [87, 263], [234, 55], [270, 80])
    found = risk_difference(table)

    assert found is not None
    assert difference(273, 350, 289, 350).value < 0 < found.value


def test_a_stratum_with_one_group_compares_nothing():
    with_it, without = strata([3, 9], [10, 12], [5, 0], [20, 0]), strata([3], [10], [5], [20])

    assert risk_difference(with_it) == risk_difference(without)
    assert p_of_no_difference(with_it) == p_of_no_difference(without)


def test_nothing_to_compare_is_none():
    empty = strata([3], [10], [0], [0])

    assert (risk_difference(empty), risk_ratio(empty), p_of_no_difference(empty)) == (None, None, 1.0)
    assert risk_ratio(strata([0], [10], [3], [10])) is None


@given(tables)
def test_turned_round_the_sign_changes(rows: list[tuple[tuple[int, int], tuple[int, int]]]):
    k1, n1, k0, n0 = flat(rows)
    there, back = risk_difference(strata(k1, n1, k0, n0)), risk_difference(strata(k0, n0, k1, n1))

    assert there is not None
    assert back is not None
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))


@given(tables)
def test_the_test_is_statsmodels(rows: list[tuple[tuple[int, int], tuple[int, int]]]):
    from statsmodels.stats.contingency_tables import StratifiedTable

    k1, n1, k0, n0 = (np.array(part) for part in flat(rows))
    if (k1 + k0).sum() in (0, (n1 + n0).sum()):
        return
    cubes = np.stack([k1, n1 - k1, k0, n0 - k0]).reshape(2, 2, -1).astype(float)
    with np.errstate(all="ignore"):
        expected = StratifiedTable(cubes).test_null_odds(correction=False).pvalue

    assert p_of_no_difference(strata(k1, n1, k0, n0)) == pytest.approx(
        1.0 if np.isnan(expected) else expected
    )


@pytest.mark.parametrize("small", [True, False])
def test_the_difference_covers_as_often_as_it_says(small: bool):
    """1,000 tables with a difference of 0.1 in each stratum: forty of 3 + 4 cases, or four of 40 + 60."""
    dice = np.random.default_rng(12)
    count, n1, n0 = (40, 3, 4) if small else (4, 40, 60)
    held = 0
    for _ in range(1_000):
        base = dice.uniform(0.2, 0.7, count)
        table = strata(
            dice.binomial(n1, base + 0.1), np.full(count, n1), dice.binomial(n0, base), np.full(count, n0)
        )
        found = risk_difference(table)
        held += bool(found and not found.excludes(0.1))

    assert 925 <= held <= 973
