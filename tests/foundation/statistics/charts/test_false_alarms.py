"""How often the charts cry wolf over 1,000 quiet series of 24 points: at most 1 % of points and 20 % of series (METRICS, 5).

The numbers that come out (seed 1): values 0.5 % of points and 11 % of series; shares and counts 0.0 to 0.3 % and 0 to 7 %.
"""

from collections.abc import Callable

import numpy as np
import pytest

from penstock.foundation.statistics.charts.changes import find_change
from penstock.foundation.statistics.charts.chart import Chart
from penstock.foundation.statistics.charts.counts import p_chart, u_chart
from penstock.foundation.statistics.charts.values import xmr
from penstock.foundation.statistics.estimates import Floats

POINTS, SERIES = 24, 1_000
Dice = np.random.Generator


def shares(rate: float, most: int) -> Callable[[Dice], Chart]:
    def one(dice: Dice) -> Chart:
        sizes = dice.integers(0, most, POINTS)
        return p_chart(dice.binomial(sizes, rate), sizes)

    return one


def scattered(dice: Dice) -> Chart:
    sizes = dice.integers(400, 900, POINTS)
    return p_chart(dice.binomial(sizes, np.clip(dice.normal(0.4, 0.06, POINTS), 0, 1)), sizes)


def counts(rate: float) -> Callable[[Dice], Chart]:
    def one(dice: Dice) -> Chart:
        days = dice.uniform(0.5, 1.5, POINTS)
        return u_chart(dice.poisson(rate * days), days)

    return one


def stock(dice: Dice, points: int = POINTS) -> Floats:
    """What is in play week by week: eight come in each week, and stay for eight on average."""
    stays = np.zeros(points + 60)
    for week, came in enumerate(dice.poisson(8, points + 60)):
        np.add.at(stays, np.minimum(week + dice.geometric(1 / 8, came), points + 59), -1)
        stays[week] += came
    return stays.cumsum()[40 : 40 + points]


QUIET: dict[str, Callable[[Dice], Chart]] = {
    "values": lambda dice: xmr(dice.normal(10, 2, POINTS)),
    "even values": lambda dice: xmr(dice.uniform(10, 20, POINTS)),
    "skewed values, by logarithm": lambda dice: xmr(dice.lognormal(8, 0.8, POINTS), log=True),
    "means of skewed values": lambda dice: xmr(dice.gamma(16, 1, POINTS)),
    "a stock": lambda dice: xmr(stock(dice), follows=True),
    "a stock that drifts": lambda dice: xmr(dice.normal(size=POINTS).cumsum(), follows=True),
    "few, rare": shares(0.1, 8),
    "some": shares(0.3, 40),
    "many": shares(0.63, 300),
    "more spread than chance": scattered,
    "rare counts": counts(0.2),
    "counts": counts(30),
}


@pytest.mark.parametrize("kind", QUIET)
def test_a_quiet_series_stays_quiet(kind: str):
    dice = np.random.default_rng(1)
    speaking = [{one.index for one in QUIET[kind](dice).signals} for _ in range(SERIES)]

    assert sum(len(points) for points in speaking) <= 0.01 * POINTS * SERIES
    assert sum(bool(points) for points in speaking) <= 0.2 * SERIES


def test_two_years_of_weeks_stay_as_quiet():
    dice = np.random.default_rng(2)
    speaking = sum(len({one.index for one in xmr(dice.normal(10, 2, 104)).signals}) for _ in range(SERIES))

    assert speaking <= 0.0105 * 104 * SERIES  # 1 %, and two standard deviations of 1,000 series


def test_a_real_change_is_seen():
    """A rate of 0.25 becomes 0.45 after 30 of 50 weeks of 40 cases: seen within eight weeks in nine of ten."""
    dice = np.random.default_rng(3)
    seen = 0
    for _ in range(200):
        rates = np.where(np.arange(50) < 30, 0.25, 0.45)
        chart = p_chart(dice.binomial(40, rates), [40] * 50, baseline=30)
        seen += any(30 <= one.index < 38 for one in chart.signals)

    assert seen >= 180


def test_a_quiet_stock_tells_of_no_change():
    """Two years of weeks, 200 stocks: a change that is said in one of a hundred, by binomial tolerance up to 6. In random order the
    points would tell of one in nearly every stock."""
    dice = np.random.default_rng(4)
    series = [stock(dice, 104) for _ in range(200)]

    assert sum(find_change(one, seed=1, repeats=199, follows=True).p <= 0.01 for one in series) <= 6
    assert sum(find_change(one, seed=1, repeats=199).p <= 0.01 for one in series[:40]) >= 30


def test_a_leap_of_a_stock_is_seen():
    """A year of weeks about a level that is half as much higher from the 30th week on."""
    dice = np.random.default_rng(5)
    found = find_change(dice.normal(np.where(np.arange(52) < 30, 60, 90), 6), seed=1, follows=True)

    assert found is not None
    assert (found.index, found.p) == (30, 0.001)
