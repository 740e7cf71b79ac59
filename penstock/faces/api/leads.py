"""Leads: one person's interest at one time."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.lists import ListAsked, Past, listed, loaded, past_of
from penstock.faces.api.references import seen_by
from penstock.faces.api.removed import before_removal
from penstock.faces.api.values import Custom, Given, Id, Line, Moment, Reference, Since, Text, reference
from penstock.faces.api.versions import require_version
from penstock.records.leads import actions
from penstock.records.leads.models import Lead
from penstock.records.leads.queries import get_lead

router = Router(tags=["Leads"])
Status = Literal["new", "working", "marketing_qualified", "sales_qualified", "converted", "disqualified"]
Intent = Literal["", "learning", "comparing", "buying"]


class LeadOut(Schema):
    id: int
    version: str
    name: str
    person: Reference | None
    company: Reference | None
    source: Reference | None
    status: str
    status_since: datetime | None
    intent: str
    message: str
    disqualified_reason: str
    owner: Reference | None
    last_activity_at: Moment | None
    custom: dict[str, Any]
    created_at: Moment | None


class LeadChanges(Given):
    """Only what is sent is changed. A lead becomes converted by `conversion` only."""

    name: Line = ""
    person: Id | None = None
    company: Id | None = None
    source: Id | None = None
    status: Status = "new"
    intent: Intent = ""
    message: Text = ""
    disqualified_reason: Line = ""
    owner: Id | None = None
    custom: Custom = {}


class LeadNew(LeadChanges):
    """Without a name it takes the person's or the company's."""

    at: Since = None


class Disqualification(Given):
    reason: Annotated[Line, Field(min_length=1)]
    at: Moment | None = None


@router.get("", response=reads(Page[LeadOut]))
def list_leads(request: ApiRequest, asked: Query[ListAsked]) -> HttpResponse:
    """The leads that the caller may see. Each field of the list is a filter."""
    rows, cursor = listed(request, "lead", asked)
    return answer(Page[LeadOut](items=[lead_out(row) for row in rows], next_cursor=cursor))


@router.post("", response=writes(LeadOut, 201))
def create_lead(request: ApiRequest, lead: LeadNew) -> HttpResponse:
    """A new lead, the caller's own unless `owner` says otherwise."""
    values = seen_by(reader(request), lead.values())
    return _answer(actions.create_lead(actor=request.acting, **values), status=201)


@router.get("/{id}", response=reads(LeadOut))
def read_lead(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """One lead, now or as of an instant."""
    found = get_lead(reader(request), id, **past_of(asked))
    return answer(lead_out(found), version=found.xact)


@router.patch("/{id}", response=writes(LeadOut))
def change_lead(request: ApiRequest, id: Id, changes: LeadChanges) -> HttpResponse:
    """Change fields; with If-Match only if nobody changed it since."""
    found = get_lead(reader(request), id)
    require_version(request, found)
    values = seen_by(reader(request), changes.values())
    return _answer(actions.update_lead(actor=request.acting, lead=found, changes=values))


@router.delete("/{id}", response=writes(None, 204))
def remove_lead(request: ApiRequest, id: Id) -> HttpResponse:
    """Gone from today on, still there as of before; `restoration` brings it back."""
    found = get_lead(reader(request), id)
    require_version(request, found)
    actions.remove_lead(actor=request.acting, lead=found)
    return nothing()


@router.post("/{id}/restoration", response=writes(LeadOut))
def restore_lead(request: ApiRequest, id: Id) -> HttpResponse:
    """Bring a removed lead back."""
    found = get_lead(reader(request), id, valid=before_removal(Lead, id))
    actions.restore_lead(actor=request.acting, lead=found)
    return _answer(found)


@router.post("/{id}/disqualification", response=writes(LeadOut))
def disqualify_lead(request: ApiRequest, id: Id, disqualification: Disqualification) -> HttpResponse:
    """No sale can come of it; the reason is needed."""
    found = get_lead(reader(request), id)
    require_version(request, found)
    reason, at = disqualification.reason, disqualification.at
    return _answer(actions.disqualify(actor=request.acting, lead=found, reason=reason, at=at))


def lead_out(lead: Lead) -> LeadOut:
    """The lead as the API says it; what it refers to is loaded."""
    return LeadOut(
        id=lead.pk,
        version=lead.xact,
        name=lead.name,
        person=reference(lead.person),
        company=reference(lead.company),
        source=reference(lead.source),
        status=lead.status,
        status_since=lead.status_since,
        intent=lead.intent,
        message=lead.message,
        disqualified_reason=lead.disqualified_reason,
        owner=reference(lead.owner),
        last_activity_at=lead.last_activity_at,
        custom=lead.custom,
        created_at=lead.created_at,
    )


def _answer(written: Lead, status: int = 200) -> HttpResponse:
    """As it stands now; whoever wrote it may see that, even if it is somebody else's from now on."""
    lead: Lead = loaded("lead", written)
    location = f"/api/leads/{lead.pk}" if status == 201 else ""
    return answer(lead_out(lead), status=status, version=lead.xact, location=location)
