"""What is planted in the simulated company is found, what is not is not, and intervals hold the truth as often as they claim.

200 companies of 600 opportunities, in two halves, so that no test is long. A tolerance is the 0.1 % quantile of the
binomial of what is claimed; how often a planted effect is found (the power) is stated as a floor below what was seen.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from math import log

import numpy as np
import pytest
from scipy.stats import binom

from penstock.exchange.sample.generator.words import EXPECTED_DAYS, STAGES
from penstock.foundation.statistics.charts.changes import find_change
from penstock.foundation.statistics.shrinkage import shrink
from penstock.foundation.statistics.survival import kaplan_meier
from penstock.insight.leaks.pricing import Records, Trait, priced_leaks
from penstock.insight.winloss.drivers import Driver, Levels, drivers
from tests.simulation.company import NOW, TRUTHS, Company, company

SCALE = 1.5
HALVES = [range(100), range(100, 200)]
RARELY = 0.001
ENOUGH = 30

pytestmark = [pytest.mark.simulation, pytest.mark.slow, pytest.mark.parametrize("seeds", HALVES, ids=["first", "second"])]  # fmt: skip


@dataclass
class Seen:
    """How often something was looked at, and how often it was so."""

    n: Counter[str] = field(default_factory=Counter)
    k: Counter[str] = field(default_factory=Counter)

    def see(self, what: str, is_so: bool) -> None:
        self.n[what] += 1
        self.k[what] += bool(is_so)

    def at_least(self, what: str, share: float) -> bool:
        """Not less often than claimed, but for bad luck."""
        return self.k[what] >= binom.ppf(RARELY, self.n[what], share) and self.n[what] > 0

    def at_most(self, what: str, share: float) -> bool:
        """Not more often than claimed, but for bad luck."""
        return self.k[what] <= binom.ppf(1 - RARELY, self.n[what], share) and self.n[what] > 0

    def share(self, what: str) -> float:
        return self.k[what] / self.n[what]


@cache
def seen(seeds: range) -> Seen:
    """All that is looked at, of each company once."""
    told = Seen()
    for seed in seeds:
        one = company(seed, SCALE)
        for what, is_so in (
            *of_drivers(one),
            *of_leaks(one),
            *of_sellers(one),
            *of_times(one),
            *of_the_change(one),
        ):
            told.see(what, is_so)
    return told


def of_drivers(one: Company) -> Iterator[tuple[str, bool]]:
    decided = one.ended > 0
    found = drivers(
        one.ended[decided] == 1,
        one.month[decided],
        {name: Levels.of(levels[decided]) for name, levels in one.known.items()},
    )
    yield "a larger team is found", any(each.verdict == "found" for each in found if each.factor == "team")
    yield "a weekday is found", any(each.verdict == "found" for each in found if each.factor == "weekday")
    for each in found:
        truth = odds_of(each)
        if truth is not None and each.adjusted and each.adjusted.log_odds:
            yield f"the interval of {each.factor}", _holds(each.adjusted.log_odds, log(truth))


def odds_of(each: Driver) -> float | None:
    """The odds ratio that was planted for a level against its base; None where a level is a mixture."""
    if each.factor == "weekday":
        return 1.0
    if each.factor == "team" and {each.level, each.base} == {"0", "1"}:
        return TRUTHS.team_member_odds ** (int(each.level) - int(each.base))
    return None


def of_leaks(one: Company) -> Iterator[tuple[str, bool]]:
    stratum = np.unique(one.known["source"].astype(str), return_inverse=True)[1]
    friday = Trait("opened on a Friday", one.known["weekday"] == "Friday")
    told = priced_leaks(
        Records(one.id, one.ended, one.value, stratum), [Trait("handed over", one.handed_over), friday]
    )
    for leak in told:
        if leak.side == "past" and leak.verdict in ("leak", "no evidence"):
            yield f"{leak.name}: a leak", leak.verdict == "leak"


def of_sellers(one: Company) -> Iterator[tuple[str, bool]]:
    passed, reached = Counter[int](), Counter[int]()
    for stay in one.stays:
        if stay.stage == TRUTHS.weakness.stage and stay.ended:
            reached[stay.owner] += 1
            passed[stay.owner] += stay.passed
    sellers = sorted(reached)
    common = shrink([passed[each] for each in sellers], [reached[each] for each in sellers])
    for seller, share in zip(sellers, common.groups, strict=True):
        name = "the weak seller" if seller == TRUTHS.weakness.seller + 1 else "another seller"
        if reached[seller] >= ENOUGH:
            yield f"{name} needs help", share.high < common.common


def of_times(one: Company) -> Iterator[tuple[str, bool]]:
    middle = dict(TRUTHS.dwell)[0.5]
    for stage, expected in zip(STAGES, EXPECTED_DAYS, strict=True):
        stays = [stay for stay in one.stays if stay.stage == stage]
        median = kaplan_meier([stay.days for stay in stays], [stay.ended for stay in stays]).percentile(0.5)
        truth = middle * expected * (TRUTHS.slow_factor if stage == TRUTHS.slow_stage else 1)
        yield "the median of a stage", _holds(median, truth)


def of_the_change(one: Company) -> Iterator[tuple[str, bool]]:
    """Of those opened in each whole month, how many passed the stage."""
    months = range(int(one.month.min()), int(one.month.max()))
    passed, decided = Counter[int](), Counter[int]()
    for stay in one.stays:
        if stay.stage == TRUTHS.change.stage and stay.ended:
            month = stay.opened.year * 12 + stay.opened.month
            decided[month] += 1
            passed[month] += stay.passed
    held = [month for month in months if decided[month]]
    shares = [passed[month] / decided[month] for month in held]
    change = find_change(np.array(shares), np.array([decided[month] for month in held], dtype=float), seed=1)
    day = NOW - timedelta(days=TRUTHS.change.days_ago)
    truth = day.year * 12 + day.month
    if change is not None and change.p <= 0.01:
        yield "the day of the change", held[change.earliest] <= truth <= held[change.latest] + 1
    yield "the change is seen", change is not None and change.p <= 0.01


def _holds(interval: object, truth: float) -> bool:
    low, high = interval.low, interval.high  # type: ignore[attr-defined]
    return (low is None or low <= truth) and (high is None or truth <= high)


def test_intervals_hold_the_truth_as_often_as_they_claim(seeds: range) -> None:
    told = seen(seeds)

    assert told.at_least("the interval of weekday", 0.95)
    assert told.at_least("the interval of team", 0.95)
    assert told.at_least("the median of a stage", 0.95)
    assert told.at_least("the day of the change", 0.90)


def test_what_was_not_planted_is_not_found_more_often_than_stated(seeds: range) -> None:
    told = seen(seeds)

    assert told.at_most("a weekday is found", 0.05)
    assert told.at_most("opened on a Friday: a leak", 0.025)
    assert told.at_most("another seller needs help", 0.025)


def test_what_was_planted_is_found(seeds: range) -> None:
    told = seen(seeds)

    assert told.share("handed over: a leak") >= 0.8
    assert told.share("the weak seller needs help") >= 0.3
    assert told.share("a larger team is found") >= 0.3
    assert told.share("the change is seen") >= 0.2
