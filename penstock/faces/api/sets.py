"""The same change to many records in one act, and acts taken back."""

from collections.abc import Collection
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.activities import KINDS, About
from penstock.faces.api.answering import Done, answer, nothing, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.companies import CompanyChanges
from penstock.faces.api.leads import LeadChanges
from penstock.faces.api.opportunities import OpportunityChanges
from penstock.faces.api.persons import PersonChanges
from penstock.faces.api.references import seen_by
from penstock.faces.api.values import Given, Id
from penstock.faces.views.fields import Kind
from penstock.faces.views.sources import VISIBLE
from penstock.records.people import actions as people
from penstock.records.pipeline import actions
from penstock.records.team.editing import NotVisible

router = Router(tags=["Sets"])
Ids = Annotated[list[Id], Field(min_length=1, max_length=1000)]


class CompaniesChanged(Given):
    ids: Ids
    changes: CompanyChanges


class PersonsChanged(Given):
    ids: Ids
    changes: PersonChanges


class LeadsChanged(Given):
    ids: Ids
    changes: LeadChanges


class OpportunityChangesInSets(OpportunityChanges):
    """stage: moves them, by its rules."""

    stage: Id | None = None


class OpportunitiesChanged(Given):
    ids: Ids
    changes: OpportunityChangesInSets


class Removal(Given):
    ids: Ids


class Kept(Schema):
    """A record of which somebody changed the same field since; it was left as it is."""

    kind: str
    id: int


class Undone(Schema):
    kept: list[Kept]


@router.post("/companies/changes", response=writes(Done, 201))
def change_companies(request: ApiRequest, change: CompaniesChanged) -> HttpResponse:
    """All or none; DELETE /api/acts/{act} takes it back."""
    return _change(request, "company", change.ids, change.changes)


@router.post("/persons/changes", response=writes(Done, 201))
def change_persons(request: ApiRequest, change: PersonsChanged) -> HttpResponse:
    """All or none; DELETE /api/acts/{act} takes it back."""
    return _change(request, "person", change.ids, change.changes)


@router.post("/leads/changes", response=writes(Done, 201))
def change_leads(request: ApiRequest, change: LeadsChanged) -> HttpResponse:
    """All or none; DELETE /api/acts/{act} takes it back."""
    return _change(request, "lead", change.ids, change.changes)


@router.post("/opportunities/changes", response=writes(Done, 201))
def change_opportunities(request: ApiRequest, change: OpportunitiesChanged) -> HttpResponse:
    """All or none; DELETE /api/acts/{act} takes it back."""
    return _change(request, "opportunity", change.ids, change.changes)


@router.post("/{about}/removals", response=writes(Done, 201))
def remove_many(request: ApiRequest, about: About, removal: Removal) -> HttpResponse:
    """All or none gone from today on; DELETE /api/acts/{act} takes it back."""
    kind: Kind = KINDS[about]
    _require_seen(request, kind, removal.ids)
    act = actions.remove_many(actor=request.acting, kind=kind, ids=removal.ids)
    return answer(Done(act=act), status=201, location=f"/api/acts/{act}")


@router.delete("/acts/{act}", response=writes(Undone))
def undo_act(request: ApiRequest, act: Id) -> HttpResponse:
    """Take a change of many back: never true any more, still known then. What somebody changed since is left."""
    kept = actions.undo(actor=request.acting, act=act)
    return answer(Undone(kept=[Kept(kind=kind, id=id) for kind, id in kept]))


@router.delete("/merges/{act}", response=writes(None, 204))
def unmerge(request: ApiRequest, act: Id) -> HttpResponse:
    """Take a merge back; what was changed by hand since stays."""
    people.unmerge(actor=request.acting, act=act)
    return nothing()


def _require_seen(request: ApiRequest, kind: Kind, ids: Collection[int]) -> None:
    visible: Any = VISIBLE[kind](reader(request)).filter(pk__in=ids).values_list("pk", flat=True)
    if set(ids) - set(visible):
        raise NotVisible("Some of these records are not there, or not yours to see.")


def _change(request: ApiRequest, kind: Kind, ids: Collection[int], changes: Given) -> HttpResponse:
    _require_seen(request, kind, ids)
    values = seen_by(reader(request), changes.values())
    stage = values.pop("stage", None)
    values |= {"stage_id": stage.pk} if stage else {}
    act = actions.update_many(actor=request.acting, kind=kind, ids=ids, changes=values)
    return answer(Done(act=act), status=201, location=f"/api/acts/{act}")
