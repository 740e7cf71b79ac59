"""The pipeline as a table, now or on any day: the same sums as the board's (METRICS.md, 4, pipeline)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from penstock.foundation.base.ledger import as_of
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.pipeline.queries import Totals, column_totals
from penstock.records.workspace.models import Workspace


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage as it was named and ordered at the instant, and what was in it. No stage: open, stage not recorded."""

    pipeline: str
    stage: str | None
    kind: str
    totals: Totals


def pipeline_report(
    opportunities: QuerySet[Opportunity],
    workspace: Workspace,
    *,
    now: datetime,
    valid: datetime | None = None,
) -> list[StageRow]:
    """One row a stage, in pipeline and stage order, stages without opportunities too. `opportunities` are already those
    of the instant; `valid` (None: now) names it for rates and for the stages themselves."""
    day = (valid or now).astimezone(workspace.tzinfo).date()
    totals = column_totals(opportunities, workspace, day)
    rows = [
        StageRow(stage.pipeline.name, stage.name, stage.kind, totals.pop(stage.id, Totals()))
        for stage in _stages(totals, valid)
    ]
    if None in totals:
        rows.insert(0, StageRow("", None, Stage.Kind.OPEN, totals[None]))
    return rows


def _stages(totals: dict[int | None, Totals], valid: datetime | None) -> list[Stage]:
    """The stages of that day. One that was made later than the history which an import brought into it is shown
    as it is now: the opportunities in it are true of then."""
    then = {stage.id: stage for stage in as_of(Stage, valid).select_related(None)}
    later = Stage.objects.filter(id__in=[id for id in totals if id and id not in then])
    stages = [*then.values(), *later]
    names = Stage.objects.select_related("pipeline").in_bulk([stage.id for stage in stages])
    for stage in stages:
        stage.pipeline = names[stage.id].pipeline
    return sorted(
        stages, key=lambda stage: (stage.pipeline.position, stage.pipeline_id, stage.position, stage.id)
    )
