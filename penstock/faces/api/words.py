"""The short lists that people choose from: sources, loss reasons, competitors."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest
from penstock.faces.api.references import in_path, removed
from penstock.faces.api.values import Given, Id, Line, Reference
from penstock.records.leads import actions as leads
from penstock.records.leads.models import LeadSource
from penstock.records.leads.queries import sources
from penstock.records.pipeline import actions
from penstock.records.pipeline.models import Competitor, LossReason
from penstock.records.pipeline.queries import competitors, loss_reasons

router = Router(tags=["Lists to choose from"])


class Named(Given):
    name: Annotated[Line, Field(min_length=1)]


class Order(Given):
    """Each of them once, as they shall be offered."""

    ids: Annotated[list[Id], Field(max_length=1000)]


class LossReasonOut(Schema):
    id: int
    name: str
    is_ours_to_change: bool


class LossReasonChanges(Given):
    name: Annotated[Line, Field(min_length=1)] = "-"
    is_ours_to_change: bool = True


class LossReasonNew(LossReasonChanges):
    name: Annotated[Line, Field(min_length=1)]


@router.get("/sources", response=reads(Page[Reference]))
def list_sources(request: ApiRequest) -> HttpResponse:
    """By which ways leads and opportunities come."""
    return answer(Page[Reference](items=[_named(row) for row in sources()], next_cursor=None))


@router.post("/sources", response=writes(Reference, 201))
def create_source(request: ApiRequest, source: Named) -> HttpResponse:
    """One more; for administrators, managers and marketers."""
    return answer(_named(leads.create_source(actor=request.acting, name=source.name)), status=201)


@router.put("/sources/order", response=writes(Page[Reference]))
def order_sources(request: ApiRequest, order: Order) -> HttpResponse:
    """The order in which they are offered."""
    leads.order_sources(actor=request.acting, order=order.ids)
    return list_sources(request)


@router.patch("/sources/{id}", response=writes(Reference))
def change_source(request: ApiRequest, id: Id, changes: Named) -> HttpResponse:
    """Rename it."""
    found = in_path(request, "source", id)
    return answer(_named(leads.update_source(actor=request.acting, source=found, changes=changes.values())))


@router.delete("/sources/{id}", response=writes(None, 204))
def remove_source(request: ApiRequest, id: Id) -> HttpResponse:
    """Not offered any more; records that have it keep it."""
    found = in_path(request, "source", id)
    leads.remove_source(actor=request.acting, source=found)
    return nothing()


@router.post("/sources/{id}/restoration", response=writes(Reference))
def restore_source(request: ApiRequest, id: Id) -> HttpResponse:
    """Offered again."""
    found = removed(LeadSource, id)
    leads.restore_source(actor=request.acting, source=found)
    return answer(_named(found))


@router.get("/loss-reasons", response=reads(Page[LossReasonOut]))
def list_loss_reasons(request: ApiRequest) -> HttpResponse:
    """Why sales are lost."""
    return answer(Page[LossReasonOut](items=[_reason(row) for row in loss_reasons()], next_cursor=None))


@router.post("/loss-reasons", response=writes(LossReasonOut, 201))
def create_loss_reason(request: ApiRequest, reason: LossReasonNew) -> HttpResponse:
    """One more; for administrators and managers."""
    return answer(_reason(actions.create_loss_reason(actor=request.acting, **reason.values())), status=201)


@router.put("/loss-reasons/order", response=writes(Page[LossReasonOut]))
def order_loss_reasons(request: ApiRequest, order: Order) -> HttpResponse:
    """The order in which they are offered."""
    actions.order_loss_reasons(actor=request.acting, order=order.ids)
    return list_loss_reasons(request)


@router.patch("/loss-reasons/{id}", response=writes(LossReasonOut))
def change_loss_reason(request: ApiRequest, id: Id, changes: LossReasonChanges) -> HttpResponse:
    """Rename it, or say whether it is ours to change."""
    found = in_path(request, "loss_reason", id)
    actions.update_word(actor=request.acting, word=found, changes=changes.values())
    return answer(_reason(in_path(request, "loss_reason", id)))


@router.delete("/loss-reasons/{id}", response=writes(None, 204))
def remove_loss_reason(request: ApiRequest, id: Id) -> HttpResponse:
    """Not offered any more; records that have it keep it."""
    found = in_path(request, "loss_reason", id)
    actions.remove_word(actor=request.acting, word=found)
    return nothing()


@router.post("/loss-reasons/{id}/restoration", response=writes(LossReasonOut))
def restore_loss_reason(request: ApiRequest, id: Id) -> HttpResponse:
    """Offered again."""
    found = removed(LossReason, id)
    actions.restore_word(actor=request.acting, word=found)
    return answer(_reason(found))


@router.get("/competitors", response=reads(Page[Reference]))
def list_competitors(request: ApiRequest) -> HttpResponse:
    """Who else sells it."""
    return answer(Page[Reference](items=[_named(row) for row in competitors()], next_cursor=None))


@router.post("/competitors", response=writes(Reference, 201))
def create_competitor(request: ApiRequest, competitor: Named) -> HttpResponse:
    """One more; for administrators and managers."""
    return answer(_named(actions.create_competitor(actor=request.acting, name=competitor.name)), status=201)


@router.patch("/competitors/{id}", response=writes(Reference))
def change_competitor(request: ApiRequest, id: Id, changes: Named) -> HttpResponse:
    """Rename it."""
    found = in_path(request, "competitor", id)
    renamed = actions.update_word(actor=request.acting, word=found, changes=changes.values())
    return answer(_named(renamed))


@router.delete("/competitors/{id}", response=writes(None, 204))
def remove_competitor(request: ApiRequest, id: Id) -> HttpResponse:
    """Not offered any more; records that have it keep it."""
    found = in_path(request, "competitor", id)
    actions.remove_word(actor=request.acting, word=found)
    return nothing()


@router.post("/competitors/{id}/restoration", response=writes(Reference))
def restore_competitor(request: ApiRequest, id: Id) -> HttpResponse:
    """Offered again."""
    found = removed(Competitor, id)
    actions.restore_word(actor=request.acting, word=found)
    return answer(_named(found))


def _named(row: LeadSource | LossReason | Competitor) -> Reference:
    return Reference(id=row.pk, name=row.name)


def _reason(row: LossReason) -> LossReasonOut:
    return LossReasonOut(id=row.pk, name=row.name, is_ours_to_change=row.is_ours_to_change)
