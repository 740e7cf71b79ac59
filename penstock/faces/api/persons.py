"""Persons."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema

from penstock.faces.api.answering import Done, Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.lists import ListAsked, Past, listed, loaded, past_of
from penstock.faces.api.references import seen_by
from penstock.faces.api.removed import before_removal
from penstock.faces.api.values import Custom, Given, Id, Line, Reference, Since, Text, reference
from penstock.faces.api.versions import require_version
from penstock.records.people import actions
from penstock.records.people.models import Person
from penstock.records.people.queries import get_person

router = Router(tags=["Persons"])


class PersonOut(Schema):
    id: int
    version: str
    name: str
    first_name: str
    last_name: str
    emails: list[str]
    phones: list[str]
    job_title: str
    company: Reference | None
    city: str
    country: str
    description: str
    owner: Reference | None
    custom: dict[str, Any]
    created_at: datetime | None


class PersonChanges(Given):
    """Only what is sent is changed. The first e-mail and phone are the main ones."""

    first_name: Line = ""
    last_name: Line = ""
    emails: list[Line] = []
    phones: list[Line] = []
    job_title: Line = ""
    company: Id | None = None
    city: Line = ""
    country: Line = ""
    description: Text = ""
    owner: Id | None = None
    custom: Custom = {}


class PersonNew(PersonChanges):
    """A name, an e-mail or a phone must be there."""

    at: Since = None


class PersonMerge(Given):
    """doubled counts as this person from now on; chosen: values that differ from this person's own.
    E-mails and phones of both are kept."""

    doubled: Id
    chosen: PersonChanges = PersonChanges()


@router.get("", response=reads(Page[PersonOut]))
def list_persons(request: ApiRequest, asked: Query[ListAsked]) -> HttpResponse:
    """The persons that the caller may see. Each field of the list is a filter."""
    rows, cursor = listed(request, "person", asked)
    return answer(Page[PersonOut](items=[person_out(row) for row in rows], next_cursor=cursor))


@router.post("", response=writes(PersonOut, 201))
def create_person(request: ApiRequest, person: PersonNew) -> HttpResponse:
    """A new person, the caller's own unless `owner` says otherwise."""
    made = actions.create_person(actor=request.acting, **seen_by(reader(request), person.values()))
    return _answer(made, status=201)


@router.get("/{id}", response=reads(PersonOut))
def read_person(request: ApiRequest, id: Id, asked: Query[Past]) -> HttpResponse:
    """One person, now or as of an instant."""
    found = get_person(reader(request), id, **past_of(asked))
    return answer(person_out(found), version=found.xact)


@router.patch("/{id}", response=writes(PersonOut))
def change_person(request: ApiRequest, id: Id, changes: PersonChanges) -> HttpResponse:
    """Change fields; with If-Match only if nobody changed it since."""
    found = get_person(reader(request), id)
    require_version(request, found)
    values = seen_by(reader(request), changes.values())
    return _answer(actions.update_person(actor=request.acting, person=found, changes=values))


@router.delete("/{id}", response=writes(None, 204))
def remove_person(request: ApiRequest, id: Id) -> HttpResponse:
    """Gone from today on, still there as of before; `restoration` brings it back."""
    found = get_person(reader(request), id)
    require_version(request, found)
    actions.remove_person(actor=request.acting, person=found)
    return nothing()


@router.post("/{id}/restoration", response=writes(PersonOut))
def restore_person(request: ApiRequest, id: Id) -> HttpResponse:
    """Bring a removed person back."""
    found = get_person(reader(request), id, valid=before_removal(Person, id))
    actions.restore_person(actor=request.acting, person=found)
    return _answer(found)


@router.post("/{id}/merges", response=writes(Done, 201))
def merge_persons(request: ApiRequest, id: Id, merge: PersonMerge) -> HttpResponse:
    """Make two persons one; DELETE /api/merges/{act} takes it back."""
    kept = get_person(reader(request), id)
    doubled = get_person(reader(request), merge.doubled)
    chosen = seen_by(reader(request), merge.chosen.values())
    act = actions.merge_persons(actor=request.acting, kept=kept, doubled=doubled, chosen=chosen)
    return answer(Done(act=act), status=201, location=f"/api/merges/{act}")


def person_out(person: Person) -> PersonOut:
    """The person as the API says it; what it refers to is loaded."""
    return PersonOut(
        id=person.pk,
        version=person.xact,
        name=str(person),
        first_name=person.first_name,
        last_name=person.last_name,
        emails=person.emails,
        phones=person.phones,
        job_title=person.job_title,
        company=reference(person.company),
        city=person.city,
        country=person.country,
        description=person.description,
        owner=reference(person.owner),
        custom=person.custom,
        created_at=person.created_at,
    )


def _answer(written: Person, status: int = 200) -> HttpResponse:
    """As it stands now; whoever wrote it may see that, even if it is somebody else's from now on."""
    person: Person = loaded("person", written)
    location = f"/api/persons/{person.pk}" if status == 201 else ""
    return answer(person_out(person), status=status, version=person.xact, location=location)
