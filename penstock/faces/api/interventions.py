"""What was done against a leak, at a stage or about a metric. What came of it: GET /api/reports/interventions."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.values import Day, Given, Id, Line
from penstock.faces.views import intervening
from penstock.response.reports.models import Intervention

router = Router(tags=["Reports"])
Words = Annotated[Line, Field(min_length=1, max_length=300)]


class InterventionOut(Schema):
    """target: leak:NAME, stage:ID or metric:NAME; scope: whose records it is about ("all", "team:ID", "user:ID"); ended_on: none
    while it is open."""

    id: int
    target: str
    where: list[str]
    scope: str
    day: date
    text: str
    expected: str
    user: int | None
    made_at: datetime
    ended_on: date | None
    judgement: str
    judged_by: int | None


class InterventionNew(Given):
    """What was done, about what, since when; without a day: since today. It is about the records of the caller's own reports."""

    target: Annotated[Line, Field(description="leak:NAME, stage:ID or metric:NAME")]
    text: Words
    day: Day | None = None
    expected: Annotated[Line, Field(max_length=300)] = ""
    where: Annotated[list[Line], Field(max_length=20, description="FIELD=VALUE")] = []


class Judgement(Given):
    """What came of it; without a day: it ended today."""

    text: Words
    day: Day | None = None


@router.get("/interventions", response=reads(Page[InterventionOut]))
def list_interventions(request: ApiRequest, state: Literal["", "open", "ended"] = "") -> HttpResponse:
    """Those about records that are all in the caller's reports, the newest first."""
    found = intervening.interventions_of(reader(request), is_open=state == "open" if state else None)
    return answer(Page[InterventionOut](items=[_out(one) for one in found], next_cursor=None))


@router.post("/interventions", response=writes(InterventionOut, 201))
def create_intervention(request: ApiRequest, given: InterventionNew) -> HttpResponse:
    """Write down what was done."""
    made = intervening.record(
        actor=request.acting, target=given.target, text=given.text, day=given.day, expected=given.expected,
        where=given.where, now=timezone.now(),
    )  # fmt: skip
    return answer(_out(made), status=201)


@router.post("/interventions/{id}/judgement", response=writes(InterventionOut))
def judge_intervention(request: ApiRequest, id: Id, given: Judgement) -> HttpResponse:
    """It ended, and that came of it: said once, by who wrote it down or by a manager."""
    made = intervening.judge(actor=request.acting, id=id, day=given.day, text=given.text, now=timezone.now())
    return answer(_out(made))


@router.delete("/interventions/{id}", response=writes(None, 204))
def remove_intervention(request: ApiRequest, id: Id) -> HttpResponse:
    """It was written down by mistake; what was known before stays so."""
    intervening.take_back(actor=request.acting, id=id, now=timezone.now())
    return nothing()


def _out(one: Intervention) -> InterventionOut:
    return InterventionOut(
        id=one.pk,
        target=one.target,
        where=one.where,
        scope=one.scope,
        day=one.day,
        text=one.text,
        expected=one.expected,
        user=one.user_id,
        made_at=one.made_at,
        ended_on=one.ended_on,
        judgement=one.judgement,
        judged_by=one.judged_by_id,
    )
