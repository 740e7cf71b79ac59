"""Every stay in an open stage, with what came after it. No Django."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute as pc
from numpy.typing import NDArray

from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.money import priced
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

NEVER = -(2**62)  # an instant that has not come
NOWHERE = -1
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
    """The stays that the question is about, in any order."""
    table = fetched(asked, "stays", lambda: _stays(asked))
    return Stays(
        numbers(table, "id"),
        numbers(table, "stage_id"),
        numbers(table, "at"),
        numbers(table, "left_at", NEVER),
        _after(table, stages(asked)),
        np.asarray(pc.index_in(table["kind"], pyarrow.array(list(KINDS))).to_numpy(), dtype=np.int64),
        numbers(table, "value_minor", -1),
    )


def _stays(asked: Ask) -> Any:
    rows = compiled(asked)
    rows = rows if "value_minor" in rows.columns else priced(asked, rows)
    names = ("id", "stage_id", "at", "left_at", "kind", "value_minor", "next_stage", "next_kind")
    return rows.select(*names)


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


def _after(table: pyarrow.Table, known: dict[int, Stage]) -> NDArray[Any]:
    """What came after each stay: further on in the same pipeline has passed, anywhere else went back."""
    here, there = (_placed(numbers(table, name, NOWHERE), known) for name in ("stage_id", "next_stage"))
    further = (here[0] == there[0]) & (there[1] > here[1]) & (here[0] != NOWHERE) & (there[0] != NOWHERE)
    won, lost = (
        np.asarray(pc.equal(table["next_kind"], kind).fill_null(False).to_numpy(), dtype=np.bool_)
        for kind in ("won", "lost")
    )
    waits = np.asarray(table["left_at"].is_null().to_numpy(), dtype=np.bool_)
    return np.select([waits, lost, won | further], [WAITING, LOST, PASSED], BACK)


def _placed(stage: NDArray[Any], known: dict[int, Stage]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pipeline and position of each stage; NOWHERE for one that is not known."""
    ids, back = np.unique(stage, return_inverse=True)
    found = [known.get(id) for id in ids.tolist()]
    pipeline = np.array([one.pipeline_id if one else NOWHERE for one in found], dtype=np.int64)
    position = np.array([one.position if one else NOWHERE for one in found], dtype=np.int64)
    return pipeline[back], position[back]
