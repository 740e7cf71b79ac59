"""The adjusted effects, held against statsmodels and against tables worked out by hand."""

import numpy as np
import pytest

from penstock.foundation.statistics.effects import ALWAYS, NEVER, TIED, Factor, adjusted_effects
from penstock.foundation.statistics.logistic import count_cells, fit


def cases(rows: list[tuple[tuple[int, ...], int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Levels and outcomes of (levels, cases, with the outcome)."""
    levels = np.array([row for row, n, _ in rows for _ in range(n)])
    came = np.array([i < k for _, n, k in rows for i in range(n)])
    return levels, came


def test_one_factor_alone_has_its_raw_difference_and_odds():
    """30 of 60 against 20 of 80: 0.25, log odds of (30/30)/(20/60) = log 3."""
    levels, came = cases([((1,), 60, 30), ((0,), 80, 20)])
    (found,) = adjusted_effects([Factor("size", ("small", "large"), levels[:, 0])], came)

    assert (found.factor, found.level, found.n, found.why_not) == ("size", "large", 60, "")
    assert found.difference is not None
    assert found.log_odds is not None
    assert found.difference.value == pytest.approx(0.25)
    assert found.log_odds.value == pytest.approx(np.log(3))
    # Woolf's error of a log odds ratio: the root of the sum of the reciprocal counts.
    assert (found.log_odds.high - found.log_odds.value) / 1.959964 == pytest.approx(
        np.sqrt(1 / 30 + 1 / 30 + 1 / 20 + 1 / 60)
    )


def test_the_fit_is_statsmodels():
    import statsmodels.api as sm

    dice = np.random.default_rng(1)
    levels = np.stack([dice.integers(0, size, 2_000) for size in (3, 2, 4)], axis=1)
    chance = 1 / (1 + np.exp(-(-0.5 + 0.4 * levels[:, 0] - 0.7 * levels[:, 1] + 0.2 * (levels[:, 2] == 2))))
    came = dice.uniform(size=2_000) < chance
    found = fit(count_cells(levels, (3, 2, 4), came), (0, 0, 0))
    columns = [np.ones(2_000)] + [
        levels[:, i] == j for i, size in enumerate((3, 2, 4)) for j in range(1, size)
    ]
    model = sm.Logit(came, np.stack(columns, axis=1).astype(float)).fit(disp=0)
    places = [0, 2, 3, 5, 7, 8, 9]

    assert found.coefficients[places] == pytest.approx(model.params, abs=1e-6)
    assert np.sqrt(np.diag(found.covariance))[places] == pytest.approx(model.bse, rel=1e-4)
    assert found.known.all()


def test_what_is_only_the_calendar_disappears_when_the_months_are_held():
    """In each month new and existing win alike; the early month won more, and had more new ones."""
    levels, came = cases([((1, 0), 300, 210), ((0, 0), 100, 70), ((1, 1), 100, 40), ((0, 1), 300, 120)])
    factor = Factor("customer", ("existing", "new"), levels[:, 0])
    (raw,), (held,) = adjusted_effects([factor], came), adjusted_effects([factor], came, strata=levels[:, 1])

    assert raw.difference is not None
    assert held.difference is not None
    assert raw.difference.value == pytest.approx(0.15)
    assert raw.difference.low > 0.05
    assert held.difference.value == pytest.approx(0, abs=1e-9)
    assert held.p == pytest.approx(1)


def test_a_level_that_always_wins_is_told_as_such():
    levels, came = cases([((1,), 40, 40), ((0,), 80, 20), ((2,), 30, 0), ((3,), 50, 25)])
    always, never, plain = adjusted_effects([Factor("source", ("a", "b", "c", "d"), levels[:, 0])], came)

    assert (always.why_not, always.difference, never.why_not) == (ALWAYS, None, NEVER)
    assert plain.difference is not None
    assert plain.difference.value == pytest.approx(0.25)


def test_two_factors_that_always_go_together_are_not_separable():
    levels, came = cases([((1, 1, 0), 60, 30), ((0, 0, 0), 80, 20), ((1, 1, 1), 60, 20), ((0, 0, 1), 80, 10)])
    names = ("no", "yes")
    one, two, other = adjusted_effects([Factor(n, names, levels[:, i]) for i, n in enumerate("abc")], came)

    assert (one.why_not, two.why_not, other.why_not) == (TIED, TIED, "")


def test_a_level_that_is_one_month_is_not_separable_from_it():
    levels, came = cases([((1, 1), 60, 30), ((0, 0), 80, 20), ((0, 2), 80, 30)])
    (found,) = adjusted_effects([Factor("campaign", ("no", "yes"), levels[:, 0])], came, strata=levels[:, 1])

    assert found.why_not == TIED


def test_separation_across_two_factors_is_not_passed_off_as_an_effect():
    """No level alone is one-sided, but together they are: the likelihood rises for ever."""
    levels, came = cases([((0, 0), 40, 0), ((0, 1), 40, 20), ((1, 0), 40, 20), ((1, 1), 40, 40)])
    found = adjusted_effects([Factor(n, ("no", "yes"), levels[:, i]) for i, n in enumerate("ab")], came)

    assert {one.why_not for one in found} == {TIED}


def test_strata_without_variation_say_nothing():
    levels, came = cases([((1, 0), 60, 30), ((0, 0), 80, 20), ((1, 1), 10, 10), ((0, 1), 10, 10)])
    (found,) = adjusted_effects([Factor("x", ("no", "yes"), levels[:, 0])], came, strata=levels[:, 1])

    assert found.difference is not None
    assert (found.difference.value, found.difference.n) == (pytest.approx(0.25), 140)


def test_with_no_variation_at_all_nothing_can_be_told():
    levels, came = cases([((1,), 10, 10), ((0,), 10, 10)])

    assert [one.why_not for one in adjusted_effects([Factor("x", ("no", "yes"), levels[:, 0])], came)] == [
        ALWAYS
    ]


def test_many_factors_do_not_overflow_the_counting():
    dice = np.random.default_rng(2)
    levels = dice.integers(0, 40, (500, 14))
    found = count_cells(levels, (40,) * 14, dice.uniform(size=500) < 0.5)

    assert found.n.sum() == 500
    assert found.n.size == 500


def test_planted_effects_are_covered_as_often_as_they_say():
    """200 worlds of 600 cases: an effect of 0.7 in log odds, beside one of 0 that goes with it by the month."""
    dice = np.random.default_rng(3)
    held = none = 0
    for _ in range(200):
        month = dice.integers(0, 6, 600)
        team = (dice.uniform(size=600) < 0.4).astype(np.int64)
        new = (dice.uniform(size=600) < 0.2 + 0.1 * month).astype(np.int64)
        came = dice.uniform(size=600) < 1 / (1 + np.exp(-(-1 + 0.7 * team + 0.3 * month)))
        factors = [Factor("team", ("one", "more"), team), Factor("new", ("no", "yes"), new)]
        one, two = adjusted_effects(factors, came, strata=month)
        held += bool(one.log_odds and not one.log_odds.excludes(0.7))
        none += bool(two.difference and not two.difference.excludes(0))

    assert 190 - 9 <= held <= 199  # 95 %, three standard deviations
    assert 190 - 9 <= none <= 199
