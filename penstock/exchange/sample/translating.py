"""From the generator's words to the record's columns."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Any

from penstock.exchange.sample.generator import Block, Fact
from penstock.exchange.sample.generator.tables import Note, Opportunity, Task
from penstock.exchange.sample.rows import Batch, Row, ids_for
from penstock.foundation.base.ledger import PastFact
from penstock.foundation.base.models import Tracked
from penstock.records.activities.models import Activity
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company, Person
from penstock.records.pipeline import models as pipeline

ORDER: tuple[type[Tracked], ...] = (
    Company, Person, Lead, pipeline.Opportunity, pipeline.OpportunityPerson, pipeline.OpportunityUser, Activity,
)  # fmt: skip
MODELS: dict[str, type[Tracked]] = {
    "company": Company,
    "person": Person,
    "lead": Lead,
    "opportunity": pipeline.Opportunity,
}
TASKS_BEGIN = time(9, tzinfo=UTC)
LEAD_STATUS = {"qualified": "sales_qualified"}

Column = tuple[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of what was there before the first block: users by their number, the others by name."""

    users: dict[int, int]
    stages: dict[str, int]
    sources: dict[str, int]
    loss_reasons: dict[str, int]
    competitors: dict[str, int]
    pipeline: int


class Translator:
    """One block into a batch; the ids of its records are drawn first, so that rows can name each other."""

    def __init__(self, known: Known, block: Block) -> None:
        self.known = known
        self.block = block
        self.batch = Batch()
        self.ids = {
            "company": ids_for(Company, (row.id for row in block.companies)),
            "person": ids_for(Person, (row.id for row in block.persons)),
            "lead": ids_for(Lead, (row.id for row in block.leads)),
            "opportunity": ids_for(pipeline.Opportunity, (row.id for row in block.opportunities)),
            "activity": ids_for(Activity, (row.id for row in block.tasks)),
        }
        self.columns = columns(known, self.ids)
        self.names = {row.id: f"{row.first_name} {row.last_name}" for row in block.persons}
        self.last_notes: dict[int, datetime] = {}
        for note in block.notes:
            self.last_notes[note.opportunity] = note.created_at

    def translate(self) -> Batch:
        """Everything in the block: records with their states, and what was recorded out of order as facts."""
        histories: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        for fact in self.block.facts:
            histories[fact.kind, fact.record].append(fact)
        for history in histories.values():
            self.add_record(history)
        for opportunity in self.block.opportunities:
            self.add_involved(opportunity)
        for note in self.block.notes:
            self.add_note(note)
        for task in self.block.tasks:
            self.add_task(task)
        return self.batch

    def add_record(self, history: list[Fact]) -> None:
        """Its first state, and a state or a late fact for each later fact."""
        row = self.first_row(history[0])
        self.add_state(history[0], row, 0)
        is_late = any(
            later.valid_at < earlier.valid_at or later.recorded_at < earlier.recorded_at
            for earlier, later in pairwise(history)
        )
        for place, fact in enumerate(history[1:], 1):
            changes = self.changes(fact)
            if is_late and changes:
                self.batch.facts[self.author(fact.actor)].append(
                    PastFact(fact.kind, row["id"], fact.valid_at, changes, recorded_at=fact.recorded_at)
                )
            elif changes:
                row = row | changes
                self.add_state(fact, row, place)

    def add_state(self, fact: Fact, row: Row, place: int) -> None:
        """A record as it was since the fact."""
        author = self.author(fact.actor)
        self.batch.add(MODELS[fact.kind], author, row, fact.valid_at, fact.recorded_at, place)

    def first_row(self, fact: Fact) -> Row:
        """A record in its first state, with what no fact speaks of."""
        row = self.changes(fact) | {"id": self.ids[fact.kind][fact.record]}
        if fact.kind == "lead":
            row["name"] = self.names[self.person_of(fact)]
        if fact.kind == "opportunity":
            row |= {"pipeline_id": self.known.pipeline, "last_activity_at": self.last_notes.get(fact.record)}
        return row

    def changes(self, fact: Fact) -> Row:
        """The fact's values by columns."""
        known = self.columns[fact.kind]
        return {
            known[name][0]: known[name][1](value) for name, value in fact.changes.items() if name in known
        }

    def author(self, user: int | None) -> int | None:
        """The user's id."""
        return None if user is None else self.known.users[user]

    def person_of(self, fact: Fact) -> int:
        """The sample's number of the person whose lead it is."""
        person = fact.changes["person"]
        assert isinstance(person, int)
        return person

    def add_involved(self, opportunity: Opportunity) -> None:
        """Persons with their roles, and team members."""
        owner, since = self.author(opportunity.owner), opportunity.created_at
        about = {"opportunity_id": self.ids["opportunity"][opportunity.id]}
        for person, role in opportunity.persons:
            row = {"person_id": self.ids["person"][person], "buying_role": role}
            self.batch.add(pipeline.OpportunityPerson, owner, row | about, since)
        for member in opportunity.members:
            self.batch.add(
                pipeline.OpportunityUser, owner, {"user_id": self.known.users[member]} | about, since
            )

    def add_note(self, note: Note) -> None:
        """What was said."""
        author = self.author(note.author)
        row = {
            "type": Activity.Type.NOTE,
            "at": note.created_at,
            "user_id": author,
            "text": note.text,
            "opportunity_id": self.ids["opportunity"][note.opportunity],
        }
        self.batch.add(Activity, author, row, note.created_at)

    def add_task(self, task: Task) -> None:
        """What is to be done; done, it is a fact more."""
        owner = self.author(task.owner)
        row = {
            "id": self.ids["activity"][task.id],
            "type": Activity.Type.TASK,
            "at": task.created_at,
            "user_id": owner,
            "text": task.title,
            "due_at": datetime.combine(task.due_on, TASKS_BEGIN),
            "opportunity_id": task.opportunity and self.ids["opportunity"][task.opportunity],
            "lead_id": task.lead and self.ids["lead"][task.lead],
        }
        self.batch.add(Activity, owner, row, task.created_at)
        if task.done_at:
            done = {"at": task.done_at, "done_at": task.done_at}
            self.batch.add(Activity, owner, row | done, task.done_at, place=1)


