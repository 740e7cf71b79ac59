"""What is true of the simulated company and known to nobody in it: the effects that the analytics must find back.

An opportunity's fate is decided once, by odds: won, or lost in one of the open stages. So the effect of anything on
winning is exact (an odds ratio), and so is the share that passes each stage. How long a stage takes is drawn apart
from the fate. A truth that is switched off has odds of 1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from math import prod

from penstock.exchange.sample.generator.dice import Quantiles
from penstock.exchange.sample.generator.words import EXPECTED_DAYS, STAGES


@dataclass(frozen=True, slots=True)
class Change:
    """From `days_ago` days before today on, the odds of passing `stage` are multiplied by `odds`.

    It holds for the opportunities that were opened since, wherever they are now."""

    days_ago: int
    stage: str
    odds: float


@dataclass(frozen=True, slots=True)
class Weakness:
    """One seller, by their number among the sellers from 0, passes `stage` with odds multiplied by `odds`."""

    seller: int
    stage: str
    odds: float


@dataclass(frozen=True, slots=True)
class Truths:
    """Everything planted. Shares are 0 to 1, odds are factors, times are days."""

    pass_rates: tuple[float, ...] = (0.80, 0.72, 0.66, 0.76)
    change: Change = Change(days_ago=200, stage="Qualified to buy", odds=0.45)
    weakness: Weakness = Weakness(seller=2, stage="Presentation scheduled", odds=0.3)
    team_member_odds: float = 1.4
    weekday_odds: tuple[float, ...] = (1, 1, 1, 1, 1, 1, 1)
    existing_customer_odds: float = 1.5
    source_odds: Mapping[str, float] = field(default_factory=lambda: {"Referral": 1.8})
    # The leak: what changes hands on the way is lost more often.
    handover_share: float = 0.12
    handover_odds: float = 0.35

    # Time in a stage = expected days x this draw; the slow stage takes longer by its factor.
    dwell: Quantiles = ((0, 0.1), (0.25, 0.7), (0.5, 1.25), (0.75, 2.1), (0.9, 3.4), (0.97, 5.5), (1, 10.0))
    slow_stage: str = "Contract sent"
    slow_factor: float = 2.0

    lead_conversion: float = 0.32
    lead_untouched_share: float = 0.05

    # Arrivals by month, January first, one row for each of places.INDUSTRIES.
    seasons: tuple[tuple[float, ...], ...] = (
        (1.0, 1.1, 1.3, 1.1, 1.0, 0.9, 0.7, 0.6, 1.3, 1.4, 1.1, 0.5),
        (0.8, 1.0, 1.4, 1.5, 1.3, 1.0, 0.8, 0.6, 1.0, 1.0, 0.9, 0.7),
        (1.2, 1.2, 1.2, 1.0, 1.0, 1.0, 0.6, 0.5, 1.2, 1.2, 1.1, 0.8),
        (0.7, 0.8, 1.0, 1.2, 1.3, 1.3, 1.0, 0.8, 1.1, 1.2, 1.0, 0.6),
    )

    # Habits that leave the fate alone but not the history.
    skipping_share: float = 0.06
    stepping_back_share: float = 0.04
    reopening_share: float = 0.03
    late_share: float = 0.05
    pushing_share: float = 0.65


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known of an opportunity when it is opened, as far as a truth hangs on it."""

    days_ago: float
    weekday: int
    seller: int
    team_members: int
    is_existing: bool
    is_handed_over: bool
    source: str


def pass_rates(truths: Truths, opening: Opening) -> tuple[float, ...]:
    """The share that passes each open stage, before what acts on winning as a whole."""
    factors = dict.fromkeys(STAGES, 1.0)
    if opening.days_ago <= truths.change.days_ago:
        factors[truths.change.stage] *= truths.change.odds
    if opening.seller == truths.weakness.seller:
        factors[truths.weakness.stage] *= truths.weakness.odds
    return tuple(
        with_odds(rate, factor) for rate, factor in zip(truths.pass_rates, factors.values(), strict=True)
    )


def winning_odds(truths: Truths, opening: Opening) -> float:
    """The factor on the odds of winning by what does not belong to one stage."""
    # A product, not a power: powers differ between mathematical libraries.
    odds = prod([truths.team_member_odds] * opening.team_members) * truths.weekday_odds[opening.weekday]
    odds *= truths.source_odds.get(opening.source, 1.0)
    odds *= truths.existing_customer_odds if opening.is_existing else 1.0
    return odds * (truths.handover_odds if opening.is_handed_over else 1.0)


def fates(truths: Truths, opening: Opening) -> tuple[float, ...]:
    """The chance to be lost in each open stage, in order, and last the chance to be won. They add up to 1."""
    rates = pass_rates(truths, opening)
    reached = tuple(accumulate(rates, lambda share, rate: share * rate, initial=1.0))
    won = with_odds(reached[-1], winning_odds(truths, opening))
    spread = (1 - won) / (1 - reached[-1])
    return (*(share * (1 - rate) * spread for share, rate in zip(reached, rates, strict=False)), won)


def with_odds(share: float, factor: float) -> float:
    """The share whose odds are `factor` times those of `share`."""
    return share * factor / (1 - share + share * factor)


def stage_days(truths: Truths, stage: int, pace: float = 1.0) -> float:
    """What one unit of the `dwell` draw is worth in days in the open stage of that number, from 0."""
    slow = truths.slow_factor if STAGES[stage] == truths.slow_stage else 1.0
    return EXPECTED_DAYS[stage] * slow * pace
