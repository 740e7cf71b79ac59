import numpy as np
import pytest

from penstock.insight.winloss.drivers import Levels, drivers, joined_months


def cases(dice, n=3_000):
    months = dice.integers(24_300, 24_312, n)
    team = np.where(dice.uniform(size=n) < 0.4, "several", "one").astype(object)
    weekday = dice.choice(["Monday", "Tuesday", "Friday"], n).astype(object)
    return months, team, weekday


def test_what_is_planted_is_found_and_what_is_not_is_not():
    dice = np.random.default_rng(1)
    months, team, weekday = cases(dice)
    won = dice.uniform(size=3_000) < np.where(team == "several", 0.6, 0.4)
    found = drivers(won, months, {"team": Levels.of(team), "weekday": Levels.of(weekday)})

    assert next((one.factor, one.level, one.base, one.verdict) for one in found) == (
        "team",
        "several",
        "one",
        "found",
    )
    assert {one.verdict for one in found[1:]} == {"no evidence"}
    assert found[0].adjusted.difference.low < 0.2 < found[0].adjusted.difference.high
    assert found[0].raw.value == pytest.approx(found[0].own.share - found[0].other.share)


def test_what_is_only_the_calendar_is_not_separable_from_the_date():
    """New customers came early, when more was won: raw there is a difference, with the month there is none (as in maven)."""
    dice = np.random.default_rng(2)
    months = dice.integers(0, 10, 4_000)
    new = np.where(dice.uniform(size=4_000) < 0.9 - 0.08 * months, "new", "existing").astype(object)
    won = dice.uniform(size=4_000) < 0.75 - 0.03 * months
    (found,) = drivers(won, months, {"customer": Levels.of(new)})

    assert found.raw.p < 0.001
    assert found.verdict == "not separable"


def test_small_groups_are_one_and_said_to_be_few():
    levels = np.array(["a"] * 60 + ["b"] * 40 + ["c"] * 5 + ["d"] * 4, dtype=object)
    won = np.arange(109) % 2 == 0
    found = drivers(won, np.zeros(109), {"source": Levels.of(levels)})

    assert {one.level: one.verdict for one in found} == {"b": "no evidence", "other": "too few"}


def test_a_factor_with_one_level_says_nothing():
    assert drivers(np.arange(80) % 2 == 0, np.zeros(80), {"source": Levels.of(["web"] * 80)}) == ()


def test_small_months_join_their_neighbour():
    months = np.repeat([1, 2, 3, 4, 5], [12, 4, 7, 15, 3])

    assert np.bincount(joined_months(months)).tolist() == [12, 11, 18]
    assert np.bincount(joined_months(np.array([7, 7, 9]))).tolist() == [3]


def test_where_nothing_is_planted_a_page_seldom_finds_anything():
    """150 worlds with three things that do not matter: 5 % of pages, by binomial tolerance 15 at most."""
    dice = np.random.default_rng(3)
    pages = 0
    for _ in range(150):
        months, team, weekday = cases(dice, 600)
        found = drivers(
            dice.uniform(size=600) < 0.5, months, {"team": Levels.of(team), "weekday": Levels.of(weekday)}
        )
        pages += any(one.verdict == "found" for one in found)

    assert pages <= 15
