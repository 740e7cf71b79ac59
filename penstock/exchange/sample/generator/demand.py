"""Leads: those that became an opportunity, and those beside them that did not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from penstock.exchange.sample.generator.dice import Dice, Quantiles
from penstock.exchange.sample.generator.history import fold
from penstock.exchange.sample.generator.tables import Fact, Lead, Value
from penstock.exchange.sample.generator.words import DISQUALIFIED, INTENTS, LEAD_SOURCES, MESSAGES
from penstock.exchange.sample.generator.world import World

SOURCE_WEIGHTS = (0.30, 0.26, 0.14, 0.09, 0.09, 0.12)
INTENT_WEIGHTS = (0.35, 0.35, 0.30)
RESPONSE_DAYS: Quantiles = ((0, 0.01), (0.4, 0.15), (0.7, 0.8), (0.9, 3), (1, 9))
REJECTION_DAYS: Quantiles = ((0, 1), (0.5, 7), (0.9, 25), (1, 45))
QUALIFIED_ANYWAY_SHARE = 0.25
UNASSIGNED_SHARE = 0.3

Step = tuple[datetime, dict[str, Value]]


def convert(
    dice: Dice, world: World, lead: int, *, person: int, company: int, source: str, owner: int, asked: float,
    opportunity: int, converted_at: datetime,
) -> tuple[Lead, list[Fact]]:  # fmt: skip
    """The lead behind an opportunity; `asked` is its day, before the opportunity was opened."""
    asked_at = min(world.clock.at_any_hour(asked), converted_at - timedelta(hours=2))
    taken, qualified = sorted((dice.between(0.02, 0.9), dice.between(0.02, 0.9)))
    between = converted_at - asked_at
    steps: list[Step] = [
        (asked_at, interest(dice, person, company, source, owner)),
        (asked_at + whole_minutes(between * taken), {"status": "working"}),
        (asked_at + whole_minutes(between * qualified), {"status": "qualified"}),
        (converted_at, {"status": "converted", "opportunity": opportunity}),
    ]
    return lead_of(world, lead, owner, steps)


def disappoint(
    dice: Dice, world: World, lead: int, *, person: int, company: int | None, asked: float
) -> tuple[Lead, list[Fact]]:
    """A lead that comes to nothing, or has not yet; a few are never touched."""
    asked_at = world.clock.at_any_hour(asked)
    owner = world.seller(dice)
    source = draw_source(dice)
    if dice.happens(world.truths.lead_untouched_share):
        nobody = dice.happens(UNASSIGNED_SHARE)
        return lead_of(
            world,
            lead,
            owner,
            [(asked_at, interest(dice, person, company, source, None if nobody else owner))],
        )
    answered = asked + dice.quantile(RESPONSE_DAYS)
    rejected = answered + dice.quantile(REJECTION_DAYS)
    answered_at = max(world.clock.at(answered), asked_at + timedelta(minutes=3 + dice.below(40)))
    rejected_at = max(world.clock.at(rejected), answered_at + timedelta(minutes=20))
    steps: list[Step] = [
        (asked_at, interest(dice, person, company, source, owner)),
        (answered_at, {"status": "working"}),
    ]
    if dice.happens(QUALIFIED_ANYWAY_SHARE):
        steps.append((answered_at + whole_minutes((rejected_at - answered_at) / 2), {"status": "qualified"}))
    steps.append((rejected_at, {"status": "disqualified", "reason": dice.pick(DISQUALIFIED)}))
    return lead_of(world, lead, owner, steps)


def draw_source(dice: Dice) -> str:
    """Where a lead comes from."""
    return LEAD_SOURCES[dice.weighted(SOURCE_WEIGHTS)]


def interest(
    dice: Dice, person: int, company: int | None, source: str, owner: int | None
) -> dict[str, Value]:
    """What a lead holds when it comes in."""
    intent = dice.weighted(INTENT_WEIGHTS)
    return {
        "person": person,
        "company": company,
        "source": source,
        "status": "new",
        "reason": None,
        "intent": INTENTS[intent],
        "message": dice.pick(MESSAGES[intent]).format(n=5 + dice.below(90)),
        "owner": owner,
        "opportunity": None,
    }


def lead_of(world: World, number: int, owner: int, steps: Sequence[Step]) -> tuple[Lead, list[Fact]]:
    """The lead as it stands today, and its facts; the form writes the first, its owner the others."""
    facts = [
        Fact("lead", number, at, at, owner if place else None, changes)
        for place, (at, changes) in enumerate(steps)
        if at < world.clock.now
    ]
    values: dict[str, Any] = fold(facts)
    return Lead(id=number, created_at=steps[0][0], **values), facts


def whole_minutes(span: timedelta) -> timedelta:
    """Rounded down: nobody wants to read microseconds."""
    return timedelta(minutes=int(span.total_seconds() / 60))
