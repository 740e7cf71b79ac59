"""Every stay in an open stage, with what came after it. No Django."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.populations import with_kind
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

NEVER = -(2**62)  # an instant that has not come
WAITING, PASSED, LOST, BACK = 0, 1, 2, 3
KINDS = {"open": 0, "won": 1, "lost": 2}


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


@dataclass(frozen=True, slots=True)
class Stays:
    """A row for each stay that began in the period: instants in microseconds (left: NEVER while it lasts), what came
    after it, how the opportunity stands now (KINDS), and its worth in minor units (-1 where it has none)."""

    id: NDArray[Any]
    stage: NDArray[Any]
    at: NDArray[Any]
    left: NDArray[Any]
    after: NDArray[Any]
    kind: NDArray[Any]
    value: NDArray[Any]

    def of(self, held: NDArray[Any]) -> "Stays":
        return Stays(*(getattr(self, field.name)[held] for field in fields(self)))


def asked_of(state: State, query: Query) -> Ask:
    """The question, asked of stays."""
    return asked_as_one(state, query, "stage_days")


def stays(asked: Ask) -> Stays:
    """The stays that the question is about."""
    rows = compiled(asked)
    rows = rows if "value_minor" in rows.columns else priced(asked, rows)
    following = with_kind(asked, asked.history("opportunity").select("id", "valid_from", "stage_id"))
    following = following.select(
        next_of=following.id,
        next_at=following.valid_from,
        next_stage=following.stage_id,
        next_kind=following.kind_then,
    )
    rows = rows.left_join(following, [rows.id == following.next_of, rows.left_at == following.next_at])
    names = ("id", "stage_id", "at", "left_at", "kind", "value_minor", "next_stage", "next_kind")
    table = rows.select(*names).to_pyarrow()
    places = {stage.id: (stage.pipeline_id, stage.position) for stage in stages(asked).values()}
    after = [
        _after(left, places.get(stage), places.get(then), kind)
        for left, stage, then, kind in zip(
            *(table[name].to_pylist() for name in ("left_at", "stage_id", "next_stage", "next_kind")),
            strict=True,
        )
    ]
    return Stays(
        _whole(table["id"]),
        _whole(table["stage_id"]),
        _whole(table["at"]),
        _whole(table["left_at"], NEVER),
        np.array(after, dtype=np.int64),
        np.array([KINDS[kind] for kind in table["kind"].to_pylist()], dtype=np.int64),
        _whole(table["value_minor"], -1),
    )


def stages(asked: Ask) -> dict[int, Stage]:
    """By id, in order of pipeline and position."""
    columns = ("id", "pipeline_id", "name", "kind", "position", "probability_e4", "expected_days")
    rows = asked.defined("stage").select(*columns).to_pyarrow().to_pylist()
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


def _after(
    left: int | None, here: tuple[int, int] | None, there: tuple[int, int] | None, kind: str | None
) -> int:
    if left is None:
        return WAITING
    if kind == "lost":
        return LOST
    if kind == "won":
        return PASSED
    return PASSED if here and there and here[0] == there[0] and there[1] > here[1] else BACK


def _whole(column: Any, empty: int = 0) -> NDArray[Any]:
    return np.asarray(column.fill_null(empty).to_numpy(), dtype=np.int64)
