"""Pipelines and their stages: everybody reads them, administrators shape them, managers write the guidance."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.lists import Past, past_of
from penstock.faces.api.references import in_path, removed, seen_by
from penstock.faces.api.values import Amount, Given, Id, Line, Reference, Text, money, reference
from penstock.records.pipeline import actions, queries
from penstock.records.pipeline.models import Pipeline, Stage
from penstock.records.workspace.queries import current

router = Router(tags=["Pipelines and stages"])
Days = Annotated[int, Field(ge=0, le=9999)]
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)]


class StageOut(Schema):
    """probability: a share, 0 to 1."""

    id: int
    name: str
    kind: str
    position: int
    probability: float
    expected_days: int | None
    stale_after_days: int | None
    guidance: str
    required_fields: list[str]
    checklist: list[str]


class TotalsOut(Schema):
    """Of one stage. without_rate: opportunities in a currency without a rate, which are not in the sums."""

    stage: int | None
    count: int
    amount: Amount | None
    weighted: Amount | None
    without_rate: int


class PipelineNew(Given):
    """It begins with a stage for won and one for lost."""

    name: Annotated[Line, Field(min_length=1)]


class StageChanges(Given):
    """required_fields: company, amount, close_on, owner, next_step, source, custom.KEY."""

    name: Annotated[Line, Field(min_length=1)] = "-"
    kind: Literal["open", "won", "lost"] = "open"
    probability: Share | None = None
    expected_days: Days | None = None
    stale_after_days: Days | None = None
    guidance: Text = ""
    required_fields: list[Line] = []
    checklist: list[Line] = []


class StageNew(StageChanges):
    """An open stage needs a probability."""

    name: Annotated[Line, Field(min_length=1)]


class StageOrder(Given):
    """Each stage of the pipeline once."""

    stages: Annotated[list[Id], Field(max_length=200)]


class Leaving(Schema):
    """move_to: the stage of the same kind to which its opportunities go, if there are any."""

    move_to: Id | None = None


@router.get("/pipelines", response=reads(Page[Reference]))
def list_pipelines(request: ApiRequest) -> HttpResponse:
    """The company's pipelines in order."""
    items = [Reference(id=row.pk, name=row.name) for row in queries.pipelines()]
    return answer(Page[Reference](items=items, next_cursor=None))


@router.post("/pipelines", response=writes(Reference, 201))
def create_pipeline(request: ApiRequest, pipeline: PipelineNew) -> HttpResponse:
    """A new pipeline; for administrators."""
    return _named(actions.create_pipeline(actor=request.acting, name=pipeline.name), status=201)


@router.patch("/pipelines/{id}", response=writes(Reference))
def change_pipeline(request: ApiRequest, id: Id, changes: PipelineNew) -> HttpResponse:
    """Rename it."""
    found = _pipeline(request, id)
    return _named(
        actions.update_pipeline(actor=request.acting, pipeline=found, changes={"name": changes.name})
    )


@router.delete("/pipelines/{id}", response=writes(None, 204))
def remove_pipeline(request: ApiRequest, id: Id) -> HttpResponse:
    """A pipeline without opportunities goes; `restoration` brings it back."""
    actions.remove_pipeline(actor=request.acting, pipeline=_pipeline(request, id))
    return nothing()


@router.post("/pipelines/{id}/restoration", response=writes(Reference))
def restore_pipeline(request: ApiRequest, id: Id) -> HttpResponse:
    """There again, with its stages."""
    found = removed(Pipeline, id)
    actions.restore_pipeline(actor=request.acting, pipeline=found)
    return _named(found)


@router.get("/pipelines/{id}/stages", response=reads(Page[StageOut]))
def list_stages(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """The stages of a pipeline in order, now or as they stood."""
    return _stages(_pipeline(request, id), **past_of(asked))


@router.post("/pipelines/{id}/stages", response=writes(StageOut, 201))
def create_stage(request: ApiRequest, id: Id, stage: StageNew) -> HttpResponse:
    """A new stage, the last of its kind; for administrators."""
    pipeline = _pipeline(request, id)
    made = actions.create_stage(actor=request.acting, pipeline=pipeline, **stage.values())
    return answer(_stage_out(made), status=201)


@router.put("/pipelines/{id}/stages/order", response=writes(Page[StageOut]))
def order_stages(request: ApiRequest, id: Id, order: StageOrder) -> HttpResponse:
    """The stages as they shall stand."""
    pipeline = _pipeline(request, id)
    actions.order_stages(actor=request.acting, pipeline=pipeline, order=order.stages)
    return _stages(pipeline)


@router.patch("/stages/{id}", response=writes(StageOut))
def change_stage(request: ApiRequest, id: Id, changes: StageChanges) -> HttpResponse:
    """From now on; how it stood before stays true of then. Managers change the guidance only."""
    found = _stage(request, id)
    return answer(
        _stage_out(actions.update_stage(actor=request.acting, stage=found, changes=changes.values()))
    )


@router.delete("/stages/{id}", response=writes(None, 204))
def remove_stage(request: ApiRequest, id: Id, leaving: Query[Leaving]) -> HttpResponse:
    """A stage goes; its opportunities go to `move_to`. `restoration` brings it back."""
    move_to = seen_by(reader(request), {"stage": leaving.move_to})["stage"]
    actions.remove_stage(actor=request.acting, stage=_stage(request, id), move_to=move_to)
    return nothing()


@router.post("/stages/{id}/restoration", response=writes(StageOut))
def restore_stage(request: ApiRequest, id: Id) -> HttpResponse:
    """There again, without the opportunities that were moved away."""
    found = removed(Stage, id)
    actions.restore_stage(actor=request.acting, stage=found)
    return answer(_stage_out(found))


@router.get("/pipelines/{id}/totals", response=reads(Page[TotalsOut]))
def read_totals(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """Count, amount and weighted value by stage in the home currency, of what the caller may see."""
    pipeline, workspace = _pipeline(request, id), current()
    past = past_of(asked)
    visible = queries.opportunities_visible_to(reader(request), **past).filter(pipeline_id=pipeline.pk)
    day = (past.get("valid") or timezone.now()).astimezone(workspace.tzinfo).date()
    rows = queries.column_totals(visible, workspace, day)
    items = [_totals_out(stage, totals, workspace.home_currency) for stage, totals in rows.items()]
    return answer(Page[TotalsOut](items=items, next_cursor=None))


def _pipeline(request: ApiRequest, id: int) -> Pipeline:
    found: Pipeline = in_path(request, "pipeline", id)
    return found


def _stage(request: ApiRequest, id: int) -> Stage:
    found: Stage = in_path(request, "stage", id)
    return found


def _named(pipeline: Pipeline, status: int = 200) -> HttpResponse:
    named = reference(pipeline)
    assert named is not None
    return answer(named, status=status)


def _stages(pipeline: Pipeline, **past: datetime | None) -> HttpResponse:
    stages = queries.stages_of(pipeline, **past)
    return answer(Page[StageOut](items=[_stage_out(stage) for stage in stages], next_cursor=None))


def _stage_out(stage: Stage) -> StageOut:
    plain: dict[str, Any] = {
        name: getattr(stage, name) for name in StageOut.model_fields if name != "probability"
    }
    return StageOut(**plain, probability=float(stage.probability))


def _totals_out(stage: int | None, totals: queries.Totals, currency: str) -> TotalsOut:
    return TotalsOut(
        stage=stage,
        count=totals.count,
        amount=money(totals.amount_minor, currency),
        weighted=money(totals.weighted_minor, currency),
        without_rate=totals.without_rate,
    )
