import numpy as np
import pytest

from penstock.foundation.statistics.projection import project

DAYS, ENDS = [5, 5, 8, 10, 12, 12, 20, 30], [1, 2, 0, 1, 2, 1, 0, 1]


def test_what_is_won_and_what_the_open_will_bring():
    """Open at 0, 10 and 10 days: 0.725 + 2 x 0.75 more wins (shared reference, 7)."""
    found = project(DAYS, ENDS, [0, 10, 10], won=4, seed=1)

    assert (found.won, found.open, found.unknown, found.learned_from) == (4, 3, 0, 8)
    assert found.value == pytest.approx(4 + 0.725 + 2 * 0.75)
    assert 4 <= found.low <= found.value <= found.high <= 7


def test_with_nothing_open_there_is_nothing_to_foretell():
    found = project(DAYS, ENDS, [], won=4, seed=1)

    assert (found.low, found.value, found.high) == (4.0, 4.0, 4.0)


def test_the_too_old_are_counted_apart():
    found = project(DAYS, ENDS, [400], won=0, seed=1)

    assert (found.unknown, found.value, found.low) == (1, 0.0, 0.0)


def test_the_same_seed_gives_the_same_interval():
    one, two = (project(DAYS, ENDS, [3, 9], won=0, seed=8) for _ in range(2))

    assert one == two


def test_from_nothing_nothing_is_learned():
    with pytest.raises(ValueError, match="nothing to learn"):
        project([], [], [3], won=0, seed=1)


def test_many_distinct_times_give_the_same_answer_as_few():
    dice = np.random.default_rng(2)
    lengths, ends = dice.exponential(20, 3_000), dice.choice([1, 2], 3_000)
    fine = project(lengths, ends, dice.exponential(10, 200), won=0, seed=1)

    assert fine.value == pytest.approx(100, abs=10)
    assert fine.low < 100 < fine.high


def test_the_interval_holds_what_is_counted_in_the_end_as_often_as_it_says():
    """200 worlds: learned from 150 earlier ones, foretold for 60 open ones, of whom each is then seen to its end."""
    dice = np.random.default_rng(11)
    held = 0
    for _ in range(200):
        lengths, won = dice.exponential(20, 150), dice.uniform(size=150) < 0.4
        stop = dice.uniform(20, 90, 150)
        ends = np.where(lengths <= stop, np.where(won, 1, 2), 0)
        ages = dice.uniform(0, 15, 60)
        found = project(np.minimum(lengths, stop), ends, ages, won=0, seed=1, repeats=150)
        held += found.low <= dice.binomial(60, 0.4) <= found.high

    # 95 % of 200 less three standard deviations; above it, whole counts make the interval a little too wide.
    assert held >= 190 - 9
