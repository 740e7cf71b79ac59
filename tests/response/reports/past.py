"""A made-up history of 60 opportunities as raw facts, and the mirror's tables that a dumb fold makes of any part of them."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from penstock.insight.metrics.query import micros
from penstock.insight.mirror.state import State, state_of
from penstock.insight.mirror.tables import FOREVER
from tests.insight.metrics.world import COMPANIES, STAGES, tables

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 150
SIZE = 60
TWIN, KEPT = 3, 4  # companies that are merged, taken apart, and merged again


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: what became true of a record when, and when we were told. voids: which other one it takes back."""

    seq: int
    record: int
    valid_at: datetime
    recorded_at: datetime
    changes: dict[str, Any]
    voids: int | None = None


# From when to when the one company counts as the other.
MERGED = [
    (START + timedelta(days=40), START + timedelta(days=60)),
    (START + timedelta(days=90), datetime.max.replace(tzinfo=UTC)),
]


def history(seed: int = 11) -> list[Told]:
    """Moves forth and back, wins taken back, amounts, hand-overs, things heard of late, and mistakes taken back."""
    dice = random.Random(seed)
    facts: list[Told] = []

    def tell(record: int, valid_at: datetime, changes: dict[str, Any]) -> None:
        late = timedelta(days=dice.choice([0, 0, 0, 2, 9, 30]), hours=dice.choice([0, 0, 5]))
        facts.append(Told(len(facts), record, valid_at, valid_at + late, changes))
        if dice.random() < 0.15:
            taken_back = valid_at + late + timedelta(days=dice.randrange(1, 25))
            facts.append(Told(len(facts), record, valid_at, taken_back, {}, voids=len(facts) - 1))

    for record in range(1, SIZE + 1):
        at = START + timedelta(hours=dice.randrange(DAYS * 20))
        first = {"pipeline_id": 1, "stage_id": 11, "company_id": dice.choice([None, *COMPANIES]), "currency": "EUR",
                 "owner_id": dice.choice([1, 2, 3]), "source_id": dice.choice([1, 2, None]), "amount_minor": dice.choice([None, 5_000, 120_000])}  # fmt: skip
        # What a record began with is never taken back: without it there is none.
        facts.append(Told(len(facts), record, at, at, first))
        for _ in range(dice.randrange(6)):
            at += timedelta(hours=dice.randrange(1, 24 * 25))
            change: dict[str, Any] = dice.choice(
                [{"stage_id": dice.choice([id for id in STAGES if id < 20])}] * 3
                + [{"amount_minor": dice.randrange(1, 900_000)}, {"owner_id": dice.choice([1, 2, 3])},
                   {"close_on": date(2026, dice.randrange(1, 9), 3)}, {"is_removed": dice.random() < 0.5}]
            )  # fmt: skip
            if change.get("stage_id") == 15:
                change = change | {"loss_reason_id": 1}
            tell(record, at, change)
    return facts


def state_with(facts: Iterable[Told], merged: Iterable[tuple[datetime, datetime]] = MERGED) -> State:
    """The mirror of these facts and no others; stages, users and the rest as they always were."""
    by_record = defaultdict(list)
    for fact in facts:
        by_record[fact.record].append(fact)
    merged = list(merged)
    rows = [row for record, its in by_record.items() for row in _rectangles(record, its, merged)]
    return state_of(tables() | {"opportunity": rows, "activity": [], "lead": [], "person": []})


def _rectangles(
    record: int, facts: list[Told], merged: list[tuple[datetime, datetime]]
) -> list[dict[str, Any]]:
    """Of each stretch in which no more was known, the life as it was known then."""
    steps = {fact.recorded_at for fact in facts} | {
        moment for pair in merged for moment in pair if moment.year < 9999
    }
    known = sorted(steps)
    rows = []
    for since, until in zip(known, [*known[1:], None], strict=True):
        is_merged = any(one <= since < other for one, other in merged)
        rows += _life(record, [fact for fact in facts if fact.recorded_at <= since], is_merged, since, until)
    return rows


def _life(record: int, facts: list[Told], is_merged: bool, since: datetime, until: datetime | None) -> list[dict[str, Any]]:  # fmt: skip
    void = {fact.voids for fact in facts}
    alive = sorted(
        (fact for fact in facts if fact.voids is None and fact.seq not in void),
        key=lambda fact: (fact.valid_at, fact.recorded_at, fact.seq),
    )
    rows, values = [], {}
    for fact, following in zip(alive, [*alive[1:], None], strict=False):
        if fact.changes.get("stage_id", values.get("stage_id")) != values.get("stage_id"):
            values["stage_since"] = micros(fact.valid_at)
        values |= fact.changes
        if (following and following.valid_at == fact.valid_at) or values.get("is_removed"):
            continue
        company = KEPT if is_merged and values.get("company_id") == TWIN else values.get("company_id")
        rows.append(
            {name: value for name, value in values.items() if name != "is_removed"}
            | {
                "id": record,
                "company_id": company,
                "created_at": micros(alive[0].valid_at),
                "valid_from": micros(fact.valid_at),
                "valid_to": micros(following.valid_at) if following else FOREVER,
                "known_from": micros(since),
                "known_to": micros(until) if until else FOREVER,
            }
        )
    return rows
