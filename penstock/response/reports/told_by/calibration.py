"""Calibration: what probability each stage was given, against what happened to those that were in it."""

from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.insight.stages.calibration import Check, checks
from penstock.insight.stages.stays import KINDS, asked_of, stays
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Table, Told
from penstock.response.reports.told_by.head import head, pipeline_names
from penstock.response.reports.told_by.wording import few, not_enough

BESIDE = Beside(("pipeline", "stage", "stage_id"), ("happened",), ("won", "decided"))


def tell(asked: Asked, state: State) -> Told:
    """Of those that entered a stage in the period; each counts once in a stage."""
    pipelines = pipeline_names(state, asked.query)
    rows = tuple(_row(check, pipelines) for check in checks(state, asked.query))
    columns = (
        Column("pipeline", _("Pipeline"), is_apart=True),
        Column("stage", _("Stage")),
        Column("probability", _("Set"), "share"),
        Column("happened", _("Won of the decided"), "share", low="low", high="high", few="few"),
        Column("low", _("Low"), "share", is_shown=False),
        Column("high", _("High"), "share", is_shown=False),
        Column("few", _("Too few"), is_shown=False),
        Column("decided", _("Decided"), "count"),
        Column("won", _("Won"), "count"),
        Column("open", _("Still open"), "count"),
        Column("says", _("Do they fit?")),
    )
    cells = {name: f"{name}:{{stage_id}}" for name in ("decided", "won", "open")}
    return Told(
        **head("calibration", asked),
        tables=(Table("stages", _("Set, and what happened"), columns, rows, cells=cells, beside=BESIDE),),
        notes=(_("The range is Wilson's, 95 %. A stage fits where it holds the probability that was set."),),
        opens=lambda cell: _behind(state, asked.query, cell),
    )


def measured(told: Told, stage_id: int) -> float | None:
    """What may be set in place of a stage's probability: the share that happened, in whole per cent; None where there is
    too little to say."""
    row = next((row for row in told.table.rows if row["stage_id"] == stage_id), None)
    return None if row is None or row["few"] else round(row["happened"], 2)


def rests_on(told: Told, stage_id: int) -> str:
    """What the measured share is made of, in words."""
    row = next((row for row in told.table.rows if row["stage_id"] == stage_id), None)
    return "" if row is None else _("measured: %(won)s of %(decided)s won") % row


def _row(check: Check, pipelines: dict[int, str]) -> dict[str, Any]:
    happened = check.happened
    return {
        "pipeline": pipelines.get(check.stage.pipeline_id, ""),
        "stage": check.stage.name,
        "stage_id": check.stage.id,
        "probability": check.stage.probability,
        "happened": happened.share,
        "low": happened.low if happened.n else None,
        "high": happened.high if happened.n else None,
        "few": few(happened.k, happened.n),
        "decided": happened.n,
        "won": happened.k,
        "open": check.open,
        "fits": check.fits,
        "says": _says(check),
    }


def _says(check: Check) -> str:
    if check.fits is None:
        return not_enough(check.why_not or "")
    if check.fits or check.stage.probability is None:
        return _("yes")
    return _("set too high") if check.stage.probability > check.happened.high else _("set too low")


def _behind(state: State, query: Query, cell: str) -> Behind | None:
    """decided, won or open, of a stage."""
    what, _sign, stage = cell.partition(":")
    if what not in ("decided", "won", "open") or not stage.isdigit():
        return None
    id, where, kind = stays(asked_of(state, query), "id", "stage", "kind")
    here = where == int(stage)
    here &= (kind != KINDS["open"]) if what == "decided" else kind == KINDS[what]
    return Behind("opportunity", tuple(np.unique(id[here]).tolist()))
