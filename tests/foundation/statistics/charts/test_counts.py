import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from penstock.foundation.statistics.charts import counts
from penstock.foundation.statistics.charts.counts import BINOMIAL, POISSON, p_chart, u_chart

# Montgomery, Introduction to Statistical Quality Control, example 7.1: nonconforming cans in 30 samples of 50.
CANS = [
    12,
    15,
    8,
    10,
    4,
    7,
    16,
    9,
    14,
    10,
    5,
    6,
    17,
    12,
    22,
    8,
    10,
    5,
    13,
    11,
    20,
    18,
    24,
    15,
    9,
    12,
    7,
    13,
    9,
    6,
]


def test_montgomerys_limits_are_the_exact_ones_but_for_one_count():
    """Centre 0.2313, his limits of three standard deviations 0.0524 and 0.4102: 3 to 20 cans of 50. From the binomial
    itself 4 to 21 are, since it is skewed."""
    low, high = (50 * end for end in (0.0524, 0.4102))

    assert (np.ceil(low), np.floor(high)) == (3, 20)
    assert (_limit(BINOMIAL, 50, 0.2313, below=True), _limit(BINOMIAL, 50, 0.2313)) == (4, 21)


def test_montgomerys_cans_vary_more_than_chance_from_each_to_the_next():
    chart = p_chart(CANS, [50] * 30)

    assert round(chart.centre[0], 4) == 0.2313
    assert round(chart.spreads[0], 2) == 1.66


@pytest.mark.parametrize(("n", "rate"), [(10, 0.1), (8, 0.63), (400, 0.03), (55, 0.5)])
def test_a_limit_of_shares_is_what_chance_passes_once_in_741(n: int, rate: float):
    high = _limit(BINOMIAL, n, rate)

    assert binom.sf(high, n, rate) <= 0.00135 < binom.sf(high - 1, n, rate)


def _limit(law: counts.Law, n: float, rate: float, *, below: bool = False) -> float:
    return float(counts._count(counts.TAIL if below else 1 - counts.TAIL, np.array([n]), rate, law)[0])


@pytest.mark.parametrize(("exposure", "rate"), [(1.0, 0.3), (7.0, 4.2), (30.0, 12.0)])
def test_a_limit_of_counts_is_what_chance_passes_once_in_741(exposure: float, rate: float):
    high = _limit(POISSON, exposure, rate)

    assert poisson.sf(high, exposure * rate) <= 0.00135 < poisson.sf(high - 1, exposure * rate)


@given(
    st.lists(
        st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=20,
        max_size=30,
    )
)
def test_a_point_signals_just_where_it_is_drawn_beyond_its_limits(points: list[tuple[int, int]]):
    chart = p_chart(*zip(*points, strict=True))
    beyond = np.array([one.index for one in chart.signals if one.rule == "beyond a limit"], dtype=int)
    drawn = (chart.values > chart.high + 1e-12) | (chart.values < chart.low - 1e-12)

    assert np.flatnonzero(drawn).tolist() == sorted(set(beyond.tolist()))


def test_limits_follow_the_size_of_each_point():
    chart = p_chart([5, 50] * 10, [10, 100] * 10)

    assert chart.high[0] > chart.high[1] > chart.centre[1]


def test_a_point_of_nothing_has_no_value_and_is_not_counted():
    chart = p_chart([5, 0, *[5] * 19], [10, 0, *[10] * 19])

    assert np.isnan(chart.values[1])
    assert chart.phases[0].size == 20


def test_one_after_a_baseline_of_none_is_not_impossible():
    chart = p_chart([0] * 24 + [1], [10] * 25, baseline=24)

    assert chart.signals == ()


def test_more_spread_than_chance_brings_laneys_limits():
    """The factor is the mean difference of neighbouring z-scores / 1.128 (Laney 2002)."""
    k = [300, 420, 330, 450, 310, 400] * 4
    chart = p_chart(k, [1000] * 24)
    rate = (sum(k) + 0.5) / 24_001
    scores = (np.array(k) / 1000 - rate) / np.sqrt(rate * (1 - rate) / 1000)
    factor = np.abs(np.diff(scores)).mean() / 1.128

    assert chart.spreads == pytest.approx((factor,))
    assert chart.high[0] == pytest.approx(np.mean(k) / 1000 + 3 * factor * np.sqrt(rate * (1 - rate) / 1000))
    assert chart.signals == ()


def test_counts_per_exposure():
    """A rate of 2 a day; 30 in 7 days is beyond what 14 may become by chance, 24 is not."""
    chart = u_chart([14] * 24 + [24, 30], [7.0] * 26, baseline=24)

    assert chart.centre[0] == 2.0
    assert [one.index for one in chart.signals if one.rule == "beyond a limit"] == [25]


@pytest.mark.parametrize("bad", [([3], [2]), ([-1], [2]), ([1, 2], [3])])
def test_nonsense_is_refused(bad: tuple[list[int], list[int]]):
    with pytest.raises(ValueError, match="share"):
        p_chart(*bad)
    with pytest.raises(ValueError, match="negative"):
        u_chart([-1], [1])
