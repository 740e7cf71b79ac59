"""The worked example of the shared reference, 7: (days, 1 won, 2 lost, 0 open)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.competing import aalen_johansen, conditional
from penstock.foundation.statistics.survival import kaplan_meier

DAYS, ENDS = [5, 5, 8, 10, 12, 12, 20, 30], [1, 2, 0, 1, 2, 1, 0, 1]
lives = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=40)


def test_the_published_incidence_comes_out():
    curve = aalen_johansen(DAYS, ENDS)

    assert curve.times.tolist() == [5, 10, 12, 30]
    assert curve.incidence[0].round(9).tolist() == [0.125, 0.275, 0.425, 0.725]
    assert curve.incidence[1].round(9).tolist() == [0.125, 0.125, 0.275, 0.275]
    assert (curve.by(1, 11), curve.by(2, 4), curve.still_open(12)) == pytest.approx((0.275, 0, 0.3))


def test_taking_the_lost_for_open_would_win_everything():
    naive = kaplan_meier(DAYS, [end == 1 for end in ENDS])

    assert 1 - naive.at(30) == 1.0
    assert aalen_johansen(DAYS, ENDS).by(1, 30) == pytest.approx(0.725)


def test_half_the_wins_come_when_the_incidence_says_so():
    curve = aalen_johansen(DAYS, ENDS)

    assert [curve.when(1, share) for share in (0.125, 0.4, 0.725, 0.8)] == [5.0, 12.0, 30.0, None]


def test_who_is_still_open_has_the_rest_of_the_incidence():
    """Open at 10: 0.6 of all, of whom 0.725 - 0.275 will be won."""
    curve = aalen_johansen(DAYS, ENDS)

    assert conditional(curve, 1, [0, 10, 29]).tolist() == pytest.approx([0.725, 0.45 / 0.6, 1.0])
    assert conditional(curve, 1, [10], until=12).tolist() == pytest.approx([0.15 / 0.6])


def test_an_age_that_nobody_outlived_says_nothing():
    assert np.isnan(conditional(aalen_johansen(DAYS, ENDS), 1, [30, 99])).all()


def test_with_one_way_to_end_it_is_one_less_kaplan_meier_with_greenwoods_variance():
    days, seen = [6, 6, 6, 7, 10, 13, 6, 9, 10, 11], [True] * 6 + [False] * 4
    both, curve = aalen_johansen(days, np.array(seen) * 1, n_causes=1), kaplan_meier(days, seen)

    assert both.incidence[0] == pytest.approx(1 - curve.survival)
    assert both.variance[0] == pytest.approx(curve.variance)


def test_with_nobody_waiting_the_incidence_is_a_share_with_the_binomials_variance():
    curve = aalen_johansen([1, 2, 3, 4, 5], [1, 2, 1, 2, 2])

    assert curve.incidence[:, -1] == pytest.approx([0.4, 0.6])
    assert curve.variance[0, 2] == pytest.approx(0.4 * 0.6 / 5)


@given(lives, st.randoms(use_true_random=False))
def test_tied_days_count_alike_in_any_order(rows: list[tuple[int, int]], dice: object):
    other = list(rows)
    dice.shuffle(other)  # type: ignore[attr-defined]
    one, two = (aalen_johansen(*zip(*each, strict=True)) for each in (rows, other))

    assert one.incidence.tolist() == two.incidence.tolist()
    assert one.variance.tolist() == two.variance.tolist()


@given(lives)
def test_won_lost_and_open_make_the_whole(rows: list[tuple[int, int]]):
    curve = aalen_johansen(*zip(*rows, strict=True))

    assert curve.incidence.sum(axis=0) + curve.survival == pytest.approx(np.ones(curve.times.size))
    assert (np.diff(curve.incidence, axis=1) >= 0).all()
    assert (curve.low <= curve.incidence + 1e-12).all()
    assert (curve.incidence <= curve.high + 1e-12).all()


@given(lives)
def test_the_survival_is_kaplan_meiers(rows: list[tuple[int, int]]):
    days, ends = zip(*rows, strict=True)

    assert aalen_johansen(days, ends).survival == pytest.approx(
        kaplan_meier(days, [end > 0 for end in ends]).survival
    )


def test_the_incidence_covers_as_often_as_it_says():
    """1,000 samples of 80: won at rate 0.02, lost at 0.03 a day, watched for up to 60 days; incidence of winning by 25."""
    dice = np.random.default_rng(5)
    truth = 0.4 * (1 - np.exp(-0.05 * 25))
    held = 0
    for _ in range(1_000):
        lengths, stop = dice.exponential(20, 80), dice.uniform(10, 60, 80)
        ends = np.where(lengths <= stop, np.where(dice.uniform(size=80) < 0.4, 1, 2), 0)
        curve = aalen_johansen(np.minimum(lengths, stop), ends)
        at = int(np.searchsorted(curve.times, 25, side="right")) - 1
        held += bool(curve.low[0, at] <= truth <= curve.high[0, at])

    assert 929 <= held <= 971  # 95 %, three standard deviations
