"""Alerts: which numbers the caller's user watches, and each time that one crossed its line."""

from datetime import datetime, time
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.values import Given, Id, Line
from penstock.faces.views.watches import tried_out, watched
from penstock.response.alerts import actions
from penstock.response.alerts.models import Alert, Crossing
from penstock.response.alerts.queries import alerts_of, crossings_of, get_alert

router = Router(tags=["Alerts"])
SHOWN = 100


class AlertNew(Given):
    """threshold: as the number is shown (major units, days, shares 0 to 1); none for "chart", which watches for what leaves its usual
    range. days: the last so many, of what has a period. quiet_from, quiet_to: hours of the user's day."""

    metric: Line = ""
    report: Annotated[Line, Field(description="A report's name, in place of a metric")] = ""
    column: Annotated[Line, Field(description="The column of the number; empty: a figure of the report")] = ""
    cell: Annotated[Line, Field(description="The cell that opens its records, or the figure's name")] = ""
    by: Annotated[list[Line], Field(max_length=5)] = []
    unit: Line = ""
    rule: Literal["above", "below", "chart"]
    threshold: Annotated[float, Field(allow_inf_nan=False)] | None = None
    days: Literal[7, 28, 90, 365] = 90
    where: Annotated[list[Line], Field(max_length=20, description="FIELD=VALUE")] = []
    title: Annotated[Line, Field(max_length=80)] = ""
    by_email: bool = False
    webhook_url: Line = ""
    quiet_from: time | None = None
    quiet_to: time | None = None


class AlertSwitch(Given):
    is_on: bool


class AlertOut(Schema):
    """is_crossed: on which side it was when last looked at; says: its number then."""

    id: int
    title: str
    metric: str
    report: str
    column: str
    cell: str
    days: int
    where: list[str]
    rule: str
    threshold: float | None
    by_email: bool
    webhook_url: str
    quiet_from: str | None
    quiet_to: str | None
    is_on: bool
    is_crossed: bool
    looked_at: datetime | None
    says: str


class AlertMade(AlertOut):
    """webhook_secret: what signs its messages; said here and on the alert's page only."""

    webhook_secret: str


class CrossingOut(Schema):
    """The number when it crossed, and the first of the records that it was made of. told_at: none while it is quiet."""

    id: int
    at: datetime
    value: float | None
    low: float | None
    high: float | None
    n: int
    text: str
    kind: str
    record_ids: list[int]
    told_at: datetime | None
    is_test: bool


@router.get("/alerts", response=reads(Page[AlertOut]))
def list_alerts(request: ApiRequest) -> HttpResponse:
    """The caller's own."""
    items = [AlertOut(**_values(alert)) for alert in alerts_of(reader(request))]
    return answer(Page[AlertOut](items=items, next_cursor=None))


@router.post("/alerts", response=writes(AlertMade, 201))
def create_alert(request: ApiRequest, alert: AlertNew) -> HttpResponse:
    """Watch a number with the caller's eyes."""
    made = watched(actor=request.acting, now=timezone.now(), **alert.model_dump())
    return answer(AlertMade(**_values(made), webhook_secret=made.webhook_secret), status=201)


@router.get("/alerts/{id}", response=reads(AlertOut))
def read_alert(request: ApiRequest, id: Id) -> HttpResponse:
    """What it watches and how it stands."""
    return answer(AlertOut(**_values(get_alert(reader(request), id))))


@router.patch("/alerts/{id}", response=writes(AlertOut))
def switch_alert(request: ApiRequest, id: Id, switch: AlertSwitch) -> HttpResponse:
    """On or off; switched on again, it tells what it then finds."""
    alert = get_alert(reader(request), id)
    actions.switch_alert(actor=request.acting, alert=alert, is_on=switch.is_on)
    return answer(AlertOut(**_values(alert)))


@router.delete("/alerts/{id}", response=writes(None, 204))
def remove_alert(request: ApiRequest, id: Id) -> HttpResponse:
    """Watch it no more; its crossings go with it."""
    actions.remove_alert(actor=request.acting, alert=get_alert(reader(request), id))
    return nothing()


@router.get("/alerts/{id}/crossings", response=reads(Page[CrossingOut]))
def list_crossings(request: ApiRequest, id: Id) -> HttpResponse:
    """The last hundred times that it crossed, newest first."""
    found = crossings_of(get_alert(reader(request), id))[:SHOWN]
    return answer(Page[CrossingOut](items=[_crossing(one) for one in found], next_cursor=None))


@router.post("/alerts/{id}/tests", response=writes(CrossingOut, 201))
def test_alert(request: ApiRequest, id: Id) -> HttpResponse:
    """Tell now what it would tell, by every way that it tells."""
    return answer(_crossing(tried_out(get_alert(reader(request), id), timezone.now())), status=201)


def _values(alert: Alert) -> dict[str, Any]:
    values = {name: getattr(alert, name) for name in AlertOut.model_fields}
    hours = {name: values[name] and f"{values[name]:%H:%M}" for name in ("quiet_from", "quiet_to")}
    return values | hours


def _crossing(crossing: Crossing) -> CrossingOut:
    return CrossingOut(**{name: getattr(crossing, name) for name in CrossingOut.model_fields})
