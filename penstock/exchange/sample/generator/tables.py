"""The tables of the simulated company. Ids count from 1 within each table and mean nothing outside.

Current values stand in the rows, their history in the facts: folded in the order (valid_at, recorded_at, position),
the facts of a record give its row. Money is in minor units, instants are aware UTC."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Team:
    id: int
    name: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class User:
    """`role` is manager or representative. Sellers are numbered from 0 in the order of their ids."""

    id: int
    first_name: str
    last_name: str
    email: str
    role: str
    team: int
    zone: str


@dataclass(frozen=True, slots=True)
class Company:
    id: int
    name: str
    domain: str
    industry: str
    employees: int
    country: str
    city: str
    phone: str
    owner: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """`company` is nothing for people who only left their name."""

    id: int
    first_name: str
    last_name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    job_title: str
    company: int | None
    owner: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Lead:
    """`status` is new, working, qualified, converted or disqualified."""

    id: int
    person: int
    company: int | None
    source: str
    status: str
    reason: str | None
    intent: str
    message: str
    owner: int | None
    opportunity: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Opportunity:
    """`persons` are (person, buying role); `members` are team members besides the owner. `fate` and `fate_at` are what
    it will end as: the truth that a forecast is measured against, in no record."""

    id: int
    name: str
    company: int
    amount_minor: int | None
    currency: str
    close_on: date | None
    owner: int
    stage: str
    source: str
    lead: int | None
    next_step: str | None
    loss_reason: str | None
    competitor: str | None
    persons: tuple[tuple[int, str], ...]
    members: tuple[int, ...]
    created_at: datetime
    fate: str
    fate_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    opportunity: int
    author: int
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """About an opportunity or a lead; `done_at` is nothing while it is open."""

    id: int
    opportunity: int | None
    lead: int | None
    owner: int
    title: str
    due_on: date
    created_at: datetime
    done_at: datetime | None


Value = str | int | date | None | tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One change of one record: the new values of what changed. `kind` is company, person, lead or opportunity, `actor`
    a user or nothing for the system (a form, an import)."""

    kind: str
    record: int
    valid_at: datetime
    recorded_at: datetime
    actor: int | None
    changes: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Block:
    """Some companies with all that hangs on them; no row of one block points into another, save to users."""

    companies: list[Company] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    opportunities: list[Opportunity] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who sells: the same for every block."""

    teams: tuple[Team, ...]
    users: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class Simulated:
    """The whole company in one piece, for what fits into memory."""

    staff: Staff
    rows: Block
