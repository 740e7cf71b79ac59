"""Who the caller is, and the fields that the company added."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.references import in_path, removed
from penstock.faces.api.teams import UserOut, user_out
from penstock.faces.api.values import Given, Id, Line
from penstock.records.people import actions
from penstock.records.people.models import CustomField
from penstock.records.people.queries import all_custom_fields
from penstock.records.workspace.queries import current

router = Router(tags=["Company's settings"])
KindName = Literal["company", "person", "lead", "opportunity"]
TypeName = Literal["text", "long_text", "number", "money", "date", "choice", "choices", "yes_no", "link"]


class CustomFieldOut(Schema):
    id: int
    kind: str
    key: str
    label: str
    type: str
    choices: list[str]
    is_required: bool
    is_filterable: bool
    position: int


class CustomFieldChanges(Given):
    """Key and type stay: another type is another field."""

    label: Annotated[Line, Field(min_length=1)] = "-"
    choices: Annotated[list[Line], Field(max_length=500)] = []
    is_required: bool = False
    is_filterable: bool = False
    position: Annotated[int, Field(ge=0, le=9999)] = 0


class CustomFieldNew(CustomFieldChanges):
    """The key is made of the label."""

    kind: KindName
    label: Annotated[Line, Field(min_length=1)]
    type: TypeName


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
        user=user_out(user),
        role=request.acting.role,
        workspace=workspace.name,
        home_currency=workspace.home_currency,
        zone=workspace.zone,
    )
    return answer(me)


@router.get("/custom-fields", response=reads(Page[CustomFieldOut]))
def list_custom_fields(request: ApiRequest) -> HttpResponse:
    """The fields that the company added, of all kinds of records."""
    rows = sorted(all_custom_fields(), key=lambda field: (field.kind, field.position, field.pk))
    return answer(Page[CustomFieldOut](items=[_out(row) for row in rows], next_cursor=None))


@router.post("/custom-fields", response=writes(CustomFieldOut, 201))
def create_custom_field(request: ApiRequest, field: CustomFieldNew) -> HttpResponse:
    """A field of the company's own; for administrators."""
    return answer(_out(actions.create_custom_field(actor=request.acting, **field.values())), status=201)


@router.patch("/custom-fields/{id}", response=writes(CustomFieldOut))
def change_custom_field(request: ApiRequest, id: Id, changes: CustomFieldChanges) -> HttpResponse:
    """Label, choices, place, and what holds for it."""
    found = in_path(request, "custom_field", id)
    changed = actions.update_custom_field(actor=request.acting, field=found, changes=changes.values())
    return answer(_out(changed))


@router.delete("/custom-fields/{id}", response=writes(None, 204))
def remove_custom_field(request: ApiRequest, id: Id) -> HttpResponse:
    """Not shown any more; what it held stays in the records and comes back by `restoration`."""
    found = in_path(request, "custom_field", id)
    actions.remove_custom_field(actor=request.acting, field=found)
    return nothing()


@router.post("/custom-fields/{id}/restoration", response=writes(CustomFieldOut))
def restore_custom_field(request: ApiRequest, id: Id) -> HttpResponse:
    """Shown again, with what it held."""
    found = removed(CustomField, id)
    actions.restore_custom_field(actor=request.acting, field=found)
    return answer(_out(found))


def _out(row: CustomField) -> CustomFieldOut:
    return CustomFieldOut(**{name: getattr(row, name) for name in CustomFieldOut.model_fields})
