"""Notes, calls and tasks, and the timeline of a record."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.cursors import Order, page
from penstock.faces.api.lists import Past, past_of
from penstock.faces.api.references import DOORS, seen_by
from penstock.faces.api.values import Given, Id, Moment, Reference, Text, reference
from penstock.faces.views.fields import Kind
from penstock.records.activities import actions
from penstock.records.activities.mentions import mentioned_in
from penstock.records.activities.models import Activity
from penstock.records.activities.queries import sees
from penstock.records.activities.timeline import Entry, timeline_of
from penstock.records.team.editing import NotVisible

router = Router(tags=["Activities"])
About = Literal["companies", "persons", "leads", "opportunities"]
KINDS: dict[str, Kind] = {
    "companies": "company",
    "persons": "person",
    "leads": "lead",
    "opportunities": "opportunity",
}


class ActivityOut(Schema):
    id: int
    type: str
    at: datetime
    user: Reference | None
    text: str
    due_at: datetime | None
    done_at: datetime | None
    company: int | None
    person: int | None
    lead: int | None
    opportunity: int | None


class NoteOut(ActivityOut):
    """not_told: who is mentioned and hears nothing, because nobody is called so or it is not for them to see."""

    not_told: list[str]


class ChangeOut(Schema):
    field: str
    value: Any
    previous: Any


class EntryOut(Schema):
    """What the ledger says of the record, or an activity."""

    type: str
    valid_at: datetime
    recorded_at: datetime
    precision: str
    actor: str
    cause: str
    reason: str
    changes: list[ChangeOut]
    is_void: bool
    activity: ActivityOut | None


class Noted(Given):
    """What it is about: at least one record."""

    text: Annotated[Text, Field(min_length=1)]
    company: Id | None = None
    person: Id | None = None
    lead: Id | None = None
    opportunity: Id | None = None


class CallNew(Noted):
    text: Text = ""
    at: Moment | None = None


class TaskNew(Noted):
    """For the caller unless for another user."""

    due_at: Moment | None = None
    user: Id | None = None


class TaskDone(Given):
    is_done: bool = True


class TasksAsked(Schema):
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=4000)] = ""


@router.get("/{about}/{id}/timeline", response=reads(Page[EntryOut]))
def read_timeline(request: ApiRequest, about: About, id: Id, asked: Query[Past]) -> HttpResponse:
    """The newest 200 entries of a record: facts and activities in one."""
    kind, instants = KINDS[about], past_of(asked)
    DOORS[kind](reader(request), id, **instants)
    items = [_entry_out(entry) for entry in timeline_of(kind, id, **instants)]
    return answer(Page[EntryOut](items=items, next_cursor=None))


@router.post("/notes", response=writes(NoteOut, 201))
def write_note(request: ApiRequest, note: Noted) -> HttpResponse:
    """A note; @name or @e-mail tells that user."""
    values = seen_by(reader(request), note.values())
    written = actions.write_note(actor=request.acting, **values)
    mentioned = mentioned_in(written)
    not_told = [*mentioned.unknown, *(user.name for user in mentioned.blind)]
    return answer(NoteOut(**activity_out(written).dict(), not_told=not_told), status=201)


@router.post("/calls", response=writes(ActivityOut, 201))
def log_call(request: ApiRequest, call: CallNew) -> HttpResponse:
    """A call that took place."""
    values = seen_by(reader(request), call.values())
    return _answer(actions.log_call(actor=request.acting, **values), status=201)


@router.get("/tasks", response=reads(Page[ActivityOut]))
def list_tasks(request: ApiRequest, asked: Query[TasksAsked]) -> HttpResponse:
    """The caller's open tasks, the soonest due first."""
    tasks = Activity._base_manager.filter(
        type=Activity.Type.TASK, user=reader(request), done_at=None, is_removed=False
    ).select_related("user")
    order = [Order("due_at"), Order("id", may_be_null=False)]
    rows, cursor = page(tasks, order, size=asked.limit, cursor=asked.cursor)
    return answer(Page[ActivityOut](items=[activity_out(row) for row in rows], next_cursor=cursor))


@router.post("/tasks", response=writes(ActivityOut, 201))
def add_task(request: ApiRequest, task: TaskNew) -> HttpResponse:
    """Something to do."""
    values = seen_by(reader(request), task.values())
    return _answer(actions.add_task(actor=request.acting, **values), status=201)


@router.post("/tasks/{id}/completion", response=writes(ActivityOut))
def finish_task(request: ApiRequest, id: Id, done: TaskDone) -> HttpResponse:
    """Done, or not done after all."""
    task = activity_seen_by(request, id)
    return _answer(actions.finish_task(actor=request.acting, task=task, is_done=done.is_done))


@router.delete("/activities/{id}", response=writes(None, 204))
def remove_activity(request: ApiRequest, id: Id) -> HttpResponse:
    """Take a note, call or task off the timeline; it stays in the past."""
    actions.remove_activity(actor=request.acting, activity=activity_seen_by(request, id))
    return nothing()


def activity_seen_by(request: ApiRequest, id: int) -> Activity:
    """An activity is visible to its user, and to whoever sees a record that it is about. Raises NotVisible."""
    found = Activity._base_manager.filter(pk=id, is_removed=False).first()
    if found is None or not (found.user_id == request.acting.user_id or sees(reader(request), found)):
        raise NotVisible("There is no such activity.")
    return found


def activity_out(activity: Activity) -> ActivityOut:
    """The activity as the API says it; its user is loaded."""
    return ActivityOut(
        id=activity.pk,
        type=activity.type,
        at=activity.at,
        user=reference(activity.user),
        text=activity.text,
        due_at=activity.due_at,
        done_at=activity.done_at,
        company=activity.company_id,
        person=activity.person_id,
        lead=activity.lead_id,
        opportunity=activity.opportunity_id,
    )


def _entry_out(entry: Entry) -> EntryOut:
    changes = [
        ChangeOut(field=change.field, value=change.value, previous=change.previous)
        for change in entry.changes
    ]
    return EntryOut(
        type=entry.type,
        valid_at=entry.valid_at,
        recorded_at=entry.recorded_at,
        precision=entry.precision,
        actor=entry.actor,
        cause=entry.cause,
        reason=entry.reason,
        changes=changes,
        is_void=entry.is_void,
        activity=activity_out(entry.activity) if entry.activity else None,
    )


def _answer(activity: Activity, status: int = 200) -> HttpResponse:
    return answer(activity_out(activity), status=status)
