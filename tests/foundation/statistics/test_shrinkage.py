"""Tumours in 71 groups of rats (Tarone 1982; Gelman et al., Bayesian Data Analysis, 5.1 to 5.3)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.foundation.statistics.shrinkage import shrink

TUMOURS = [0] * 14 + [1] * 8 + [2] * 9 + [1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10] + [4] * 7
TUMOURS += [10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5, 6, 6, 6, 6, 16, 15, 15, 9, 4]
RATS = [20] * 7 + [19] * 4 + [18, 18, 17] + [20] * 4 + [19, 19, 18, 18] + [25, 24, 23] + [20] * 6
RATS += [10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50] + [20] * 7
RATS += [48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22, 20, 20, 20, 52, 46, 47, 24, 14]
groups = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=12
)


def test_the_rats_come_out_as_in_the_book():
    """Posterior of the mean about 0.14, of the strength about 15 to 17 (figure 5.3: log of it around 2.7)."""
    found = shrink(TUMOURS, RATS)

    assert (sum(TUMOURS), sum(RATS)) == (267, 1739)
    assert found.common == pytest.approx(0.1435, abs=0.005)
    assert np.log(found.strength) == pytest.approx(2.7, abs=0.15)
    assert found.groups[-1].value == pytest.approx(0.21, abs=0.01)  # 4 of 14, figure 5.4


def test_what_knows_little_is_drawn_more():
    found = shrink([1, 50, 30, 20], [2, 100, 120, 100])

    assert abs(found.groups[0].value - found.common) < 0.3 * abs(0.5 - found.common)
    assert abs(found.groups[1].value - 0.5) < 0.06


def test_a_group_without_cases_is_what_is_common_to_all_but_less_sure():
    found = shrink([5, 7, 0], [20, 20, 0])

    assert found.groups[2].value == pytest.approx(found.common)
    assert found.groups[2].high - found.groups[2].low > found.groups[0].high - found.groups[0].low


def test_alike_groups_are_told_to_be_alike():
    found = shrink([30] * 10, [100] * 10)

    assert all(one.value == pytest.approx(0.3, abs=0.01) for one in found.groups)
    assert found.strength > 300


def test_one_group_has_nothing_in_common_with_anybody():
    with pytest.raises(ValueError, match="two groups"):
        shrink([3, 0], [9, 0])


@settings(max_examples=20)
@given(groups)
def test_each_lies_between_its_own_share_and_the_rest(counts: list[tuple[int, int]]):
    found = shrink(*zip(*counts, strict=True))

    for (_, n), one, below in zip(counts, found.groups, found.below, strict=True):
        assert 0 <= one.low <= one.value <= one.high <= 1
        assert one.n == n
        assert 0 <= below <= 1


def test_the_intervals_cover_as_often_as_they_say_and_lie_nearer_than_the_raw_shares():
    """80 worlds of 8 teams with shares around 0.3 (standard deviation 0.08) and 5 to 60 cases each."""
    dice = np.random.default_rng(9)
    held, near, raw = 0, 0.0, 0.0
    for _ in range(80):
        truth, n = dice.beta(0.3 * 32, 0.7 * 32, 8), dice.integers(5, 60, 8)
        k = dice.binomial(n, truth)
        found = shrink(k, n)
        held += sum(one.low <= true <= one.high for one, true in zip(found.groups, truth, strict=True))
        near += sum((one.value - true) ** 2 for one, true in zip(found.groups, truth, strict=True))
        raw += float(((k / n - truth) ** 2).sum())

    # 95 % of 640, less three standard deviations and a little, for one team sways eight.
    assert held >= 608 - 20
    assert near < 0.7 * raw
