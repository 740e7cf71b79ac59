"""Companies."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Done, Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.lists import ListAsked, Past, listed, loaded, past_of
from penstock.faces.api.removed import before_removal
from penstock.faces.api.values import Custom, Given, Id, Line, Reference, Since, Text, reference
from penstock.faces.api.versions import require_version
from penstock.records.people import actions
from penstock.records.people.models import Company
from penstock.records.people.queries import get_company

router = Router(tags=["Companies"])


class CompanyOut(Schema):
    id: int
    version: str
    name: str
    domains: list[str]
    website: str
    phones: list[str]
    industry: str
    employees: int | None
    street: str
    postal_code: str
    city: str
    region: str
    country: str
    description: str
    owner: Reference | None
    custom: dict[str, Any]
    created_at: datetime | None


class CompanyChanges(Given):
    """Only what is sent is changed."""

    name: Line = ""
    domains: list[Line] = []
    website: Line = ""
    phones: list[Line] = []
    industry: Line = ""
    employees: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    street: Line = ""
    postal_code: Line = ""
    city: Line = ""
    region: Line = ""
    country: Line = ""
    description: Text = ""
    owner: Id | None = None
    custom: Custom = {}


class CompanyNew(CompanyChanges):
    name: Annotated[Line, Field(min_length=1)]
    at: Since = None


class CompanyMerge(Given):
    """doubled counts as this company from now on; chosen: values that differ from this company's own."""

    doubled: Id
    chosen: CompanyChanges = CompanyChanges()


@router.get("", response=reads(Page[CompanyOut]))
def list_companies(request: ApiRequest, asked: Query[ListAsked]) -> HttpResponse:
    """The companies that the caller may see. Each field of the list is a filter."""
    rows, cursor = listed(request, "company", asked)
    return answer(Page[CompanyOut](items=[company_out(row) for row in rows], next_cursor=cursor))


@router.post("", response=writes(CompanyOut, 201))
def create_company(request: ApiRequest, company: CompanyNew) -> HttpResponse:
    """A new company, the caller's own unless `owner` says otherwise."""
    made = actions.create_company(actor=request.acting, **company.values())
    return _answer(made, status=201)


@router.get("/{id}", response=reads(CompanyOut))
def read_company(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """One company, now or as of an instant."""
    found = get_company(reader(request), id, **past_of(asked))
    return answer(company_out(found), version=found.xact)


@router.patch("/{id}", response=writes(CompanyOut))
def change_company(request: ApiRequest, id: Id, changes: CompanyChanges) -> HttpResponse:
    """Change fields; with If-Match only if nobody changed it since."""
    found = get_company(reader(request), id)
    require_version(request, found)
    return _answer(actions.update_company(actor=request.acting, company=found, changes=changes.values()))


@router.delete("/{id}", response=writes(None, 204))
def remove_company(request: ApiRequest, id: Id) -> HttpResponse:
    """Gone from today on, still there as of before; `restoration` brings it back."""
    found = get_company(reader(request), id)
    require_version(request, found)
    actions.remove_company(actor=request.acting, company=found)
    return nothing()


@router.post("/{id}/restoration", response=writes(CompanyOut))
def restore_company(request: ApiRequest, id: Id) -> HttpResponse:
    """Bring a removed company back."""
    found = get_company(reader(request), id, valid=before_removal(Company, id))
    actions.restore_company(actor=request.acting, company=found)
    return _answer(found)


@router.post("/{id}/merges", response=writes(Done, 201))
def merge_companies(request: ApiRequest, id: Id, merge: CompanyMerge) -> HttpResponse:
    """Make two companies one; DELETE /api/merges/{act} takes it back."""
    kept = get_company(reader(request), id)
    doubled = get_company(reader(request), merge.doubled)
    chosen = merge.chosen.values()
    act = actions.merge_companies(actor=request.acting, kept=kept, doubled=doubled, chosen=chosen)
    return answer(Done(act=act), status=201, location=f"/api/merges/{act}")


def company_out(company: Company) -> CompanyOut:
    """The company as the API says it; its owner is loaded."""
    return CompanyOut(
        id=company.pk,
        version=company.xact,
        name=company.name,
        domains=company.domains,
        website=company.website,
        phones=company.phones,
        industry=company.industry,
        employees=company.employees,
        street=company.street,
        postal_code=company.postal_code,
        city=company.city,
        region=company.region,
        country=company.country,
        description=company.description,
        owner=reference(company.owner),
        custom=company.custom,
        created_at=company.created_at,
    )


def _answer(written: Company, status: int = 200) -> HttpResponse:
    """As it stands now; whoever wrote it may see that, even if it is somebody else's from now on."""
    company: Company = loaded("company", written)
    location = f"/api/companies/{company.pk}" if status == 201 else ""
    return answer(company_out(company), status=status, version=company.xact, location=location)
