"""The funnel of a query: its cohort out of the mirror, followed as of the instant asked about. No Django."""

from dataclasses import dataclass
from typing import Any, Literal

import pyarrow
import pyarrow.compute as pc

from penstock.insight.funnels.steps import LOST, OPEN, WON, Gap, Step, furthest, gaps, steps
from penstock.insight.metrics.answer import LeftOut
from penstock.insight.metrics.asking import NOT_RECORDED, Ask
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.populations import furthest as furthest_ones
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.metrics.run import asked_as_one, asked_beside
from penstock.insight.mirror.state import State

Unit = Literal["lead", "opportunity"]
ENDS = {"open": OPEN, "lost": LOST, "won": WON}
MEMBERS = ["id", "step", "ended", "why"]


@dataclass(frozen=True, slots=True)
class Funnel:
    """unit: what the cohort is made of. members: id, step (the furthest one's index), ended (OPEN, LOST, WON), why: the
    records behind every number."""

    unit: Unit
    pipeline: str
    steps: tuple[Step, ...]
    members: pyarrow.Table
    left_out: tuple[LeftOut, ...]

    def ids(
        self, place: int = 0, *, and_later: bool = False, ended: int | None = None, why: str | None = None
    ) -> tuple[int, ...]:
        """Who came no further than a step (and_later: at least so far), ended so, for that reason."""
        came = furthest(self.members["step"].to_numpy(), self.members["ended"].to_numpy(), len(self.steps))
        held = came >= place if and_later else came == place
        if ended is not None:
            held &= self.members["ended"].to_numpy() == ended
        if why is not None:
            held &= self.members["why"].to_numpy() == why
        return tuple(self.members["id"].to_numpy()[held].tolist())


def funnel(state: State, query: Query, *, unit: Unit = "lead", pipeline: str = "") -> Funnel:
    """The cohort of the query's period (leads by when they came, opportunities by when they were opened), through the
    stages of one pipeline (by name or id; the first one when not named). The query's metric is not asked.

    A lead counts by its furthest opportunity; one disqualified without any has dropped at the first step.
    WrongQuestion for a pipeline that is not there.
    """
    metric = "leads_created" if unit == "lead" else "opportunities_opened"
    asked = asked_as_one(state, query, metric)
    chosen, title, stages = _pipeline(asked, pipeline)
    if unit == "lead":
        members, left_out = _leads(asked, _lives(asked, unit), chosen)
        names = ["Lead", *stages, "Won"]
    else:
        members, left_out = _opportunities(asked, _lives(asked, unit), chosen)
        names = [*stages, "Won"]
    why = members["why"].to_pylist()
    told = steps(names, members["step"].to_numpy(), members["ended"].to_numpy(), why)
    return Funnel(unit, title, told, members, left_out)


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


def _reached(asked: Ask) -> Any:
    """The opportunities of the question that were opened, and are known to have been in a stage or won."""
    rows = compiled(asked_beside(asked, "stage_conversion"))
    return rows.filter(rows.place == 0, rows["at"].notnull())


def _lives(asked: Ask, unit: Unit) -> pyarrow.Table:
    """Opportunities as rows with how far each came in its pipeline, how it ended and why, and the lead it came from."""
    table = fetched(asked, "lives", lambda: _lived(asked, unit)).sort_by("id")
    reasons = fetched(asked, "reasons", lambda: asked.defined("loss_reason").select("id", "name")).to_pylist()
    kinds = pc.index_in(table["kind"], pyarrow.array(list(ENDS)))
    ended = pc.take(pyarrow.array(list(ENDS.values()), pyarrow.int64()), kinds)
    named = pyarrow.array([row["name"] for row in reasons], pyarrow.string())
    place = pc.index_in(
        table["loss_reason_id"],
        pyarrow.array([row["id"] for row in reasons], pyarrow.int64()),
        skip_nulls=True,
    )
    reason = pc.fill_null(pc.take(named, place), NOT_RECORDED)
    why = pc.if_else(pc.equal(ended, LOST), reason, "")
    return table.append_column("ended", ended).append_column("why", why)


def _lived(asked: Ask, unit: Unit) -> Any:
    rows, leads = furthest_ones(asked) if unit == "lead" else _reached(asked), asked.at("opportunity")
    leads = leads.select(of_=leads.id, lead_id=leads.source_lead_id)
    rows = rows.left_join(leads, rows.id == leads.of_)
    return rows.select("id", "pipeline_id", "far", "kind", "loss_reason_id", "lead_id")


def _opportunities(
    asked: Ask, lives: pyarrow.Table, chosen: int
) -> tuple[pyarrow.Table, tuple[LeftOut, ...]]:
    lives = lives.filter(pc.equal(lives["pipeline_id"], chosen))
    counts = fetched(asked, ("opened", chosen), lambda: _opened(asked, chosen)).to_pylist()[0]
    why = {
        "opening not recorded": counts["all"] - counts["opened"],
        "no stage of the pipeline recorded": counts["opened"] - lives.num_rows,
    }
    members = lives.select(["id", "far", "ended", "why"]).rename_columns(MEMBERS)
    return members, tuple(LeftOut(reason, n) for reason, n in why.items() if n)


def _opened(asked: Ask, chosen: int) -> Any:
    rows = compiled(asked)
    rows = rows.filter(rows.pipeline_id == chosen)
    return rows.aggregate(opened=rows["at"].count(), all=rows.count())


def _leads(asked: Ask, lives: pyarrow.Table, chosen: int) -> tuple[pyarrow.Table, tuple[LeftOut, ...]]:
    came = _furthest(lives.filter(pc.equal(lives["pipeline_id"], chosen)))
    elsewhere = set(lives["lead_id"].to_pylist()) - came.keys()
    rows: dict[str, list[Any]] = {name: [] for name in MEMBERS}
    passed_over = 0
    found = fetched(asked, "leads", lambda: compiled(asked).select("id", "status").order_by("id"))
    for lead, status in zip(found["id"].to_pylist(), found["status"].to_pylist(), strict=True):
        if lead in elsewhere:
            passed_over += 1
            continue
        dropped = (0, LOST, "disqualified") if status == "disqualified" else (0, OPEN, "")
        for name, value in zip(MEMBERS, (lead, *came.get(lead, dropped)), strict=True):
            rows[name].append(value)
    left_out = (LeftOut("its opportunity is in another pipeline", passed_over),) if passed_over else ()
    types = (pyarrow.int64(), pyarrow.int64(), pyarrow.int64(), pyarrow.string())
    columns = [pyarrow.array(rows[name], type) for name, type in zip(MEMBERS, types, strict=True)]
    return pyarrow.table(dict(zip(MEMBERS, columns, strict=True))), left_out


def _furthest(lives: pyarrow.Table) -> dict[int, tuple[int, int, str]]:
    """Of each lead: the step, end and reason of its furthest opportunity; among equals one still open."""
    found: dict[int, tuple[int, int, str]] = {}
    columns = (lives[name].to_pylist() for name in ("lead_id", "far", "ended", "why"))
    for lead, far, ended, why in zip(*columns, strict=True):
        if lead is not None:
            mine = (far + 1, ended, why)
            found[lead] = max(
                found.get(lead, (-1, LOST, "")), mine, key=lambda one: (one[1] == WON, one[0], one[1] == OPEN)
            )
    return found
