"""Records by what they are called, and such as may be one and the same (the work list of merges)."""

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.values import Given, Id, Line
from penstock.faces.views.search import search
from penstock.records.people.actions import tell_apart, tell_apart_no_more
from penstock.records.people.duplicates import Why, duplicate_pairs
from penstock.records.people.queries import get_company, get_person

router = Router()


class PairOut(Schema):
    """Two records by id, and what says that they may be one."""

    first: int
    second: int
    why: Why


class Difference(Given):
    """The other one, which it is not."""

    other: Id


class HitOut(Schema):
    """A record found, and a word or two about it."""

    kind: str
    id: int
    name: str
    about: str


@router.get("/search", response=reads(Page[HitOut]), tags=["Search"])
def search_records(request: ApiRequest, q: Line) -> HttpResponse:
    """Of each kind the first few that are called so, or have exactly this e-mail, domain or phone."""
    items = [
        HitOut(kind=hit.kind, id=hit.id, name=hit.name, about=hit.about)
        for hits in search(reader(request), q).values()
        for hit in hits
    ]
    return answer(Page[HitOut](items=items, next_cursor=None))


@router.get("/companies/duplicates", response=reads(Page[PairOut]), tags=["Companies"])
def list_company_duplicates(request: ApiRequest) -> HttpResponse:
    """Companies with the same domain or name, both of which the caller may see."""
    return _pairs(request, "company")


@router.get("/persons/duplicates", response=reads(Page[PairOut]), tags=["Persons"])
def list_person_duplicates(request: ApiRequest) -> HttpResponse:
    """Persons with the same e-mail, phone, or name and company, both of whom the caller may see."""
    return _pairs(request, "person")


@router.post("/companies/{id}/differences", response=writes(None, 204), tags=["Companies"])
def tell_companies_apart(request: ApiRequest, id: Id, difference: Difference) -> HttpResponse:
    """These two are not one, whatever they share: no pair any more. `DELETE` takes it back."""
    return _apart(request, "company", id, difference.other, tell_apart)


@router.delete("/companies/{id}/differences/{other}", response=writes(None, 204), tags=["Companies"])
def tell_companies_apart_no_more(request: ApiRequest, id: Id, other: Id) -> HttpResponse:
    """They may be one after all."""
    return _apart(request, "company", id, other, tell_apart_no_more)


@router.post("/persons/{id}/differences", response=writes(None, 204), tags=["Persons"])
def tell_persons_apart(request: ApiRequest, id: Id, difference: Difference) -> HttpResponse:
    """These two are not one, whatever they share: no pair any more. `DELETE` takes it back."""
    return _apart(request, "person", id, difference.other, tell_apart)


@router.delete("/persons/{id}/differences/{other}", response=writes(None, 204), tags=["Persons"])
def tell_persons_apart_no_more(request: ApiRequest, id: Id, other: Id) -> HttpResponse:
    """They may be one after all."""
    return _apart(request, "person", id, other, tell_apart_no_more)


def _apart(
    request: ApiRequest, kind: Literal["company", "person"], id: int, other: int, tell: Callable[..., Any]
) -> HttpResponse:
    door = {"company": get_company, "person": get_person}[kind]
    one, another = (door(reader(request), number) for number in (id, other))
    tell(actor=request.acting, kind=kind, one=one, other=another)
    return nothing()


def _pairs(request: ApiRequest, kind: Literal["company", "person"]) -> HttpResponse:
    pairs = duplicate_pairs(reader(request), kind)
    items = [PairOut(first=pair.first_id, second=pair.second_id, why=pair.why) for pair in pairs]
    return answer(Page[PairOut](items=items, next_cursor=None))
