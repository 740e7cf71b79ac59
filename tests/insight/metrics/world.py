"""A small company made by hand (by dice with a fixed seed), as tables and as plain lives: what the metrics are asked, and
what the dumb checks of test_catalogue.py look through row by row."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import EVERYTHING, Query, micros
from penstock.insight.mirror.state import state_of
from penstock.insight.mirror.tables import FOREVER, Column

ZONE = ZoneInfo("Europe/Warsaw")  # tests that are `zoned` have it elsewhere: ask here() at the time of use
NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)
SPRING = Period(date(2026, 3, 1), date(2026, 6, 1), ZONE)
HOUR = timedelta(hours=1)


def here() -> ZoneInfo:
    """The workspace's zone in this test."""
    return ZONE


PIPELINES = {1: "New business", 2: "Renewals"}
# id: pipeline, name, kind, position, probability in ten-thousandths, stale after days
STAGES = {
    11: (1, "Qualify", "open", 0, 2000, 14),
    12: (1, "Propose", "open", 1, 4000, 14),
    13: (1, "Negotiate", "open", 2, 6000, None),
    14: (1, "Won", "won", 3, 10000, None),
    15: (1, "Lost", "lost", 4, 0, None),
    21: (2, "Talk", "open", 0, 5000, 30),
    22: (2, "Won", "won", 1, 10000, None),
    23: (2, "Lost", "lost", 2, 0, None),
}
KIND = {None: "open"} | {id: stage[2] for id, stage in STAGES.items()}
USERS = {1: "Anna", 2: "Bob", 3: "Cora"}
TEAMS = {1: "North", 2: "South"}
# Bob moves from North to South in the middle of it.
MOVED = datetime(2026, 4, 10, tzinfo=UTC)
COMPANIES = {
    id: {"industry": ["Steel", "Food", ""][id % 3], "country": ["Poland", "Norway"][id % 2], "employees": [5, 40, 300, 5000, None][id % 5]}
    for id in range(1, 13)
}  # fmt: skip
RATES = [("USD", date(2025, 1, 1), Fraction(9, 10)), ("USD", date(2026, 5, 1), Fraction(8123, 10000)), ("JPY", date(2025, 1, 1), Fraction(6, 1000))]  # fmt: skip


@dataclass
class Life:
    """One opportunity: the states it was in, each from an instant on, the newest last."""

    id: int
    states: list[tuple[datetime, dict]] = field(default_factory=list)

    def at(self, instant):
        """Its state at an instant; None before it was there and once it is removed."""
        states = [state for since, state in self.states if since <= instant]
        return states[-1] if states and not states[-1].get("removed") else None

    def until(self, instant):
        return [(since, state) for since, state in self.states if since <= instant]


@cache
def lives() -> tuple[Life, ...]:
    dice = random.Random(7)
    return tuple(_life(dice, id) for id in range(1, 161))


def _life(dice: random.Random, id: int) -> Life:
    pipeline = 1 if dice.random() < 0.8 else 2
    stages = [stage for stage, about in STAGES.items() if about[0] == pipeline]
    open_, (won, lost) = stages[:-2], stages[-2:]
    at = START + dice.randrange(520 * 24) * HOUR
    state = {
        "pipeline_id": pipeline,
        "stage_id": dice.choice([open_[0], open_[0], open_[-1], None]),
        "company_id": dice.choice([*COMPANIES, None]),
        "amount_minor": dice.choice([None, *(dice.randrange(1, 9_000_000) for _ in range(6))]),
        "currency": dice.choice(["EUR", "EUR", "EUR", "USD", "JPY", "CHF"]),
        "close_on": dice.choice([None, (at + timedelta(days=60)).date()]),
        "owner_id": dice.choice([1, 2, 3, None]),
        "source_id": dice.choice([1, 2, None]),
        "probability_e4": dice.choice([None, None, 3333]),
        "has_next_step": dice.random() < 0.5,
        "custom_tier": dice.choice(["gold", "silver", None]),
    }
    if dice.random() < 0.05:
        state["stage_id"] = won
    life = Life(id, [(at, state | {"stage_since": at})])
    for _ in range(dice.randrange(7)):
        at += dice.randrange(1, 40 * 24) * HOUR
        state = dict(life.states[-1][1])
        match dice.random():
            case chance if chance < 0.55:
                to = dice.choice([*open_, won, lost])
                if to != state["stage_id"]:
                    state |= {"stage_id": to, "stage_since": at}
                    state["loss_reason_id"] = 1 if to == lost and dice.random() < 0.7 else None
            case chance if chance < 0.7:
                state["close_on"] = at.date() + timedelta(days=dice.randrange(-10, 60))
            case chance if chance < 0.8:
                state["amount_minor"] = dice.randrange(1, 9_000_000)
            case chance if chance < 0.95:
                state["owner_id"] = dice.choice([1, 2, 3])
            case _:
                state["removed"] = not state.get("removed", False)
        life.states.append((at, state))
    return life


