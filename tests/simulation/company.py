"""A simulated company's tables as the cores of insight take them: what the records say, and nothing of what is true."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

import numpy as np

from penstock.exchange.sample.generator import Truths, simulate
from penstock.exchange.sample.generator.words import LOST, STAGES, WON

TODAY = date(2026, 11, 22)
NOW = datetime.combine(TODAY, time(), UTC)
DAY = 86_400.0
# Detours split the time of a stage: without them its median is exactly what was planted. Leads that come to nothing are not
# looked at here, so none is made.
TRUTHS = Truths(skipping_share=0, stepping_back_share=0, reopening_share=0, lead_conversion=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in an open stage; `days` until it ended (`ended`) or until now. `passed`: what came next was no loss and
    no earlier stage."""

    opportunity: int
    stage: str
    owner: int
    opened: datetime
    entered: datetime
    days: float
    ended: bool
    passed: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Opportunities side by side, as arrays, and the stays."""

    id: Any
    ended: Any  # 0 open, 1 won, 2 lost
    value: Any
    month: Any
    handed_over: Any
    known: dict[str, Any]
    stays: list[Stay]


def company(seed: int, scale: float, truths: Truths = TRUTHS) -> Company:
    """Everything as of TODAY."""
    rows = simulate(seed, scale, TODAY, truths).rows
    facts = defaultdict(list)
    for fact in rows.facts:
        if fact.kind == "opportunity":
            facts[fact.record].append(fact)
    sales = rows.opportunities
    wins = defaultdict(list)
    for row in sales:
        if row.stage == WON:
            wins[row.company].append(max(f.valid_at for f in facts[row.id] if "stage" in f.changes))
    return Company(
        id=np.array([row.id for row in sales]),
        ended=np.array([{WON: 1, LOST: 2}.get(row.stage, 0) for row in sales]),
        value=np.array([row.amount_minor or 0 for row in sales], dtype=float),
        month=np.array([row.created_at.year * 12 + row.created_at.month for row in sales]),
        handed_over=np.array([len({f.changes["owner"] for f in facts[row.id] if "owner" in f.changes}) > 1 for row in sales]),
        known={
            "team": _texts(str(min(len(row.members), 2)) for row in sales),
            "weekday": _texts(WEEKDAYS[row.created_at.weekday()] for row in sales),
            "source": _texts(row.source for row in sales),
            "customer": _texts(
                "existing" if any(at < row.created_at for at in wins[row.company]) else "new" for row in sales
            ),
        },
        stays=[stay for row in sales for stay in _stays(row, facts[row.id])],
    )  # fmt: skip


def _texts(values: Any) -> Any:
    return np.array(list(values), dtype=object)


def _stays(row: Any, facts: list[Any]) -> list[Stay]:
    owner, moves = 0, []
    for fact in sorted(facts, key=lambda one: one.valid_at):
        owner = fact.changes.get("owner", owner)
        if "stage" in fact.changes:
            moves.append((fact.valid_at, fact.changes["stage"], owner))
        elif moves and "owner" in fact.changes:
            moves[-1] = (*moves[-1][:2], owner)
    return [
        Stay(row.id, stage, seller, row.created_at, at, ((until or NOW) - at).total_seconds() / DAY, until is not None, _passed(stage, after))
        for (at, stage, seller), (until, after, _) in pairwise([*moves, (None, "", 0)])
        if stage in STAGES
    ]  # fmt: skip


def _passed(stage: str, after: str) -> bool:
    return after == WON or (after in STAGES and STAGES.index(after) > STAGES.index(stage))
