"""The installation's settings and its exchange rates."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest
from penstock.faces.api.values import Day, Given, Id, Line
from penstock.records.team import rules
from penstock.records.team.editing import NotVisible
from penstock.records.workspace import actions, queries
from penstock.records.workspace.models import ExchangeRate, Workspace

router = Router(tags=["Company's settings"])
Sees = Literal["own", "team", "all"]
DayOfWeek = Annotated[int, Field(ge=0, le=6)]
Edges = Annotated[list[Annotated[int, Field(ge=1, le=2**31 - 1)]], Field(min_length=1, max_length=12)]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
NamedCurrency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class WorkspaceOut(Schema):
    """Days of the week are 0 (Monday) to 6; bands are their upper edges; times of the day are as 09:00."""

    name: str
    home_currency: str
    zone: str
    week_start: int
    fiscal_start_month: int
    history_complete_from: date | None
    representatives_see: str
    viewers_see: str
    representatives_may_export: bool
    amount_bands: list[int]
    company_size_bands: list[int]
    lead_cap: int
    work_days: list[int]
    work_starts: str
    work_ends: str
    holidays: list[date]


class WorkspaceChanges(Given):
    """Only what is sent is changed."""

    name: Annotated[Line, Field(min_length=1)] = "Our company"
    home_currency: NamedCurrency = "EUR"
    zone: Line = "UTC"
    week_start: DayOfWeek = 0
    fiscal_start_month: Annotated[int, Field(ge=1, le=12)] = 1
    history_complete_from: Day | None = None
    representatives_see: Sees = "team"
    viewers_see: Sees = "all"
    representatives_may_export: bool = False
    amount_bands: Edges = [1_000]
    company_size_bands: Edges = [10]
    lead_cap: Annotated[int, Field(ge=1, le=1_000_000)] = 500
    work_days: list[DayOfWeek] = [0]
    work_starts: Clock = "09:00"
    work_ends: Clock = "17:00"
    holidays: Annotated[list[Day], Field(max_length=1000)] = []


class RateOut(Schema):
    """From this day on one unit of the currency is worth `rate` units of the home currency."""

    id: int
    currency: str
    starts_on: date
    rate: str


class RateNew(Given):
    currency: NamedCurrency
    starts_on: Day
    rate: Annotated[Decimal, Field(gt=0, lt=10**10, max_digits=20, decimal_places=10)]


@router.get("/workspace", response=reads(WorkspaceOut))
def read_workspace(request: ApiRequest) -> HttpResponse:
    """What holds for the whole company."""
    return _answer(queries.current())


@router.patch("/workspace", response=writes(WorkspaceOut))
def change_workspace(request: ApiRequest, changes: WorkspaceChanges) -> HttpResponse:
    """Change settings; for administrators."""
    rules.require_administrator(request.acting)
    its = request.acting
    return _answer(actions.update_workspace(actor=its.ledger, changes=changes.values(), cause=its.cause))


@router.get("/rates", response=reads(Page[RateOut]))
def list_rates(request: ApiRequest) -> HttpResponse:
    """All exchange rates, by currency, the newest of each first."""
    return answer(Page[RateOut](items=[_rate_out(rate) for rate in queries.rates()], next_cursor=None))


@router.post("/rates", response=writes(RateOut, 201))
def set_rate(request: ApiRequest, rate: RateNew) -> HttpResponse:
    """A rate from a day on; the same currency and day again replaces it. For administrators."""
    rules.require_administrator(request.acting)
    its = request.acting
    made = actions.set_rate(actor=its.ledger, cause=its.cause, **rate.values())
    return answer(_rate_out(made), status=201)


@router.delete("/rates/{id}", response=writes(None, 204))
def remove_rate(request: ApiRequest, id: Id) -> HttpResponse:
    """A rate that should not have been there; `restoration` brings it back."""
    rules.require_administrator(request.acting)
    its = request.acting
    actions.remove_rate(actor=its.ledger, rate=_rate(id, is_removed=False), cause=its.cause)
    return nothing()


@router.post("/rates/{id}/restoration", response=writes(RateOut))
def restore_rate(request: ApiRequest, id: Id) -> HttpResponse:
    """In force again."""
    rules.require_administrator(request.acting)
    rate, its = _rate(id, is_removed=True), request.acting
    actions.restore_rate(actor=its.ledger, rate=rate, cause=its.cause)
    return answer(_rate_out(rate))


def _rate(id: int, *, is_removed: bool) -> ExchangeRate:
    found = queries.get_rate(id)
    if found is None or found.is_removed != is_removed:
        raise NotVisible("There is no such rate.")
    return found


def _rate_out(rate: ExchangeRate) -> RateOut:
    return RateOut(
        id=rate.pk, currency=rate.currency, starts_on=rate.starts_on, rate=f"{rate.rate.normalize():f}"
    )


def _answer(workspace: Workspace) -> HttpResponse:
    values = {name: getattr(workspace, name) for name in WorkspaceOut.model_fields}
    clocks = {name: f"{values[name]:%H:%M}" for name in ("work_starts", "work_ends")}
    return answer(WorkspaceOut(**values | clocks))