@cache
def activities() -> tuple[dict, ...]:
    dice = random.Random(8)
    return tuple(
        {
            "id": id,
            "type": dice.choice(["note", "call", "meeting", "task"]),
            "at": START + dice.randrange(560 * 24) * HOUR,
            "user_id": 1,
            "opportunity_id": dice.randrange(1, 161) if id % 2 else None,
            "lead_id": None if id % 2 else dice.randrange(1, 61),
        }
        for id in range(1, 301)
    )


@cache
def leads() -> tuple[dict, ...]:
    dice = random.Random(9)
    return tuple(
        {
            "id": id,
            "created_at": START + dice.randrange(560 * 24) * HOUR,
            "person_id": dice.choice([None, *range(1, 21)]),
            "source_id": dice.choice([1, 2, None]),
            "status": dice.choice(["new", "working", "converted", "disqualified"]),
            "owner_id": dice.choice([1, 2, 3, None]),
            "has_name": dice.random() < 0.8,
        }
        for id in range(1, 61)
    )


def lead_of(life: Life) -> dict | None:
    """The lead that an opportunity came of: of each lead two, the others of none."""
    return leads()[life.id % 60] if life.id <= 120 else None


@cache
def persons() -> tuple[dict, ...]:
    dice = random.Random(10)
    return tuple(
        {"id": id, "has_name": dice.random() < 0.5, "has_email": dice.random() < 0.7, "has_phone": dice.random() < 0.4}
        for id in range(1, 21)
    )  # fmt: skip


def _spans(life: Life) -> list[dict]:
    ends = [since for since, _ in life.states[1:]] + [None]
    return [
        {name: _plain(value) for name, value in state.items() if name != "removed"}
        | {
            "id": life.id,
            "created_at": micros(life.states[0][0]),
            "source_lead_id": (lead_of(life) or {}).get("id"),
            "valid_from": micros(since),
            "valid_to": micros(end) if end else FOREVER,
            "known_from": micros(since),
            "known_to": FOREVER,
        }
        for (since, state), end in zip(life.states, ends, strict=True)
        if not state.get("removed")
    ]


def _plain(value):
    return micros(value) if isinstance(value, datetime) else value


def tables() -> dict[str, list[dict]]:
    return {
        "opportunity": [span for life in lives() for span in _spans(life)],
        "pipeline": [{"id": id, "name": name} for id, name in PIPELINES.items()],
        "stage": [
            dict(zip(("pipeline_id", "name", "kind", "position", "probability_e4", "stale_after_days"), about, strict=True))
            | {"id": id, "valid_from": micros(NOW), "known_from": micros(NOW)}
            for id, about in STAGES.items()
        ],
        "user": [
            {"id": 1, "name": "Anna", "team_id": 1},
            {"id": 2, "name": "Bob", "team_id": 1, "valid_to": micros(MOVED), "known_to": FOREVER, "valid_from": 0, "known_from": 0},
            {"id": 2, "name": "Bob", "team_id": 2, "valid_from": micros(MOVED), "known_from": micros(MOVED), "valid_to": FOREVER, "known_to": FOREVER},
            {"id": 3, "name": "Cora", "team_id": 2},
        ],
        "team": [{"id": id, "name": name} for id, name in TEAMS.items()],
        "company": [about | {"id": id} for id, about in COMPANIES.items()],
        "lead_source": [{"id": 1, "name": "Web"}, {"id": 2, "name": "Fair"}],
        "loss_reason": [{"id": 1, "name": "Price"}],
        "rate": [
            {"id": id, "currency": currency, "starts_on": day, "rate_e10": int(rate * 10**10)}
            for id, (currency, day, rate) in enumerate(RATES)
        ],
        "workspace": [{"id": 1, "home_currency": "EUR", "zone": "Europe/Warsaw"}],
        "activity": [{name: _plain(value) for name, value in row.items()} for row in activities()],
        "lead": [{name: _plain(value) for name, value in row.items()} | {"valid_from": micros(row["created_at"])} for row in leads()],
        "person": list(persons()),
    }  # fmt: skip


@cache
def state():
    return state_of(tables(), custom={"opportunity": (Column("custom_tier", "string", "Tier"),)})


def query(metric: str, **asked) -> Query:
    told = {"scope": EVERYTHING, "now": NOW, "zone": ZONE.key, "currency": "EUR"} | asked
    return Query(metric=metric, **told)
