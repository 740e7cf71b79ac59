"""Something done on the day on which the simulated company really changed is found to have worked; something done on a quiet
day is not."""

from datetime import timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from penstock.exchange.sample.generator.truths import Change, Truths
from penstock.insight.leaks.mending import Mending, mended
from penstock.insight.leaks.outcomes import Outcomes
from penstock.insight.metrics.query import micros
from tests.simulation import company as companies

DAYS_AGO, STAGE = 200, "Qualified to buy"
BETTER = Truths(
    skipping_share=0, stepping_back_share=0, reopening_share=0, change=Change(DAYS_AGO, STAGE, 5.0)
)
pytestmark = pytest.mark.simulation


@cache
def outcomes() -> Outcomes:
    """The stays that ended; those in the other stages are the rest."""
    stays = [stay for stay in companies.company(5, 4, BETTER).stays if stay.ended]
    ends = [micros(stay.entered + timedelta(days=stay.days)) for stay in stays]
    columns: list[list[Any]] = [[stay.opportunity for stay in stays], ends,
                                [stay.passed for stay in stays], [stay.stage != STAGE for stay in stays]]  # fmt: skip
    return Outcomes(*map(np.array, columns))


def after(days_ago: int, for_days: int) -> Mending:
    day = companies.NOW - timedelta(days=days_ago)
    until = day + timedelta(days=for_days)
    return mended(outcomes(), micros(day), micros(until), up_is_good=True)


def test_what_was_done_on_the_planted_day_worked() -> None:
    found = after(DAYS_AGO, DAYS_AGO)

    assert found.verdict == "better"
    assert found.beyond is not None
    assert found.beyond.low > 0


def test_what_was_done_on_quiet_days_shows_nothing() -> None:
    """One of ten may, by chance: an interval holds the truth in 95 of 100 cases."""
    quiet = [after(days_ago, 90).verdict for days_ago in range(290, 590, 30)]

    assert quiet.count("no evidence") >= 9
