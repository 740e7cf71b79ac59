"""The monthly counts of the readme of spc-plotly (shared reference, 7), with the limits that it states."""

import numpy as np
import pytest

from penstock.foundation.statistics.charts.values import moving_ranges, xmr


def test_wheelers_limits_from_a_small_series():
    """Mean 10, moving ranges 2, 4, 2, 1, 3, 2, 1: mean 15 / 7."""
    chart = xmr([9, 11, 7, 9, 10, 13, 11, 10])

    assert chart.centre[0] == 10
    assert chart.spreads == pytest.approx((15 / 7,))
    assert (chart.low[0], chart.high[0]) == pytest.approx((10 - 2.66 * 15 / 7, 10 + 2.66 * 15 / 7))
    assert moving_ranges(chart)[1][0] == pytest.approx(3.268 * 15 / 7)
    assert moving_ranges(chart)[0][1:].tolist() == [2, 4, 2, 1, 3, 2, 1]


def test_the_published_factors_give_the_published_limits():
    """Mean 2820.631579 and mean moving range 571.891892 of 38 counts: 4341.864011, 1299.399147, 1868.942703."""
    spread, rest = 571.891892, 2820.631579
    series = np.array([rest - spread / 2, rest + spread / 2] * 19)
    chart = xmr(series)

    assert (chart.high[0], chart.low[0]) == pytest.approx((4341.864011, 1299.399147), abs=1e-5)
    assert moving_ranges(chart)[1][0] == pytest.approx(1868.942703, abs=1e-5)


def test_seven_points_have_no_limits_eight_dashed_ones_twenty_firm_ones():
    series = [1.0, 2.0] * 12
    few, some, many = (xmr(series[:n]) for n in (7, 8, 20))

    assert np.isnan(few.high).all()
    assert (np.isfinite(some.high).all(), some.firm.any()) == (True, False)
    assert many.firm.all()


def test_provisional_limits_raise_no_signal():
    series = [1.0, 2.0] * 5 + [50.0]

    assert xmr(series).signals == ()
    assert [one.index for one in xmr([1.0, 2.0] * 10 + [50.0], baseline=20).signals] == [20]


def test_what_comes_after_the_baseline_does_not_move_it():
    quiet = [1.0, 2.0] * 26
    before, after = xmr(quiet), xmr([*quiet, 90.0, 95.0])

    assert after.high[-1] == before.high[0]


def test_a_change_that_was_accepted_begins_a_new_phase():
    series = [1.0, 2.0] * 10 + [11.0, 12.0] * 10
    one, two = xmr(series), xmr(series, rebased=[20])

    assert one.signals != ()
    assert two.signals == ()
    assert (two.centre[0], two.centre[-1]) == (1.5, 11.5)


def test_a_point_without_a_value_is_a_gap():
    gap = float("nan")
    chart = xmr([1.0, 2.0] * 4 + [gap] + [1.0, 2.0] * 6)

    assert chart.spreads == (1.0,)
    assert chart.phases[0].size == 20
    assert np.isnan(moving_ranges(chart)[0]).sum() == 2


def test_a_baseline_without_any_variation_has_no_limits():
    assert np.isnan(xmr([4.0] * 30 + [5.0], baseline=30).high).all()


def test_on_logarithms_the_limits_come_back_in_the_values_unit():
    values = np.array([10.0, 20.0] * 12)
    chart = xmr(values, log=True)

    assert chart.centre[0] == pytest.approx(np.sqrt(200))
    assert chart.high[0] == pytest.approx(np.sqrt(200) * 2**2.66)
    assert chart.low[0] > 0
    with pytest.raises(ValueError, match="positive"):
        xmr([0.0, 1.0], log=True)


def test_of_nothing_comes_an_empty_chart():
    assert xmr([]).signals == ()


def test_a_re_basing_lies_within_the_series():
    with pytest.raises(ValueError, match="re-based"):
        xmr([1.0, 2.0], rebased=[2])
