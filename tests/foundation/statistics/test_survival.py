"""Freireich's leukaemia trial, arm 6-MP (Freireich et al. 1963; numbers as in Klein and Moeschberger, table 4.1A)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.survival import kaplan_meier, restricted_mean

WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
SEEN = [True] * 9 + [False] * 12
lives = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


def test_the_published_curve_comes_out():
    curve = kaplan_meier(WEEKS, SEEN)

    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.survival.round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert (curve.n, curve.events, curve.longest) == (21, 9, 35.0)


def test_greenwoods_errors_are_the_published_ones():
    """Klein and Moeschberger, table 4.1A."""
    errors = np.sqrt(kaplan_meier(WEEKS, SEEN).variance).round(4)

    assert errors.tolist() == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]


def test_the_log_log_interval_is_rs():
    """survfit(Surv(weeks, seen) ~ 1, conf.type = "log-log"): at 6 0.620 to 0.952, at 23 0.188 to 0.680."""
    curve = kaplan_meier(WEEKS, SEEN)

    assert (round(curve.low[0], 3), round(curve.high[0], 3)) == (0.620, 0.952)
    assert (round(curve.low[-1], 3), round(curve.high[-1], 3)) == (0.188, 0.680)


def test_the_median_of_the_arm_is_23_weeks_without_an_upper_end():
    """R, log-log: median 23, from 13, no upper end."""
    found = kaplan_meier(WEEKS, SEEN).percentile(0.5)

    assert (found.value, found.low, found.high) == (23.0, 13.0, None)


def test_a_median_not_reached_is_none_beyond_the_longest():
    found = kaplan_meier([10, 20, 90, 90], [True, False, False, False]).percentile(0.5)

    assert (found.value, found.high, found.longest, found.events) == (None, None, 90.0, 1)


def test_without_anyone_waiting_the_percentiles_are_those_of_the_values():
    found = kaplan_meier(range(1, 11), [True] * 10)

    assert (found.percentile(0.5).value, found.percentile(0.8).value) == (5.0, 8.0)


def test_between_the_steps_the_curve_is_flat():
    curve = kaplan_meier([2, 4], [True, True])

    assert [curve.at(time) for time in (0, 1.9, 2, 3.9, 4, 9)] == [1.0, 1.0, 0.5, 0.5, 0.0, 0.0]


def test_the_restricted_mean_to_35_weeks_is_the_published_one():
    """R, print(survfit(...), rmean = 35): 23.29, standard error 2.83 (Klein and Moeschberger, example 4.2: 23.3, 2.83)."""
    found = restricted_mean(kaplan_meier(WEEKS, SEEN), 35)

    assert round(found.value, 2) == 23.29
    assert (found.high - found.value) / 1.959964 == pytest.approx(2.83, abs=0.005)


def test_nobody_was_watched_so_long():
    with pytest.raises(ValueError, match="nobody was watched"):
        restricted_mean(kaplan_meier([10, 20], [True, False]), 21)


def test_who_came_late_is_not_at_risk_before():
    """One watched from age 5: the end at 3 is one of two, that at 6 one of two."""
    curve = kaplan_meier([3, 6, 8], [True, True, False], entered=[0, 5, 0])

    assert curve.at_risk.tolist() == [2, 2]
    assert curve.survival.tolist() == [0.5, 0.25]


def test_a_life_of_length_nought_that_ended_counts():
    curve = kaplan_meier([0, 0, 5], [True, False, True])

    assert (curve.times.tolist(), curve.at_risk.tolist()) == ([0.0, 5.0], [3, 1])


def test_nonsense_is_refused():
    for durations, ended, entered in [([-1], [True], None), ([1, 2], [True], None), ([1], [True], [2])]:
        with pytest.raises(ValueError, match=r"duration|length|watched"):
            kaplan_meier(durations, ended, entered=entered)


def test_of_nobody_the_curve_is_empty():
    curve = kaplan_meier([], [])

    assert (curve.at(5), curve.percentile(0.5).value) == (1.0, None)


@given(lives, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(rows: list[tuple[int, bool]], dice: object):
    other = list(rows)
    dice.shuffle(other)  # type: ignore[attr-defined]
    one, two = (kaplan_meier(*zip(*each, strict=True)) for each in (rows, other))

    assert one.survival.tolist() == two.survival.tolist()
    assert one.high.tolist() == two.high.tolist()


@given(lives)
def test_the_curve_falls_within_its_bounds(rows: list[tuple[int, bool]]):
    curve = kaplan_meier(*zip(*rows, strict=True))

    assert (np.diff(curve.survival) <= 0).all()
    assert (curve.low <= curve.survival).all()
    assert (curve.survival <= curve.high).all()
    assert ((curve.low >= 0) & (curve.high <= 1)).all()


@given(lives)
def test_nobody_waiting_makes_it_the_share_of_longer_ones(rows: list[tuple[int, bool]]):
    lengths = np.array([length for length, _ in rows])
    curve = kaplan_meier(lengths, np.ones(lengths.size, dtype=bool))

    assert curve.survival == pytest.approx([(lengths > time).mean() for time in curve.times])


def test_the_curve_and_its_median_cover_as_often_as_they_say():
    """1,000 samples of 60 exponential lives of mean 30 with a third still going on; at age 20, and the median 20.8."""
    dice = np.random.default_rng(3)
    held = medians = 0
    for _ in range(1_000):
        lengths, stop = dice.exponential(30, 60), dice.uniform(0, 100, 60)
        curve = kaplan_meier(np.minimum(lengths, stop), lengths <= stop)
        at = int(np.searchsorted(curve.times, 20, side="right")) - 1
        held += bool(curve.low[at] <= np.exp(-20 / 30) <= curve.high[at])
        middle = curve.percentile(0.5)
        medians += (middle.low or 0) <= 30 * np.log(2) <= (middle.high or np.inf)

    # 95 % of 1,000, give or take three standard deviations of a binomial (21).
    assert 929 <= held <= 971
    assert 929 <= medians <= 971
