"""The pipeline: what stands in each stage, with its worth; equal to the board's totals (METRICS, 4)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import ibis
from django.utils.translation import gettext as _

from penstock.insight.metrics.asking import Ask, ask
from penstock.insight.metrics.catalogue import metric_named
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.populations import POPULATIONS, Population, opportunities
from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Column, Figure, LeftOut, Table, Told
from penstock.response.reports.told_by.head import head

KINDS = ("open", "won", "lost")
SUMS = ("count", "value", "weighted")


def _standing(asked: Ask) -> Any:
    """All opportunities there are: the open at the instant, the closed at their closure."""
    rows = opportunities(asked)
    at = ibis.ifelse(rows.kind == "open", asked.instant("as_of"), rows.stage_since)
    return rows.mutate(at=at)


POPULATIONS["standing"] = Population(
    "standing", "all opportunities there are", "opportunity", False, _standing
)
STANDING = replace(metric_named("pipeline_value"), name="pipeline", population="standing")


def tell(asked: Asked, state: State) -> Told:
    """A row for each stage, empty ones too; set beside another day, what each had then."""
    here = _Standing(state, asked.query)
    rows = here.stages()
    columns = _columns()
    if asked.other is not None:
        rows, columns = _beside(rows, _Standing(state, asked.other).stages()), _columns() + _columns_beside()
    table = Table(
        "stages",
        _("By stage"),
        columns,
        tuple(rows),
        {kind: _total(rows, kind) for kind in KINDS},
        {"count": "stage:{stage_id}", "value": "stage:{stage_id}"},
    )
    return Told(
        **head("pipeline", asked),
        tables=(table,),
        figures=_figures(rows),
        left_out=here.left_out(),
        opens=here.behind,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("pipeline", _("Pipeline")),
        Column("stage", _("Stage")),
        Column("kind", _("Kind")),
        Column("count", _("Opportunities"), "count"),
        Column("value", _("Value"), "money"),
        Column("weighted", _("Weighted"), "money"),
    )


def _columns_beside() -> tuple[Column, ...]:
    return (
        Column("count_before", _("Opportunities then"), "count"),
        Column("value_before", _("Value then"), "money"),
        Column("value_change", _("Change"), "money"),
    )


class _Standing:
    """What stands in the stages at the instant of one question."""

    def __init__(self, state: State, query: Query) -> None:
        self.ask = ask(state, query, STANDING)
        self.rows = compiled(self.ask)

    def stages(self) -> list[dict[str, Any]]:
        """In the order of pipelines and stages; a stage not recorded first."""
        found = {row["stage_id"]: row for row in self._sums()}
        pipelines = {one["id"]: one for one in self.ask.defined("pipeline").to_pyarrow().to_pylist()}
        stages = self.ask.defined("stage").to_pyarrow().to_pylist()
        there = set(self.ask.at("stage").select("id").to_pyarrow()["id"].to_pylist())
        kept = [stage for stage in stages if stage["id"] in found or stage["id"] in there]
        kept.sort(
            key=lambda one: (
                pipelines[one["pipeline_id"]]["position"],
                one["pipeline_id"],
                one["position"],
                one["id"],
            )
        )
        rows = [
            _row(pipelines[stage["pipeline_id"]]["name"], stage, found.get(stage["id"])) for stage in kept
        ]
        nowhere = {"id": None, "name": "not recorded", "kind": "open"}
        return [*([_row("", nowhere, found[None])] if None in found else []), *rows]

    def _sums(self) -> list[dict[str, Any]]:
        rows = self.rows
        summed = rows.group_by(rows.stage_id).aggregate(
            count=rows.count(), value=rows.value_minor.sum(), weighted=rows.weighted_minor.sum()
        )
        found: list[dict[str, Any]] = summed.to_pyarrow().to_pylist()
        return found

    def left_out(self) -> tuple[LeftOut, ...]:
        """The open ones without worth."""
        rows = self.rows.filter(self.rows.left_out.notnull(), self.rows.kind == "open")
        whys = rows.group_by(rows.left_out).aggregate(n=rows.count()).order_by(ibis.desc("n")).to_pyarrow()
        return tuple(LeftOut(row["left_out"], row["n"]) for row in whys.to_pylist())

    def behind(self, cell: str) -> Behind | None:
        """stage:ID, stage:None, or kind:open."""
        what, _sign, value = cell.partition(":")
        if what == "kind" and value in KINDS:
            return self._of(self.rows.kind == value)
        if what == "stage" and (value == "None" or value.isdigit()):
            return self._of(
                self.rows.stage_id.isnull() if value == "None" else self.rows.stage_id == int(value)
            )
        return None

    def _of(self, condition: Any) -> Behind:
        return Behind(
            "opportunity", tuple(self.rows.filter(condition).select("id").to_pyarrow()["id"].to_pylist())
        )


def _row(pipeline: str, stage: dict[str, Any], sums: dict[str, Any] | None) -> dict[str, Any]:
    told = {name: int((sums or {}).get(name) or 0) for name in SUMS}
    return {
        "pipeline": pipeline,
        "stage": stage["name"],
        "stage_id": stage["id"],
        "kind": stage["kind"],
        **told,
    }


def _beside(rows: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    then = {row["stage_id"]: row for row in before}
    here = {row["stage_id"] for row in rows}
    gone = [row | dict.fromkeys(SUMS, 0) for row in before if row["stage_id"] not in here]
    nothing = dict.fromkeys(SUMS, 0)
    return [
        row
        | {
            "count_before": then.get(row["stage_id"], nothing)["count"],
            "value_before": then.get(row["stage_id"], nothing)["value"],
            "value_change": row["value"] - then.get(row["stage_id"], nothing)["value"],
        }
        for row in [*rows, *gone]
    ]


def _total(rows: Iterable[dict[str, Any]], kind: str) -> dict[str, int]:
    return {name: sum(row[name] for row in rows if row["kind"] == kind) for name in SUMS}


def _figures(rows: list[dict[str, Any]]) -> tuple[Figure, ...]:
    total = _total(rows, "open")
    return (
        Figure("open", _("Open"), "count", total["count"], _("Opportunities in an open stage; a stage not recorded is open."), cell="kind:open"),
        Figure("value", _("Value"), "money", total["value"], _("Sum of their amounts, each converted at the rate of the day."), cell="kind:open"),
        Figure("weighted", _("Weighted value"), "money", total["weighted"], _("Amount times probability, rounded once for each."), cell="kind:open"),
    )  # fmt: skip
