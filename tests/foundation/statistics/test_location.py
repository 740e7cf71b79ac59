import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.location import difference_of_means, mean, median

values = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60)


def test_the_mean_has_students_interval():
    """Student's sleep data, difference: mean 1.58, 95 % interval 0.70 to 2.46 (R, help page of `sleep`)."""
    found = mean([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])

    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (1.58, 0.70, 2.46)


def test_the_median_of_ten_lies_between_the_second_and_the_ninth():
    """Conover 1999, table A3: for n 10, r 2 and s 9 hold it with 97.9 %; with 8 and 9 no fewer would."""
    found = median(range(1, 11))

    assert (found.value, found.low, found.high, found.n) == (5.5, 2.0, 9.0, 10)


def test_of_few_values_the_whole_range_is_all_that_can_be_said():
    assert (median([3.0]).low, median([3.0, 8.0]).high) == (3.0, 8.0)


def test_a_large_sample_uses_the_normal_ranks():
    found = median(np.arange(40_001))

    assert (found.value, found.low, found.high) == (20_000.0, 19_804.0, 20_196.0)


@given(values)
def test_the_median_lies_in_its_interval_and_the_interval_among_the_values(data: list[float]):
    found = median(data)

    assert min(data) <= found.low <= found.value <= found.high <= max(data)


@pytest.mark.parametrize("n", [8, 15, 60])
def test_the_interval_of_a_median_holds_it_at_least_as_often_as_it_says(n: int):
    dice = np.random.default_rng(n)
    covered = sum(not median(dice.exponential(1, n)).excludes(np.log(2)) for _ in range(600))

    assert covered >= 570 - 16  # 95 % of 600, less three standard deviations


def test_nothing_has_no_middle():
    with pytest.raises(ValueError, match="no values"):
        median([])
    with pytest.raises(ValueError, match="two values"):
        mean([1.0])
    with pytest.raises(ValueError, match="finite"):
        mean([1.0, float("nan")])


def test_two_means_differ_by_welch():
    """Student's sleep data, group 1 less group 2: -1.58, 95 % interval -3.37 to 0.21 (R, help page of `t.test`)."""
    found = difference_of_means(
        [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
        [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    )

    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (-1.58, -3.37, 0.21)


def test_means_of_values_that_do_not_vary_differ_exactly():
    found = difference_of_means([2, 2], [1, 1, 1])

    assert (found.low, found.value, found.high, found.n) == (1, 1, 1, 5)


def test_the_mean_of_one_value_has_no_interval_to_differ_by():
    with pytest.raises(ValueError, match="two values"):
        difference_of_means([1], [1, 2])
