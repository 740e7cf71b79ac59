"""What people say of a metric from a day on: changes of it that they accept."""

from datetime import date
from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.values import Given, Id, Line
from penstock.faces.views import remarking
from penstock.faces.views.numbers import Asked
from penstock.response.reports.models import Remark

router = Router(tags=["Reports"])


class RemarkOut(Schema):
    """From `day` on the metric, asked with these conditions, has another usual range; `text` says why."""

    id: int
    kind: str
    metric: str
    where: list[str]
    day: date
    text: str
    user: int | None


class Acceptance(Given):
    """The chart whose change is accepted, as reports ask for it, and why it changed. The day is the chart's."""

    metric: Annotated[Line, Field(min_length=1)]
    where: Annotated[list[Line], Field(max_length=20)] = []
    grain: Annotated[Line, Field(description="day, week, month, quarter or year; empty: month")] = ""
    since: Annotated[
        Line, Field(alias="from", description="The first day of the chart; empty: the beginning")
    ] = ""
    until: Annotated[Line, Field(alias="to", description="Its last day; empty: today")] = ""
    text: Annotated[Line, Field(min_length=1, max_length=300)]


@router.get("/remarks", response=reads(Page[RemarkOut]))
def list_remarks(request: ApiRequest) -> HttpResponse:
    """What was said of the charts that the caller sees, by day."""
    items = [_out(one) for one in remarking.remarks_for(reader(request))]
    return answer(Page[RemarkOut](items=items, next_cursor=None))


@router.post("/remarks/acceptances", response=writes(RemarkOut, 201))
def accept_change(request: ApiRequest, given: Acceptance) -> HttpResponse:
    """Accept the change that a chart tells: its usual range is made anew from that day; for administrators and managers."""
    words = Asked(
        metric=given.metric, since=given.since, until=given.until, grain=given.grain, where=tuple(given.where)
    )
    made = remarking.accept(
        actor=request.acting, words=words, user=reader(request), text=given.text, now=timezone.now()
    )
    return answer(_out(made), status=201)


@router.delete("/remarks/{id}", response=writes(None, 204))
def remove_remark(request: ApiRequest, id: Id) -> HttpResponse:
    """Take it back; what was known before stays so."""
    remarking.take_back(actor=request.acting, user=reader(request), id=id, now=timezone.now())
    return nothing()


def _out(one: Remark) -> RemarkOut:
    return RemarkOut(
        id=one.pk,
        kind=one.kind,
        metric=one.metric,
        where=one.where,
        day=one.day,
        text=one.text,
        user=one.user_id,
    )
