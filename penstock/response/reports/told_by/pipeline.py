"""The pipeline: what stands in each stage, with its worth; equal to the board's totals (METRICS, 4)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import ibis
from django.utils.translation import gettext as _

from penstock.insight.metrics.asking import Ask, ask
from penstock.insight.metrics.catalogue import metric_named
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.lives import opportunities
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.populations import POPULATIONS, Population
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
    left = here.left_out()
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
        figures=_figures(rows, left, against=asked.against if asked.other else None),
        left_out=left,
        opens=here.behind,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("pipeline", _("Pipeline"), is_apart=True),
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
        self.ask = ask(state, query, STANDING, is_planned=True)

    def _fetched(self, what: str, build: Callable[[], Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = fetched(self.ask, f"pipeline: {what}", build).to_pylist()
        return found

    def stages(self) -> list[dict[str, Any]]:
        """In the order of pipelines and stages; a stage not recorded first."""
        found = {row["stage_id"]: row for row in self._sums()}
        asked = self.ask
        pipelines = {one["id"]: one for one in self._fetched("pipelines", lambda: asked.defined("pipeline"))}
        stages = self._fetched("stages", lambda: asked.defined("stage"))
        there = {one["id"] for one in self._fetched("there", lambda: asked.at("stage").select("id"))}
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
        def summed() -> Any:
            rows = compiled(self.ask)
            return rows.group_by(rows.stage_id).aggregate(
                count=rows.count(), value=rows.value_minor.sum(), weighted=rows.weighted_minor.sum()
            )

        return self._fetched("sums", summed)

    def left_out(self) -> tuple[LeftOut, ...]:
        """The open ones without worth."""

        def whys() -> Any:
            rows = compiled(self.ask)
            rows = rows.filter(rows.left_out.notnull(), rows.kind == "open")
            return rows.group_by(rows.left_out).aggregate(n=rows.count()).order_by(ibis.desc("n"))

        return tuple(LeftOut(row["left_out"], row["n"]) for row in self._fetched("left out", whys))

    def behind(self, cell: str) -> Behind | None:
        """stage:ID, stage:None, or kind:open."""
        what, _sign, value = cell.partition(":")
        if what == "kind" and value in KINDS:
            return self._of(cell, lambda rows: rows.kind == value)
        if what == "stage" and value == "None":
            return self._of(cell, lambda rows: rows.stage_id.isnull())
        if what == "stage" and value.isdigit():
            return self._of(cell, lambda rows: rows.stage_id == int(value))
        return None

    def _of(self, cell: str, is_meant: Callable[[Any], Any]) -> Behind:
        def meant() -> Any:
            rows = compiled(self.ask)
            return rows.filter(is_meant(rows)).select("id")

        return Behind("opportunity", tuple(row["id"] for row in self._fetched(cell, meant)))


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


def _figures(
    rows: list[dict[str, Any]], left: tuple[LeftOut, ...], *, against: str | None
) -> tuple[Figure, ...]:
    total = _total(rows, "open")
    n = total["count"] - sum(one.n for one in left)
    figures = (
        Figure("open", _("Open"), "count", total["count"], _("Opportunities in an open stage; a stage not recorded is open."), cell="kind:open"),
        Figure("value", _("Value"), "money", total["value"], _("Sum of their amounts, each converted at the rate of the day."), n, cell="kind:open"),
        Figure("weighted", _("Weighted value"), "money", total["weighted"], _("Amount times probability, rounded once for each."), n, cell="kind:open"),
    )  # fmt: skip
    if against is None:
        return figures
    change = sum(row["value_change"] for row in rows if row["kind"] == "open")
    return (
        *figures,
        Figure(
            "change",
            _("Change of the value"),
            "money",
            change,
            _("The value now less that of the other day."),
            note=_("against %(day)s") % {"day": against} if against else "",
        ),
    )
