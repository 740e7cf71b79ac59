"""The funnel of a query: its cohort out of the mirror, followed as of the instant asked about. No Django."""

from dataclasses import dataclass
from typing import Any, Literal

import pyarrow
import pyarrow.compute as pc

from penstock.insight.funnels.foretelling import Foretold, foretold_of
from penstock.insight.funnels.lives import ENDS, cohort_of, leads_of, opportunities_of
from penstock.insight.funnels.steps import LOST, Gap, Step, furthest, gaps, steps
from penstock.insight.metrics.answer import LeftOut
from penstock.insight.metrics.asking import NOT_RECORDED, Ask
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

Unit = Literal["lead", "opportunity"]
MEMBERS = ["id", "step", "ended", "why", "value", "source"]


@dataclass(frozen=True, slots=True)
class Funnel:
    """unit: what the cohort is made of. members: id, step (the furthest one's index), ended (OPEN, LOST, WON), why, value (minor
    units of the question's currency; NULL: no amount or no rate), source (its name): the records behind every number. left_out:
    of the counts; unpriced: of the money alone. foretold: what the cohort will come to."""

    unit: Unit
    pipeline: str
    steps: tuple[Step, ...]
    members: pyarrow.Table
    left_out: tuple[LeftOut, ...]
    unpriced: tuple[LeftOut, ...]
    foretold: Foretold

    def ids(
        self, place: int = 0, *, and_later: bool = False, ended: int | None = None, why: str | None = None, source: str | None = None
    ) -> tuple[int, ...]:  # fmt: skip
        """Who came no further than a step (and_later: at least so far), ended so, for that reason, of that source."""
        came = furthest(self.members["step"].to_numpy(), self.members["ended"].to_numpy(), len(self.steps))
        held = came >= place if and_later else came == place
        for column, wanted in (("ended", ended), ("why", why), ("source", source)):
            if wanted is not None:
                held &= self.members[column].to_numpy() == wanted
        return tuple(self.members["id"].to_numpy()[held].tolist())

    def of_sources(self) -> tuple[tuple[str, tuple[Step, ...]], ...]:
        """The same cohort's steps for each source by itself, the largest first."""
        sizes = pc.value_counts(self.members["source"]).to_pylist()
        sizes.sort(key=lambda one: (-one["counts"], one["values"]))
        return tuple((one["values"], _steps(self.steps, self._of(one["values"]))) for one in sizes)

    def _of(self, source: str) -> pyarrow.Table:
        return self.members.filter(pc.equal(self.members["source"], source))


def funnel(state: State, query: Query, *, unit: Unit = "lead", pipeline: str = "") -> Funnel:
    """The cohort of the query's period (leads by when they came, opportunities by when they were opened), through the
    stages of one pipeline (by name or id; the first one when not named). The query's metric is not asked.

    A lead counts by its furthest opportunity, and is worth what that one is; one disqualified without any has dropped at the
    first step. WrongQuestion for a pipeline that is not there.
    """
    asked = asked_as_one(state, query, "leads_created" if unit == "lead" else "opportunities_opened")
    chosen, title, stages = _pipeline(asked, pipeline)
    rows, left_out = leads_of(asked, chosen) if unit == "lead" else opportunities_of(asked, chosen)
    members = _members(asked, rows, is_lead=unit == "lead")
    names = ["Lead", *stages, "Won"] if unit == "lead" else [*stages, "Won"]
    told = _stepped(names, members)
    foretold = foretold_of(asked, cohort_of(rows, chosen), chosen, unit)
    return Funnel(unit, title, told, members, left_out, _unpriced(rows), foretold)


def compared(one: Funnel, other: Funnel) -> tuple[Gap, ...]:
    """Whether they differ, step by step. WrongQuestion where they are not of the same steps."""
    try:
        return gaps(one.steps, other.steps)
    except ValueError as error:
        raise WrongQuestion(str(error)) from None


def _pipeline(asked: Ask, wanted: str) -> tuple[int, str, list[str]]:
    """The id and name of the pipeline, and the names of its open stages in order."""
    told = fetched(asked, "pipelines", lambda: asked.defined("pipeline").select("id", "name", "position"))
    rows = sorted(told.to_pylist(), key=lambda row: (row["position"] or 0, row["id"]))
    found = [row for row in rows if not wanted or wanted in (row["name"], str(row["id"]))]
    if not found:
        raise WrongQuestion(
            f"there is no pipeline {wanted}; there are {', '.join(row['name'] for row in rows)}"
        )
    id, title = found[0]["id"], found[0]["name"]
    names = fetched(asked, ("open stages", id), lambda: _open_stages(asked, id))["name"].to_pylist()
    return id, title, names


def _open_stages(asked: Ask, pipeline: int) -> Any:
    stages = asked.defined("stage")
    stages = stages.filter(stages.pipeline_id == pipeline, stages.kind == "open")
    return stages.order_by(stages.position, stages.id).select("name")


def _members(asked: Ask, rows: pyarrow.Table, *, is_lead: bool) -> pyarrow.Table:
    """The records by step, end and reason; a lead without an opportunity stands at the first step."""
    ended = pc.take(
        pyarrow.array(list(ENDS.values()), pyarrow.int64()),
        pc.index_in(rows["kind"], pyarrow.array(list(ENDS))),
    )
    reasons = _named(asked, "loss_reason", rows["loss_reason_id"])
    why = pc.if_else(pc.equal(ended, LOST), reasons, "")
    far = rows["far"]
    if is_lead:
        # Beyond all is already as far as can be; a lead is one step before the first stage.
        far = pc.add(pc.fill_null(far, -1), 1)
        why = pc.if_else(pc.fill_null(rows["is_disqualified"], False), "disqualified", why)
    sources = _named(asked, "lead_source", rows["source_id"])
    return pyarrow.table([rows["id"], far, ended, why, rows["value_minor"], sources], MEMBERS)


def _named(asked: Ask, table: str, ids: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """The names of definitions by their ids."""
    rows = fetched(asked, f"names of {table}", lambda: asked.defined(table).select("id", "name"))
    place = pc.index_in(ids, rows["id"].combine_chunks(), skip_nulls=True)
    return pc.fill_null(pc.take(rows["name"].combine_chunks(), place), NOT_RECORDED)


def _stepped(names: list[str], members: pyarrow.Table) -> tuple[Step, ...]:
    columns = (members["step"].to_numpy(), members["ended"].to_numpy())
    return steps(names, *columns, members["why"].to_pylist(), members["value"].to_pylist())


def _steps(like: tuple[Step, ...], members: pyarrow.Table) -> tuple[Step, ...]:
    return _stepped([step.name for step in like], members)


def _unpriced(rows: pyarrow.Table) -> tuple[LeftOut, ...]:
    """Why some have no money though they are counted: no amount, or no rate for its currency."""
    bare = rows.filter(pc.is_null(rows["value_minor"]))
    amounts = bare.filter(pc.is_valid(bare["amount_minor"]))
    told = [LeftOut("no amount", bare.num_rows - amounts.num_rows)]
    counts = sorted(pc.value_counts(amounts["currency"]).to_pylist(), key=lambda one: one["values"])
    told += [LeftOut(f"no exchange rate for {one['values']}", one["counts"]) for one in counts]
    return tuple(one for one in told if one.n)
