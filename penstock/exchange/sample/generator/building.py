"""A block of companies with all that hangs on them: who asks, who buys, what is said, in the order of time per company."""

from collections import defaultdict
from dataclasses import fields, replace
from datetime import datetime

from penstock.exchange.sample.generator.activity import notes_of, tasks_for, tasks_of
from penstock.exchange.sample.generator.demand import convert, disappoint, draw_source
from penstock.exchange.sample.generator.dice import Dice
from penstock.exchange.sample.generator.market import company as new_company
from penstock.exchange.sample.generator.market import company_name
from penstock.exchange.sample.generator.market import person as new_person
from penstock.exchange.sample.generator.places import Country
from penstock.exchange.sample.generator.selling import Chance, Sale, sell
from penstock.exchange.sample.generator.tables import Block, Company, Fact, Lead, Person, Value
from penstock.exchange.sample.generator.words import JOB_TITLES, OTHER_SOURCES, WON
from penstock.exchange.sample.generator.world import World

KEY_ACCOUNT_SHARE = 0.3
OWN_COMPANY_SHARE = 0.85
LEAD_DAYS = (0.4, 7.0)
KNOWN_BEFORE_DAYS = (7.5, 25.0)
NEARBY_DAYS = 3.0
# What the clock moves off a weekend moves by less.
LONGEST_WEEKEND_DAYS = 3.0
STRANGER_SHARE = 0.7
# The first weekend could fall before the first day.
FIRST_DAY = 2.0
PERSONS_WEIGHTS = (0.35, 0.35, 0.2, 0.1)
COMPANY_CHANGE_SHARE = 0.1
PERSON_CHANGE_SHARE = 0.05
# The columns that the fact of a creation tells.
TOLD = {
    table: tuple(column.name for column in fields(table) if column.name not in ("id", "created_at"))
    for table in (Company, Person)
}


