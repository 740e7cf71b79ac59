"""Who takes part in an opportunity: persons on the buying side, users beside the owner."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.references import seen_by
from penstock.faces.api.values import Given, Id
from penstock.records.pipeline import actions
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import get_opportunity, persons_of, team_of

router = Router(tags=["Opportunities"])
BuyingRole = Literal["", "decides", "influences", "uses", "checks", "champion", "blocks"]


class PartOut(Schema):
    """A person on the buying side."""

    person: int
    name: str
    buying_role: str


class PartNew(Given):
    """The same person again changes the part they play."""

    person: Id
    buying_role: BuyingRole = ""


class SellerOut(Schema):
    """A user beside the owner."""

    user: int
    name: str


class SellerNew(Given):
    user: Annotated[Id, Field(description="An id of GET /api/users")]


@router.get("/{id}/persons", response=reads(Page[PartOut]))
def list_persons_of_opportunity(request: ApiRequest, id: Id) -> HttpResponse:
    """Who takes part on the buying side."""
    return _persons(get_opportunity(reader(request), id))


@router.post("/{id}/persons", response=writes(Page[PartOut]))
def add_person_to_opportunity(request: ApiRequest, id: Id, part: PartNew) -> HttpResponse:
    """Put a person on the buying side."""
    found = get_opportunity(reader(request), id)
    person = seen_by(reader(request), {"person": part.person})["person"]
    actions.add_person(actor=request.acting, opportunity=found, person=person, buying_role=part.buying_role)
    return _persons(found)


@router.delete("/{id}/persons/{person}", response=writes(None, 204))
def remove_person_from_opportunity(request: ApiRequest, id: Id, person: Id) -> HttpResponse:
    """Take a person off; that they took part stays in the past."""
    found = get_opportunity(reader(request), id)
    them = seen_by(reader(request), {"person": person})["person"]
    actions.remove_person(actor=request.acting, opportunity=found, person=them)
    return nothing()


@router.get("/{id}/users", response=reads(Page[SellerOut]))
def list_users_of_opportunity(request: ApiRequest, id: Id) -> HttpResponse:
    """Who sells beside the owner."""
    return _users(get_opportunity(reader(request), id))


@router.post("/{id}/users", response=writes(Page[SellerOut]))
def add_user_to_opportunity(request: ApiRequest, id: Id, seller: SellerNew) -> HttpResponse:
    """Put a user into the opportunity's team; they see it from now on."""
    found = get_opportunity(reader(request), id)
    user = seen_by(reader(request), {"user": seller.user})["user"]
    actions.add_user(actor=request.acting, opportunity=found, user=user)
    return _users(found)


@router.delete("/{id}/users/{user}", response=writes(None, 204))
def remove_user_from_opportunity(request: ApiRequest, id: Id, user: Id) -> HttpResponse:
    """Take a user out of the opportunity's team."""
    found = get_opportunity(reader(request), id)
    them = seen_by(reader(request), {"user": user})["user"]
    actions.remove_user(actor=request.acting, opportunity=found, user=them)
    return nothing()


def _persons(opportunity: Opportunity) -> HttpResponse:
    items = [
        PartOut(person=part.person_id, name=str(part.person), buying_role=part.buying_role)
        for part in persons_of(opportunity)
    ]
    return answer(Page[PartOut](items=items, next_cursor=None))


def _users(opportunity: Opportunity) -> HttpResponse:
    items = [SellerOut(user=part.user_id, name=part.user.name) for part in team_of(opportunity)]
    return answer(Page[SellerOut](items=items, next_cursor=None))
