"""Notes and tasks: what was said and done, and what is due around today."""

from datetime import datetime, timedelta

from penstock.exchange.sample.generator.clock import SATURDAY
from penstock.exchange.sample.generator.dice import Dice
from penstock.exchange.sample.generator.selling import Sale
from penstock.exchange.sample.generator.tables import Company, Lead, Note, Person, Task
from penstock.exchange.sample.generator.words import COMPETITORS, LEAD_TASKS, NOTES, TASKS
from penstock.exchange.sample.generator.world import World

QUIET_SHARE = 0.5
RECENT_DAYS = 16
DONE_TASK_SHARE = 0.5
OPEN_TASK_SHARE = 0.7
LEAD_TASK_SHARE = 0.6
OVERDUE_DAYS, AHEAD_DAYS = 6, 12


def notes_of(
    dice: Dice, world: World, first: int, sale: Sale, company: Company, person: Person
) -> list[Note]:
    """Notes over the life of an opportunity, numbered from `first`; some open ones have been quiet for long."""
    end = min(sale.closed, world.clock.days)
    is_quiet = sale.is_open and dice.happens(QUIET_SHARE)
    last = sale.opened + (end - sale.opened) * (0.3 if is_quiet else 1.0)
    days = [dice.between(sale.opened, last) for _ in range(dice.below(int(2 * world.shape.notes) + 1))]
    if sale.is_open and not is_quiet:
        days.append(max(sale.opened, end - dice.between(0, RECENT_DAYS)))
    notes: list[Note] = []
    for day in sorted(days):
        at = world.clock.at(day)
        if at < world.clock.now:
            text = dice.pick(NOTES).format(
                first=person.first_name, city=company.city, competitor=dice.pick(COMPETITORS)
            )
            notes.append(Note(first + len(notes), sale.row.id, sale.row.owner, text, at))
    return notes


def tasks_of(dice: Dice, world: World, first: int, sale: Sale, person: Person) -> list[Task]:
    """At most one task that was done and, while the opportunity is open, one that is due around today."""
    tasks: list[Task] = []
    clock = world.clock
    end = min(sale.closed, clock.days)
    if dice.happens(DONE_TASK_SHARE * world.shape.tasks):
        asked = dice.between(sale.opened, end)
        done = asked + (end - asked) * dice.between(0.1, 0.9)
        if clock.at(done) < clock.now:
            due = clock.on(asked + dice.between(1, 7))
            title = dice.pick(TASKS).format(first=person.first_name)
            tasks.append(
                Task(first, sale.row.id, None, sale.row.owner, title, due, clock.at(asked), clock.at(done))
            )
    if sale.is_open and dice.happens(OPEN_TASK_SHARE * world.shape.tasks):
        title = dice.pick(TASKS).format(first=person.first_name)
        asked_at = clock.at(max(sale.opened, clock.days - dice.between(3, 12)))
        if asked_at < clock.now:
            tasks.append(
                due_task(dice, world, first + len(tasks), title, sale.row.owner, asked_at, sale.row.id, None)
            )
    return tasks


def tasks_for(dice: Dice, world: World, first: int, lead: Lead, person: Person) -> list[Task]:
    """Perhaps a task for a lead that somebody works on."""
    if lead.status not in ("working", "qualified") or lead.owner is None or not dice.happens(LEAD_TASK_SHARE):
        return []
    title = dice.pick(LEAD_TASKS).format(first=person.first_name)
    return [due_task(dice, world, first, title, lead.owner, lead.created_at, None, lead.id)]


def due_task(
    dice: Dice, world: World, number: int, title: str, owner: int, asked_at: datetime, opportunity: int | None,
    lead: int | None,
) -> Task:  # fmt: skip
    """An open task: some overdue, some today, most within two weeks, never on a weekend but today."""
    due = world.clock.today + timedelta(days=dice.below(OVERDUE_DAYS + AHEAD_DAYS + 1) - OVERDUE_DAYS)
    if due != world.clock.today and due.weekday() >= SATURDAY:
        due += timedelta(days=2)
    return Task(number, opportunity, lead, owner, title, max(due, asked_at.date()), asked_at, None)
