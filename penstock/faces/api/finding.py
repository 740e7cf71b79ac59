"""Records by what they are called, and such as may be one and the same (the work list of merges)."""

from typing import Literal

from django.http import HttpResponse
from ninja import Router, Schema

from penstock.faces.api.answering import Page, answer, reads
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.values import Line
from penstock.faces.views.search import search
from penstock.records.people.duplicates import Why, duplicate_pairs

router = Router()


class PairOut(Schema):
    """Two records by id, and what says that they may be one."""

    first: int
    second: int
    why: Why


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


def _pairs(request: ApiRequest, kind: Literal["company", "person"]) -> HttpResponse:
    pairs = duplicate_pairs(reader(request), kind)
    items = [PairOut(first=pair.first_id, second=pair.second_id, why=pair.why) for pair in pairs]
    return answer(Page[PairOut](items=items, next_cursor=None))