class Builder:
    """Builds block after block and goes on counting."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.dice = Dice(world.seed, "blocks")
        self.block = Block()
        self.counts = dict.fromkeys((table.name for table in fields(Block)), 0)

    def build(self, companies: range, opportunities: int) -> Block:
        """The next companies, by their numbers from 0, with that many opportunities among them."""
        self.dice = Dice(self.world.seed, f"block {companies.start}")
        self.block = Block()
        days: dict[int, list[float]] = defaultdict(list)
        for _ in range(opportunities):
            number = companies[self.account(len(companies))]
            days[number].append(self.opening_day(number))
        for number in companies:
            self.add_account(number, sorted(days[number]))
        for name in self.counts:
            self.counts[name] += len(getattr(self.block, name))
        return self.block

    def account(self, size: int) -> int:
        """Which company buys: most are alike, a few buy a lot."""
        place = self.dice.random()
        return int(place * place * size) if self.dice.happens(KEY_ACCOUNT_SHARE) else int(place * size)

    def opening_day(self, number: int) -> float:
        """When an opportunity of that company opens: by its industry's season, before today."""
        _, industry, _, _ = company_name(self.world.seed, number)
        clock = self.world.clock
        day = max(self.world.arrivals[industry].draw(self.dice), FIRST_DAY)
        return day if clock.at(day) < clock.now else day - 2

    def add_account(self, number: int, days: list[float]) -> None:
        """A company, its persons, its opportunities on those days, and the leads around them."""
        dice, world = self.dice, self.world
        latest = days[0] if days else dice.between(FIRST_DAY, world.clock.days)
        created = max(FIRST_DAY, latest - dice.between(*KNOWN_BEFORE_DAYS))
        company, country = self.add_company(number, created)
        taken: set[str] = set()
        persons = [
            self.add_person(country, company, company.owner, company.created_at, taken)
            for _ in range(1 + dice.weighted(PERSONS_WEIGHTS))
        ]
        won: list[float] = []
        for opened in days:
            sale = self.add_sale(
                company, persons, opened, created, is_existing=any(day <= opened for day in won)
            )
            if sale.row.stage == WON:
                won.append(sale.closed)
            while sale.row.lead and not dice.happens(world.truths.lead_conversion):
                self.add_disappointment(country, company, opened, taken)

    def add_company(self, number: int, created: float) -> tuple[Company, Country]:
        """The company, and rarely a later count of its employees."""
        world = self.world
        owner = world.seller(self.dice)
        row, country = new_company(
            self.dice, world.seed, number, owner=owner, created_at=world.clock.at(created)
        )
        self.created("company", row.id, row.created_at, row, owner)
        if self.dice.happens(COMPANY_CHANGE_SHARE):
            employees = int(row.employees * self.dice.between(0.7, 1.6)) + 1
            if self.changed("company", row.id, created, owner, {"employees": employees}):
                row = replace(row, employees=employees)
        self.block.companies.append(row)
        return row, country

    def add_person(
        self,
        country: Country,
        company: Company | None,
        owner: int | None,
        created_at: datetime,
        taken: set[str],
    ) -> Person:
        """The person, and rarely a later job."""
        row = new_person(
            self.dice,
            self.next("persons") - 1,
            country=country,
            company=company,
            owner=owner,
            created_at=created_at,
            taken=taken,
        )
        self.created("person", row.id, created_at, row, owner)
        if company and self.dice.happens(PERSON_CHANGE_SHARE):
            day = (created_at - self.world.clock.start).total_seconds() / 86_400
            title = self.dice.pick(JOB_TITLES)
            if self.changed("person", row.id, day, owner, {"job_title": title}):
                row = replace(row, job_title=title)
        self.block.persons.append(row)
        return row

    def add_sale(
        self, company: Company, persons: list[Person], opened: float, known: float, *, is_existing: bool
    ) -> Sale:
        """The opportunity, the lead behind it if there is one, its notes and tasks."""
        dice, world, block = self.dice, self.world, self.block
        owner = company.owner if dice.happens(OWN_COMPANY_SHARE) else world.seller(dice)
        asked = opened - dice.between(*LEAD_DAYS)
        has_lead = dice.happens(world.shape.lead_share) and asked > known + LONGEST_WEEKEND_DAYS
        source = draw_source(dice) if has_lead else dice.pick(OTHER_SOURCES)
        lead = self.next("leads") if has_lead else None
        sale = sell(
            dice,
            world,
            Chance(self.next("opportunities"), opened, company, persons, source, lead, owner, is_existing),
        )
        block.opportunities.append(sale.row)
        block.facts.extend(sale.facts)
        if lead:
            self.keep_lead(
                *convert(
                    dice, world, lead, person=persons[0].id, company=company.id, source=source, owner=owner, asked=asked,
                    opportunity=sale.row.id, converted_at=sale.row.created_at,
                )
            )  # fmt: skip
        block.notes.extend(notes_of(dice, world, self.next("notes"), sale, company, persons[0]))
        block.tasks.extend(tasks_of(dice, world, self.next("tasks"), sale, persons[0]))
        return sale

    def add_disappointment(self, country: Country, company: Company, opened: float, taken: set[str]) -> None:
        """A lead from about the same days that does not become an opportunity, by somebody new."""
        dice, clock = self.dice, self.world.clock
        day = opened - dice.between(*LEAD_DAYS) + dice.between(-NEARBY_DAYS, NEARBY_DAYS)
        asked = min(max(day, FIRST_DAY), clock.days - 0.2)
        is_stranger = dice.happens(STRANGER_SHARE) or clock.at_any_hour(asked) <= company.created_at
        place = None if is_stranger else company
        lead, facts = disappoint(
            dice,
            self.world,
            self.next("leads"),
            person=self.next("persons"),
            company=place.id if place else None,
            asked=asked,
        )
        person = self.add_person(country, place, lead.owner, lead.created_at, taken)
        self.keep_lead(lead, facts)
        self.block.tasks.extend(tasks_for(dice, self.world, self.next("tasks"), lead, person))

    def keep_lead(self, lead: Lead, facts: list[Fact]) -> None:
        """Into the block."""
        self.block.leads.append(lead)
        self.block.facts.extend(facts)

    def next(self, table: str) -> int:
        """The id of the next row of that table."""
        return self.counts[table] + len(getattr(self.block, table)) + 1

    def created(self, kind: str, record: int, at: datetime, row: Company | Person, owner: int | None) -> None:
        """The fact of a creation: all the row's values."""
        changes = {name: getattr(row, name) for name in TOLD[type(row)]}
        self.block.facts.append(Fact(kind, record, at, at, owner, changes))

    def changed(
        self, kind: str, record: int, since: float, owner: int | None, changes: dict[str, Value]
    ) -> bool:
        """A later change by its owner on some day since; false if that is not yet."""
        clock = self.world.clock
        at = clock.at(self.dice.between(since + 1, clock.days + 60))
        if at < clock.now:
            self.block.facts.append(Fact(kind, record, at, at, owner, changes))
        return at < clock.now
