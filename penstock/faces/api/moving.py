"""What moves an opportunity: moves between stages, the closure and its end. The answers are as small as can be."""

from typing import Literal

from django.http import HttpResponse
from ninja import Router, Schema

from penstock.faces.api.answering import answer, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.references import seen_by
from penstock.faces.api.values import Given, Id, Line, Moment, Text
from penstock.faces.api.versions import require_version
from penstock.records.pipeline import actions
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import get_movable

router = Router(tags=["Opportunities"])


class Moved(Schema):
    """Where the opportunity is now."""

    id: int
    stage: int | None
    version: str


class Move(Given):
    """seen_stage: where the caller saw it; elsewhere by now is 409. reason: for passing the stage's requirements."""

    stage: Id
    seen_stage: Id | None = None
    reason: Text = ""
    at: Moment | None = None


class Closure(Given):
    """Won, or lost for a reason."""

    outcome: Literal["won", "lost"]
    loss_reason: Id | None = None
    competitor: Id | None = None
    reason: Text = ""
    at: Moment | None = None


class Tick(Given):
    """An item of a stage's checklist."""

    item: Line
    is_done: bool = True


@router.post("/{id}/moves", response=writes(Moved))
def move_opportunity(request: ApiRequest, id: Id, move: Move) -> HttpResponse:
    """To another stage of its pipeline, if what that stage asks for is there."""
    found = get_movable(reader(request), id)
    require_version(request, found)
    return _moved(
        actions.move(
            actor=request.acting,
            opportunity=found,
            stage=seen_by(reader(request), {"stage": move.stage})["stage"],
            seen_stage_id=move.seen_stage,
            reason=move.reason,
            at=move.at,
        )
    )


@router.post("/{id}/closure", response=writes(Moved))
def close_opportunity(request: ApiRequest, id: Id, closure: Closure) -> HttpResponse:
    """Won or lost; a loss needs a reason of GET /api/loss-reasons."""
    found = get_movable(reader(request), id)
    require_version(request, found)
    if closure.outcome == "won":
        won = actions.win(actor=request.acting, opportunity=found, at=closure.at, reason=closure.reason)
        return _moved(won)
    why = seen_by(reader(request), {"loss_reason": closure.loss_reason, "competitor": closure.competitor})
    return _moved(actions.lose(actor=request.acting, opportunity=found, at=closure.at, **why))


@router.delete("/{id}/closure", response=writes(Moved))
def reopen_opportunity(request: ApiRequest, id: Id, stage: Id | None = None) -> HttpResponse:
    """Open again, in `stage` or where it was before. That it was closed stays true for the time in between."""
    found = get_movable(reader(request), id)
    require_version(request, found)
    where = seen_by(reader(request), {"stage": stage})
    return _moved(actions.reopen(actor=request.acting, opportunity=found, **where))


@router.post("/{id}/ticks", response=writes(Moved))
def tick_opportunity(request: ApiRequest, id: Id, tick: Tick) -> HttpResponse:
    """Tick or untick an item of the checklists."""
    found = get_movable(reader(request), id)
    require_version(request, found)
    return _moved(actions.tick(actor=request.acting, opportunity=found, item=tick.item, is_done=tick.is_done))


def _moved(opportunity: Opportunity) -> HttpResponse:
    version = opportunity.xact
    return answer(Moved(id=opportunity.pk, stage=opportunity.stage_id, version=version), version=version)
