"""What the whole company shares, to read: pipelines and their stages, users, lists to choose from, custom fields."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from penstock.faces.api.answering import Page, answer, reads
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.lists import Past, past_of
from penstock.faces.api.references import DOORS
from penstock.faces.api.values import Amount, Id, Reference, money
from penstock.records.leads.queries import sources
from penstock.records.people.models import CustomField
from penstock.records.pipeline import queries
from penstock.records.pipeline.models import Stage
from penstock.records.team.models import User
from penstock.records.workspace.queries import current

router = Router(tags=["Company's settings"])


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


class LossReasonOut(Schema):
    id: int
    name: str
    is_ours_to_change: bool


class CustomFieldOut(Schema):
    kind: str
    key: str
    label: str
    type: str
    choices: list[str]
    is_required: bool
    is_filterable: bool


class UserOut(Schema):
    id: int
    name: str
    email: str
    role: str
    team: int | None
    is_active: bool


class Me(Schema):
    """role: what this key (or session) may do, no more than its user may."""

    user: UserOut
    role: str
    workspace: str
    home_currency: str
    zone: str


@router.get("/me", response=reads(Me), tags=["Me"])
def read_me(request: ApiRequest) -> HttpResponse:
    """Who the caller is, and what holds for all amounts and days."""
    workspace, user = current(), reader(request)
    me = Me(
        user=_user_out(user),
        role=request.acting.role,
        workspace=workspace.name,
        home_currency=workspace.home_currency,
        zone=workspace.zone,
    )
    return answer(me)


@router.get("/users", response=reads(Page[UserOut]))
def list_users(request: ApiRequest) -> HttpResponse:
    """Everybody on the selling side."""
    users = User._base_manager.filter(is_removed=False).order_by("id")
    return answer(Page[UserOut](items=[_user_out(user) for user in users], next_cursor=None))


@router.get("/pipelines", response=reads(Page[Reference]))
def list_pipelines(request: ApiRequest) -> HttpResponse:
    """The company's pipelines in order."""
    return _named(queries.pipelines())


@router.get("/pipelines/{id}/stages", response=reads(Page[StageOut]))
def list_stages(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """The stages of a pipeline in order, now or as they stood."""
    pipeline = DOORS["pipeline"](reader(request), id)
    stages = queries.stages_of(pipeline, **past_of(asked))
    return answer(Page[StageOut](items=[_stage_out(stage) for stage in stages], next_cursor=None))


@router.get("/pipelines/{id}/totals", response=reads(Page[TotalsOut]))
def read_totals(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """Count, amount and weighted value by stage in the home currency, of what the caller may see."""
    pipeline, workspace = DOORS["pipeline"](reader(request), id), current()
    past = past_of(asked)
    visible = queries.opportunities_visible_to(reader(request), **past).filter(pipeline_id=pipeline.pk)
    day = (past.get("valid") or timezone.now()).astimezone(workspace.tzinfo).date()
    rows = queries.column_totals(visible, workspace, day)
    items = [_totals_out(stage, totals, workspace.home_currency) for stage, totals in rows.items()]
    return answer(Page[TotalsOut](items=items, next_cursor=None))


@router.get("/sources", response=reads(Page[Reference]))
def list_sources(request: ApiRequest) -> HttpResponse:
    """By which ways leads and opportunities come."""
    return _named(sources())


@router.get("/loss-reasons", response=reads(Page[LossReasonOut]))
def list_loss_reasons(request: ApiRequest) -> HttpResponse:
    """Why sales are lost."""
    items = [
        LossReasonOut(id=row.pk, name=row.name, is_ours_to_change=row.is_ours_to_change)
        for row in queries.loss_reasons()
    ]
    return answer(Page[LossReasonOut](items=items, next_cursor=None))


@router.get("/competitors", response=reads(Page[Reference]))
def list_competitors(request: ApiRequest) -> HttpResponse:
    """Who else sells it."""
    return _named(queries.competitors())


@router.get("/custom-fields", response=reads(Page[CustomFieldOut]))
def list_custom_fields(request: ApiRequest) -> HttpResponse:
    """The fields that the company added, of all kinds of records."""
    rows = CustomField._base_manager.filter(is_removed=False).order_by("kind", "position", "id")
    items = [
        CustomFieldOut(
            kind=row.kind,
            key=row.key,
            label=row.label,
            type=row.type,
            choices=row.choices,
            is_required=row.is_required,
            is_filterable=row.is_filterable,
        )
        for row in rows
    ]
    return answer(Page[CustomFieldOut](items=items, next_cursor=None))


def _named(rows: Iterable[Any]) -> HttpResponse:
    items = [Reference(id=row.pk, name=row.name) for row in rows]
    return answer(Page[Reference](items=items, next_cursor=None))


def _user_out(user: User) -> UserOut:
    return UserOut(
        id=user.pk,
        name=user.name,
        email=user.email,
        role=user.role,
        team=user.team_id,
        is_active=user.is_active,
    )


def _stage_out(stage: Stage) -> StageOut:
    return StageOut(
        id=stage.pk,
        name=stage.name,
        kind=stage.kind,
        position=stage.position,
        probability=float(stage.probability),
        expected_days=stage.expected_days,
        stale_after_days=stage.stale_after_days,
        guidance=stage.guidance,
        required_fields=stage.required_fields,
        checklist=stage.checklist,
    )


def _totals_out(stage: int | None, totals: queries.Totals, currency: str) -> TotalsOut:
    return TotalsOut(
        stage=stage,
        count=totals.count,
        amount=money(totals.amount_minor, currency),
        weighted=money(totals.weighted_minor, currency),
        without_rate=totals.without_rate,
    )