def columns(known: Known, ids: dict[str, dict[int, int]]) -> dict[str, dict[str, Column]]:
    """For each kind: the field in the sample, its column, and how its value is told there."""
    company: Column = ("company_id", ids["company"].get)
    owner: Column = ("owner_id", known.users.get)
    source: Column = ("source_id", known.sources.get)
    return {
        "company": same("name", "industry", "employees", "country", "city")
        | {"domain": ("domains", in_list), "phone": ("phones", in_list), "owner": owner},
        "person": same("first_name", "last_name", "job_title")
        | {"emails": ("emails", list), "phones": ("phones", list), "company": company, "owner": owner},
        "lead": same("intent", "message")
        | {
            "person": ("person_id", ids["person"].get),
            "company": company,
            "source": source,
            "status": ("status", lambda status: LEAD_STATUS.get(status, status)),
            "reason": ("disqualified_reason", or_empty),
            "owner": owner,
        },
        "opportunity": same("name", "amount_minor", "currency", "close_on")
        | {
            "company": company,
            "owner": owner,
            "stage": ("stage_id", known.stages.get),
            "source": source,
            "lead": ("source_lead_id", ids["lead"].get),
            "next_step": ("next_step", or_empty),
            "loss_reason": ("loss_reason_id", known.loss_reasons.get),
            "competitor": ("competitor_id", known.competitors.get),
        },
    }


def same(*names: str) -> dict[str, Column]:
    """Fields that are called and told alike."""
    return {name: (name, as_it_is) for name in names}


def as_it_is(value: Any) -> Any:
    return value


def in_list(value: str) -> list[str]:
    """One value where the record takes several."""
    return [value]


def or_empty(text: str | None) -> str:
    """The record has empty text where the sample has nothing."""
    return text or ""
