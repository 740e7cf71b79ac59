"""What the ledger says of one opportunity's way: days in each stage, and how often its close date was pushed."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import connection

from penstock.faces.ui.asof import Look
from penstock.foundation.base.ledger import LAST
from penstock.records.pipeline.models import Opportunity, Stage

# In SQL: each page of an opportunity asks, and putting the query together took longer than asking it.
FACTS = """
    SELECT valid_at, changes FROM ledger AS f WHERE kind = 'opportunity' AND record_id = %s AND voids IS NULL
    AND changes ?| '{stage_id,close_on}' AND valid_at <= %s AND recorded_at <= %s
    AND NOT EXISTS (SELECT FROM ledger AS v WHERE v.voids = f.seq) ORDER BY valid_at, recorded_at, seq"""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the way: how long the opportunity was in it (None: never), and whether it is the present one."""

    stage: Stage
    days: int | None
    is_current: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class History:
    """Read from the facts that were not taken back."""

    steps: list[Step]
    pushes: int


def history_of(opportunity: Opportunity, stages: list[Stage], look: Look, now: datetime) -> History:
    """One query. On a past day, up to that day, and with `known` only what had been recorded then."""
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [opportunity.pk, look.valid or LAST, look.known or LAST])
        rows = [(at, json.loads(changes)) for at, changes in cursor.fetchall()]
    spent = _spent(
        [(at, changes["stage_id"]) for at, changes in rows if "stage_id" in changes], look.valid or now
    )
    return History(
        steps=_steps(opportunity, stages, spent),
        pushes=_pushes([changes["close_on"] for _at, changes in rows if "close_on" in changes]),
    )


def _spent(entered: list[tuple[datetime, int | None]], until: datetime) -> dict[int | None, timedelta]:
    spent: dict[int | None, timedelta] = defaultdict(timedelta)
    for (at, stage_id), (left, _next) in zip(entered, [*entered[1:], (until, None)], strict=True):
        spent[stage_id] += left - at
    return spent


def _steps(opportunity: Opportunity, stages: list[Stage], spent: dict[int | None, timedelta]) -> list[Step]:
    """Open stages in their order, then the one in which it was closed. Done are those reached (METRICS.md, 2): up to
    the highest open stage it was ever in, and all of them once won."""
    present = next((n for n, stage in enumerate(stages) if stage.pk == opportunity.stage_id), -1)
    won = any(stage.pk == opportunity.stage_id and stage.kind == Stage.Kind.WON for stage in stages)
    reached = max((n for n, stage in enumerate(stages) if stage.is_open and stage.pk in spent), default=-1)
    shown = [stage for n, stage in enumerate(stages) if stage.is_open or n == present]
    return [
        Step(
            stage=stage,
            days=spent[stage.pk].days if stage.pk in spent else None,
            is_current=stage.pk == opportunity.stage_id,
            is_done=stage.is_open
            and stage.pk != opportunity.stage_id
            and (won or stages.index(stage) <= reached),
        )
        for stage in shown
    ]


def _pushes(days: list[str | None]) -> int:
    """How often the day became a later one; the first setting is none (METRICS.md, 2)."""
    given = [date.fromisoformat(day) for day in days if day]
    return sum(later > earlier for earlier, later in pairwise(given))
