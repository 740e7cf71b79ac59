"""Opportunities: list, read, create, change, remove. What moves them is in moving.py, who takes part in parts.py."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.lists import ListAsked, Past, listed, loaded, past_of
from penstock.faces.api.references import seen_by
from penstock.faces.api.removed import before_removal
from penstock.faces.api.values import (
    Amount,
    Custom,
    Day,
    Given,
    Id,
    Line,
    Reference,
    Since,
    Text,
    money,
    reference,
)
from penstock.faces.api.versions import require_version
from penstock.records.pipeline import actions
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import get_opportunity

router = Router(tags=["Opportunities"])


class OpportunityOut(Schema):
    """probability: the opportunity's own, where it overrides its stage's."""

    id: int
    version: str
    name: str
    pipeline: Reference | None
    stage: Reference | None
    stage_since: datetime | None
    company: Reference | None
    amount: Amount | None
    close_on: date | None
    probability: float | None
    owner: Reference | None
    next_step: str
    next_step_on: date | None
    source: Reference | None
    source_lead: Reference | None
    loss_reason: Reference | None
    competitor: Reference | None
    description: str
    checked: list[str]
    last_activity_at: datetime | None
    custom: dict[str, Any]
    created_at: datetime | None


class OpportunityChanges(Given):
    """Only what is sent is changed. The stage is changed by `moves` and `closure`."""

    name: Line = ""
    company: Id | None = None
    amount: Amount | None = None
    close_on: Day | None = None
    probability: Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)] | None = None
    owner: Id | None = None
    next_step: Line = ""
    next_step_on: Day | None = None
    source: Id | None = None
    loss_reason: Id | None = None
    competitor: Id | None = None
    description: Text = ""
    custom: Custom = {}


class OpportunityNew(OpportunityChanges):
    """Without a stage it begins in the pipeline's first, without a pipeline in the first pipeline."""

    name: Annotated[Line, Field(min_length=1)]
    pipeline: Id | None = None
    stage: Id | None = None
    source_lead: Id | None = None
    at: Since = None


@router.get("", response=reads(Page[OpportunityOut]))
def list_opportunities(request: ApiRequest, asked: Query[ListAsked]) -> HttpResponse:
    """The opportunities that the caller may see. Each field of the list is a filter."""
    rows, cursor = listed(request, "opportunity", asked)
    return answer(Page[OpportunityOut](items=[opportunity_out(row) for row in rows], next_cursor=cursor))


@router.post("", response=writes(OpportunityOut, 201))
def create_opportunity(request: ApiRequest, opportunity: OpportunityNew) -> HttpResponse:
    """A new opportunity, the caller's own unless `owner` says otherwise."""
    values = seen_by(reader(request), opportunity.values())
    return opportunity_answer(actions.create_opportunity(actor=request.acting, **values), status=201)


@router.get("/{id}", response=reads(OpportunityOut))
def read_opportunity(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """One opportunity, now or as of an instant."""
    found = get_opportunity(reader(request), id, **past_of(asked))
    return answer(opportunity_out(found), version=found.xact)


@router.patch("/{id}", response=writes(OpportunityOut))
def change_opportunity(request: ApiRequest, id: Id, changes: OpportunityChanges) -> HttpResponse:
    """Change fields; with If-Match only if nobody changed it since."""
    found = get_opportunity(reader(request), id)
    require_version(request, found)
    values = seen_by(reader(request), changes.values())
    return opportunity_answer(
        actions.update_opportunity(actor=request.acting, opportunity=found, changes=values)
    )


@router.delete("/{id}", response=writes(None, 204))
def remove_opportunity(request: ApiRequest, id: Id) -> HttpResponse:
    """Gone from today on, still there as of before; `restoration` brings it back."""
    found = get_opportunity(reader(request), id)
    require_version(request, found)
    actions.remove_opportunity(actor=request.acting, opportunity=found)
    return nothing()


@router.post("/{id}/restoration", response=writes(OpportunityOut))
def restore_opportunity(request: ApiRequest, id: Id) -> HttpResponse:
    """Bring a removed opportunity back."""
    found = get_opportunity(reader(request), id, valid=before_removal(Opportunity, id))
    actions.restore_opportunity(actor=request.acting, opportunity=found)
    return opportunity_answer(found)


def opportunity_out(opportunity: Opportunity) -> OpportunityOut:
    """The opportunity as the API says it; what it refers to is loaded."""
    return OpportunityOut(
        id=opportunity.pk,
        version=opportunity.xact,
        name=opportunity.name,
        pipeline=reference(opportunity.pipeline),
        stage=reference(opportunity.stage),
        stage_since=opportunity.stage_since,
        company=reference(opportunity.company),
        amount=money(opportunity.amount_minor, opportunity.currency),
        close_on=opportunity.close_on,
        probability=None if opportunity.probability is None else float(opportunity.probability),
        owner=reference(opportunity.owner),
        next_step=opportunity.next_step,
        next_step_on=opportunity.next_step_on,
        source=reference(opportunity.source),
        source_lead=reference(opportunity.source_lead),
        loss_reason=reference(opportunity.loss_reason),
        competitor=reference(opportunity.competitor),
        description=opportunity.description,
        checked=opportunity.checked,
        last_activity_at=opportunity.last_activity_at,
        custom=opportunity.custom,
        created_at=opportunity.created_at,
    )


def opportunity_answer(written: Opportunity, status: int = 200) -> HttpResponse:
    """As it stands now; whoever wrote it may see that, even if it is somebody else's from now on."""
    found: Opportunity = loaded("opportunity", written)
    location = f"/api/opportunities/{found.pk}" if status == 201 else ""
    return answer(opportunity_out(found), status=status, version=found.xact, location=location)
