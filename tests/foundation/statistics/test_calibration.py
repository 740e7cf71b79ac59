import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.foundation.statistics.calibration import brier, calibrate, skill

cases = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50)


def test_briers_rain():
    """Four days of rain foretold at 0.7, 0.9, 0.2 and 0.6, of which the first two were wet: (0.09 + 0.01 + 0.04 + 0.36) / 4."""
    assert brier([0.7, 0.9, 0.2, 0.6], [True, True, False, False]) == pytest.approx(0.125)
    assert skill([0.7, 0.9, 0.2, 0.6], [True, True, False, False]) == pytest.approx(0.5)


def test_bins_hold_their_lower_end():
    found = calibrate([0.0, 0.05, 0.1, 0.95, 1.0], [False, True, False, True, True])

    assert [(one.low, one.happened.k, one.happened.n) for one in found] == [
        (0.0, 1, 2),
        (0.1, 0, 1),
        (0.9, 2, 2),
    ]
    assert found[0].foretold == pytest.approx(0.025)
    assert found[2].fits


def test_far_off_does_not_fit():
    assert not calibrate([0.9] * 50, [True] * 20 + [False] * 30)[0].fits


def test_where_all_happened_there_is_no_skill_to_show():
    assert skill([0.9, 0.8], [True, True]) is None


@given(cases)
def test_every_case_is_in_one_bin(rows: list[tuple[float, bool]]):
    foretold, came = zip(*rows, strict=True)
    found = calibrate(foretold, came)

    assert sum(one.happened.n for one in found) == len(rows)
    assert sum(one.happened.k for one in found) == sum(came)
    assert all(one.low - 1e-9 <= one.foretold <= one.high + 1e-9 for one in found)


def test_true_probabilities_fit_as_often_as_they_should():
    dice = np.random.default_rng(13)
    fits = total = 0
    for _ in range(200):
        p = dice.uniform(size=300)
        found = calibrate(p, dice.uniform(size=300) < p)
        fits, total = fits + sum(one.fits for one in found), total + len(found)

    assert fits / total == pytest.approx(0.955, abs=0.02)


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier([1.2], [True])
    with pytest.raises(ValueError, match="no cases"):
        brier([], [])
