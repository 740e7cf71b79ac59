import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.charts.rules import Signal, signals

distances = st.lists(st.floats(-6, 6), max_size=60)


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ([0, 3.1, 0], [Signal(1, "beyond a limit", 1)]),
        ([0, 3.0, 0], []),
        ([-3.5], [Signal(0, "beyond a limit", -1)]),
        ([1.6, 0, 1.6, 1.6], [Signal(3, "3 of 4 near a limit", 1)]),
        ([1.6, 1.6, -1.6, -1.6], []),
        ([0.1] * 8, [Signal(7, "8 on one side", 1)]),
        ([-0.1] * 12, [Signal(7, "8 on one side", -1)]),
        ([0.1] * 7 + [0] + [0.1] * 7, []),
        ([0.1] * 7 + [np.nan] + [0.1] * 7, []),
        ([0.1] * 8 + [-0.1] + [0.1] * 8, [Signal(7, "8 on one side", 1), Signal(16, "8 on one side", 1)]),
    ],
)
def test_the_three_rules(series: list[float], expected: list[Signal]):
    assert signals(np.array(series, dtype=float)) == tuple(expected)


@given(distances)
def test_turned_over_the_same_points_speak(series: list[float]):
    up, down = signals(np.array(series)), signals(-np.array(series))

    assert {(one.index, one.rule, one.side) for one in up} == {
        (one.index, one.rule, -one.side) for one in down
    }


@given(distances)
def test_what_comes_later_takes_nothing_back(series: list[float]):
    whole = signals(np.array(series))
    half = len(series) // 2

    assert signals(np.array(series[:half])) == tuple(one for one in whole if one.index < half)
