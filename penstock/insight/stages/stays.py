"""Every stay in an open stage, with what came after it. No Django."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow
from numpy.typing import NDArray

from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import narrowed, numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import fetched, gathered
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.metrics.stalling import NEVER, days_of
from penstock.insight.mirror.state import State

WAITING, PASSED, LOST, BACK = 0, 1, 2, 3
KINDS = {"open": 0, "won": 1, "lost": 2}
# Few different ones, of which there are millions.
FEW = ("stage", "after", "kind")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as defined at the instant asked about; probability of 0 to 1."""

    id: int
    pipeline_id: int
    name: str
    kind: str
    position: int
    probability: float | None
    expected_days: int | None


def asked_of(state: State, query: Query) -> Ask:
    """The question, asked of stays."""
    return asked_as_one(state, query, "stage_days")


def stays(asked: Ask, *columns: str, in_turn: bool = False) -> tuple[NDArray[Any], ...]:
    """Columns of the stays that began in the period, in any order, or one opportunity's in turn. id; stage; at and left in
    microseconds (left: NEVER while it lasts); after: what came after it; kind: how the opportunity stands now (KINDS)."""
    what = (columns, in_turn)

    def take(rows: pyarrow.Table) -> tuple[NDArray[Any], ...]:
        return tuple((narrowed if name in FEW else np.asarray)(numbers(rows, name)) for name in columns)

    return gathered(asked, what, lambda: _stays(asked, *what), take)


def lasted(asked: Ask) -> tuple[NDArray[Any], ...]:
    """Of the stays that began in the period, in any order: stage, days (until now while it lasts), and what came after it."""
    columns = ("stage", "at", "left", "after")

    def take(rows: pyarrow.Table) -> tuple[NDArray[Any], ...]:
        stage, at, left, after = (numbers(rows, name) for name in columns)
        return narrowed(stage), days_of(asked, at, left), narrowed(after)

    return gathered(asked, "", lambda: _stays(asked, columns, False), take)


def _stays(asked: Ask, columns: tuple[str, ...], in_turn: bool) -> Any:
    rows = compiled(asked)
    if "after" in columns:
        rows = _followed(asked, rows)
    if in_turn:
        rows = rows.order_by("id", "at")
    return rows.select(**{name: COLUMNS[name](rows) for name in columns})


COLUMNS: dict[str, Callable[[Any], Any]] = {
    "id": lambda rows: rows.id,
    "stage": lambda rows: rows.stage_id,
    "at": lambda rows: rows["at"],
    "left": lambda rows: ibis.coalesce(rows.left_at, NEVER),
    "after": lambda rows: rows.after,
    "kind": lambda rows: ibis.cases(*((rows.kind == kind, code) for kind, code in KINDS.items())),
}


def _followed(asked: Ask, rows: Any) -> Any:
    """rows with after: further on in the same pipeline has passed, anywhere else went back."""
    here, there = (
        asked.defined("stage").select(
            **{f"{name}_": "id", f"{name}_in": "pipeline_id", f"{name}_at": "position"}
        )
        for name in ("here", "there")
    )
    rows = rows.left_join(here, rows.stage_id == here.here_)
    rows = rows.left_join(there, rows.next_stage == there.there_)
    further = (rows.here_in == rows.there_in) & (rows.there_at > rows.here_at)
    after = ibis.cases(
        (rows.left_at.isnull(), WAITING),
        (rows.next_kind == "lost", LOST),
        ((rows.next_kind == "won") | further, PASSED),
        else_=BACK,
    )
    return rows.mutate(after=after)


def stages(asked: Ask) -> dict[int, Stage]:
    """By id, in order of pipeline and position."""
    columns = ("id", "pipeline_id", "name", "kind", "position", "probability_e4", "expected_days")
    rows = fetched(asked, "stages", lambda: asked.defined("stage").select(*columns)).to_pylist()
    rows.sort(key=lambda row: (row["pipeline_id"] or 0, row["position"] or 0, row["id"]))
    return {
        row["id"]: Stage(
            row["id"],
            row["pipeline_id"] or 0,
            row["name"],
            row["kind"],
            row["position"] or 0,
            None if row["probability_e4"] is None else row["probability_e4"] / 10_000,
            row["expected_days"],
        )
        for row in rows
    }
