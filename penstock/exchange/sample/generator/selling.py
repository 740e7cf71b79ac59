"""One opportunity: its opening, its journey, and what happens to its amount, close date, owner and next step."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from penstock.exchange.sample.generator.dice import Dice, Quantiles
from penstock.exchange.sample.generator.history import Event, fold
from penstock.exchange.sample.generator.journey import Move, journey
from penstock.exchange.sample.generator.places import INDUSTRIES
from penstock.exchange.sample.generator.tables import Company, Fact, Opportunity, Person, Value
from penstock.exchange.sample.generator.truths import Opening, fates, stage_days
from penstock.exchange.sample.generator.words import (
    BUYING_ROLES,
    COMPETITORS,
    LOSS_REASONS,
    LOST,
    NEXT_STEPS,
    OFFERS,
    SEQUELS,
    STAGES,
)  # fmt: skip
from penstock.exchange.sample.generator.world import World

CURRENCY = "EUR"
AMOUNT: Quantiles = (
    (0, 2_000), (0.1, 4_500), (0.5, 16_000), (0.8, 42_000), (0.95, 110_000), (1, 250_000)
)  # fmt: skip
SMALL_COMPANY, LARGE_COMPANY = 15, 200
SMALLEST, LARGEST = 2_000, 250_000
TEAM_MEMBERS = (0.45, 0.35, 0.15, 0.05)
AMOUNT_KNOWN_SHARE = 0.8
AMOUNT_CHANGE_SHARE = 0.22
NEXT_STEP_SHARE = 0.75
COMPETITOR_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Chance:
    """What an opportunity begins with. `opened` is in days since the first day."""

    id: int
    opened: float
    company: Company
    persons: Sequence[Person]
    source: str
    lead: int | None
    owner: int
    is_existing: bool


@dataclass(frozen=True, slots=True)
class Sale:
    """An opportunity with its facts up to today. `closed` is the day of its closure, be it after today."""

    row: Opportunity
    facts: list[Fact]
    opened: float
    closed: float

    @property
    def is_open(self) -> bool:
        """Open today."""
        return self.row.stage in STAGES


def sell(dice: Dice, world: World, chance: Chance) -> Sale:
    """The opportunity as it stands today, its history, and its hidden fate."""
    members = team_members(dice, world, chance.owner)
    is_handed_over = dice.happens(world.truths.handover_share)
    seller = world.colleague(dice, chance.owner) if is_handed_over else chance.owner
    opening = Opening(
        days_ago=world.clock.days - chance.opened,
        weekday=world.clock.at(chance.opened).weekday(),
        seller=seller - 1,
        team_members=len(members),
        is_existing=chance.is_existing,
        is_handed_over=is_handed_over,
        source=chance.source,
    )
    fate = dice.weighted(fates(world.truths, opening))
    moves = journey(dice, world.truths, world.shape.pace, chance.opened, fate)
    events = [
        *opening_and_moves(dice, world, chance, moves),
        *pushes(dice, world, chance, moves),
        *handover(dice, world, chance, seller, moves[1].day),
    ]
    facts = facts_of(world, chance, sorted(events, key=lambda event: event.day))
    values: dict[str, Any] = fold(facts)
    row = Opportunity(
        id=chance.id,
        persons=buying_persons(dice, chance.persons),
        members=members,
        created_at=facts[0].valid_at,
        fate=moves[-1].stage,
        fate_at=world.clock.at(moves[-1].day),
        **{name: values[name] for name in RECORDED},
    )
    return Sale(row, facts, chance.opened, moves[-1].day)


RECORDED = tuple(
    column.name
    for column in fields(Opportunity)
    if column.name not in ("id", "persons", "members", "created_at", "fate", "fate_at")
)


def team_members(dice: Dice, world: World, owner: int) -> tuple[int, ...]:
    """Colleagues who help the owner, in the order of their ids."""
    wanted = min(dice.weighted(TEAM_MEMBERS), len(world.staff.users) - 2)
    members: set[int] = set()
    while len(members) < wanted:
        members.add(world.colleague(dice, owner))
    return tuple(sorted(members))


def buying_persons(dice: Dice, persons: Sequence[Person]) -> tuple[tuple[int, str], ...]:
    """The persons involved, each with a role; the first decides more often than not."""
    involved = persons[: 1 + dice.below(len(persons))]
    first_role = BUYING_ROLES[0] if dice.happens(0.6) else BUYING_ROLES[1]
    return tuple(
        (person.id, first_role if at == 0 else dice.pick(BUYING_ROLES[1:]))
        for at, person in enumerate(involved)
    )


def opening_and_moves(dice: Dice, world: World, chance: Chance, moves: list[Move]) -> list[Event]:
    """The creation, then each move with what changes along with it."""
    amount = first_amount(dice, chance.company)
    is_known = dice.happens(AMOUNT_KNOWN_SHARE)
    created: dict[str, Value] = {
        "name": offer(dice, chance),
        "company": chance.company.id,
        "amount_minor": amount if is_known else None,
        "currency": CURRENCY,
        "close_on": None,
        "owner": chance.owner,
        "stage": moves[0].stage,
        "source": chance.source,
        "lead": chance.lead,
        "next_step": next_step(dice, moves[0].stage),
        "loss_reason": None,
        "competitor": None,
    }
    events = [Event(chance.opened, created)]
    for move in moves[1:]:
        changes: dict[str, Value] = {"stage": move.stage, "next_step": next_step(dice, move.stage)}
        changes |= reason(dice, move.stage, events[-1].changes["stage"])
        changes |= closing_day(world, move, events[-1].changes["stage"])
        if not is_known or (move.stage in STAGES[2:] and dice.happens(AMOUNT_CHANGE_SHARE)):
            if is_known:
                amount = rounded(amount // 100 * dice.between(0.75, 1.3))
            changes["amount_minor"] = amount
            is_known = True
        late = dice.between(1, 9) if dice.happens(world.truths.late_share) else None
        events.append(Event(move.day, changes, None if late is None else move.day + late))
    return events


def offer(dice: Dice, chance: Chance) -> str:
    """What is offered to a company of this industry."""
    name = dice.pick(OFFERS[INDUSTRIES.index(chance.company.industry)]).format(n=4 + dice.below(60))
    return dice.pick(SEQUELS).format(offer=name) if chance.is_existing else name


def first_amount(dice: Dice, company: Company) -> int:
    """In minor units: the larger of two draws for a large company, the smaller for a small one."""
    draws = dice.quantile(AMOUNT), dice.quantile(AMOUNT)
    if company.employees >= LARGE_COMPANY:
        return rounded(max(draws))
    return rounded(min(draws) if company.employees < SMALL_COMPANY else draws[0])


def rounded(amount: float) -> int:
    """Major units as a seller would write them, in minor units."""
    step = 100 if amount < 10_000 else 500 if amount < 50_000 else 1_000
    return min(max(int(amount / step + 0.5) * step, SMALLEST), LARGEST) * 100


def next_step(dice: Dice, stage: str) -> str | None:
    """Something to do in an open stage, mostly."""
    if stage not in STAGES or not dice.happens(NEXT_STEP_SHARE):
        return None
    return dice.pick(NEXT_STEPS[STAGES.index(stage)])


def reason(dice: Dice, stage: str, before: Value) -> dict[str, Value]:
    """Why it is lost and to whom; taken back by a reopening."""
    if stage == LOST:
        why = dice.pick(LOSS_REASONS)
        is_known = why == "Competitor" or dice.happens(COMPETITOR_SHARE)
        return {"loss_reason": why, "competitor": dice.pick(COMPETITORS) if is_known else None}
    return {"loss_reason": None, "competitor": None} if before == LOST else {}


def closing_day(world: World, move: Move, before: Value) -> dict[str, Value]:
    """Once closed, the close date is the day it was closed; a reopening hopes for three more weeks."""
    if move.stage not in STAGES:
        return {"close_on": world.clock.at(move.day).date()}
    return {"close_on": world.clock.on(move.day + 21)} if before == LOST else {}


def pushes(dice: Dice, world: World, chance: Chance, moves: list[Move]) -> list[Event]:
    """The first close date, two times too hopeful in three, and its pushes; now and then nobody looks."""
    pace = world.shape.pace
    usual = sum(stage_days(world.truths, stage, pace) for stage in range(len(STAGES)))
    expected = chance.opened + usual * dice.between(0.5, 1.5)
    events = [Event(chance.opened, {"close_on": world.clock.on(expected)})]
    looked = expected
    while (looked := looked + dice.between(-2, 9) * pace) < min(moves[-1].day, world.clock.days):
        if is_open_on(moves, looked) and dice.happens(world.truths.pushing_share):
            expected = max(looked, expected) + dice.between(8, 45) * pace
            events.append(Event(looked, {"close_on": world.clock.on(expected)}))
            looked = expected
        else:
            looked += dice.between(8, 30) * pace
    return events


def is_open_on(moves: list[Move], day: float) -> bool:
    """Opened before that day and neither won nor lost then."""
    stages = [move.stage for move in moves if move.day < day]
    return bool(stages) and stages[-1] in STAGES


def handover(dice: Dice, world: World, chance: Chance, seller: int, until: float) -> list[Event]:
    """While in its first stage the opportunity goes to another seller, by their manager's hand."""
    if seller == chance.owner:
        return []
    day = chance.opened + (until - chance.opened) * dice.between(0.1, 0.9)
    return [Event(day, {"owner": seller}, actor=world.manager(seller))]


def facts_of(world: World, chance: Chance, events: list[Event]) -> list[Fact]:
    """The events up to today as facts; what is known at the opening is one fact."""
    clock, owner = world.clock, chance.owner
    facts: list[Fact] = []
    for event in events:
        valid_at = clock.at(event.day)
        if valid_at >= clock.now:
            break
        if event.day == chance.opened and facts:
            facts[0].changes.update(event.changes)
            continue
        recorded_at = clock.at(event.recorded) if event.recorded else valid_at
        actor = event.actor or owner
        owner = cast(int, event.changes.get("owner", owner))
        is_late = recorded_at < clock.now
        facts.append(
            Fact(
                "opportunity", chance.id, valid_at, recorded_at if is_late else valid_at, actor, event.changes
            )
        )
    return facts
