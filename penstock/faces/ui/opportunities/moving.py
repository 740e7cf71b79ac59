"""Moves: /opportunities/12/stage, and closing and reopening: /opportunities/12/closure."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from penstock.faces.ui.opportunities.asking import Asked, asked_for, keep_answers
from penstock.faces.ui.opportunities.board import board_context, is_board, state_behind
from penstock.faces.ui.record.doors import to_change
from penstock.faces.ui.record.kinds import OPPORTUNITY
from penstock.faces.ui.rendering import render, wants_piece
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast, toast_error
from penstock.faces.views.given import number_or_none, row_or_none
from penstock.foundation.base.errors import ChangedMeanwhile, NotAllowed, Refused
from penstock.records.pipeline.actions import move, reopen
from penstock.records.pipeline.checks import StageNotInPipeline
from penstock.records.pipeline.models import LossReason, Opportunity, Stage
from penstock.records.pipeline.queries import get_opportunity, loss_reasons, stages_of
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_override


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the stages to choose from. POST `stage` (and `version`, the stage that the screen showed): move there."""
    opportunity: Opportunity = to_change(request, OPPORTUNITY, pk)
    stages = stages_of(opportunity.pipeline)
    if request.method != "POST":
        context = {"opportunity": opportunity, "stages": stages}
        return render(request, "opportunities/stage.html", context, piece="form")
    wanted = request.POST.get("stage") or request.GET.get("back")
    to = next((one for one in stages if str(one.pk) == wanted), None)
    if to is None:
        raise StageNotInPipeline(_("This stage is not in this pipeline."), field="stage")
    return _move(request, opportunity, to)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    """GET `?as=won` or `lost`: what closing asks for. POST: close it."""
    opportunity: Opportunity = to_change(request, OPPORTUNITY, pk)
    wanted = request.POST.get("as", "") if request.method == "POST" else request.GET.get("as", "lost")
    to = _closing_stage(opportunity, wanted)
    if request.method == "POST":
        return _move(request, opportunity, to)
    return _ask(request, opportunity, to, asked_for(opportunity, to))


@login_required
@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again, where it was before; that it was closed stays true for the time in between."""
    opportunity: Opportunity = to_change(request, OPPORTUNITY, pk)
    row = reopen(actor=Acting.on_screen(user_of(request)), opportunity=opportunity)
    toast(request, _("Open again, in %(stage)s") % {"stage": row.stage})
    return _answer(request, row, [opportunity.stage_id, row.stage_id])


def _move(request: HttpRequest, opportunity: Opportunity, to: Stage) -> HttpResponse:
    before, actor = opportunity.stage, Acting.on_screen(user_of(request))
    seen = number_or_none(request.POST.get("version", ""))
    asked = asked_for(opportunity, to)
    has_answers = "answers" in request.POST
    reason = request.POST.get("reason", "")
    if asked and not has_answers and seen in (None, opportunity.stage_id):
        return _ask(request, opportunity, to, asked, status=422)
    try:
        with transaction.atomic():
            opportunity = keep_answers(actor, opportunity, asked, request.POST)
            move(
                actor=actor,
                opportunity=opportunity,
                stage=to,
                seen_stage_id=seen,
                reason=reason,
                loss_reason=_loss_reason(request.POST.get("loss_reason", "")),
            )
    except ChangedMeanwhile:
        return _too_late(request, opportunity.pk, [seen or to.pk, to.pk])
    except NotAllowed:
        raise
    except Refused as refusal:
        if not asked:
            raise
        return _ask(request, opportunity, to, asked, status=422, error=str(refusal))
    _say(request, opportunity, before, to)
    return _answer(request, opportunity, [before.pk if before else None, to.pk])


def _say(request: HttpRequest, opportunity: Opportunity, before: Stage | None, to: Stage) -> None:
    if before == to:
        toast(request, _("%(name)s is in %(stage)s already") % {"name": opportunity.name, "stage": to.name})
        return
    said = {Stage.Kind.WON: _("%(name)s is won"), Stage.Kind.LOST: _("%(name)s is lost")}
    text = said.get(Stage.Kind(to.kind), _("%(name)s is in %(stage)s now"))
    back = ""
    if before is not None and before.is_open and not to.is_open:
        back = reverse("opportunity-reopening", args=[opportunity.pk])
    elif before is not None and before.is_open:
        back = f"{reverse('opportunity-stage', args=[opportunity.pk])}?back={before.pk}"
    toast(request, text % {"name": opportunity.name, "stage": to.name}, undo=back)


def _ask(
    request: HttpRequest,
    opportunity: Opportunity,
    to: Stage,
    asked: list[Asked],
    *,
    status: int = 200,
    error: str = "",
) -> HttpResponse:
    """The few questions that the rule asks, in a dialog where there is script."""
    context: dict[str, Any] = {
        "opportunity": opportunity,
        "stage": to,
        "asked": asked,
        "given": request.POST,
        "error": error,
        "version": request.POST.get("version", opportunity.stage_id),
        "may_override": may_override(Acting.on_screen(user_of(request))),
    }
    response = render(request, "opportunities/closure.html", context, piece="form", status=status)
    if wants_piece(request):
        response.headers["HX-Retarget"] = "#dialog"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _too_late(request: HttpRequest, pk: int, stages: list[int]) -> HttpResponse:
    """Somebody else was faster: say so, and show where the card is now."""
    current = get_opportunity(user_of(request), pk)
    text = _("Somebody moved %(name)s to %(stage)s meanwhile; nothing was changed.")
    toast_error(request, text % {"name": current.name, "stage": current.stage})
    return _answer(request, current, [*stages, current.stage_id], status=409)


def _answer(
    request: HttpRequest, opportunity: Opportunity, stages: list[int | None], status: int = 200
) -> HttpResponse:
    """On the board, the columns concerned; elsewhere the record's page anew."""
    if not is_board(request):
        return HttpResponseRedirect(_back(request) or reverse("opportunity", args=[opportunity.pk]))
    context = board_context(request, state_behind(request), timezone.now())
    columns = context["board"].columns if context["board"] else []
    shown = [column for column in columns if column.stage.pk in stages]
    response = render(request, "opportunities/_moved.html", context | {"columns": shown}, status=status)
    response.headers["HX-Trigger"] = "dialog-close"
    response.headers["HX-Reswap"] = "none"
    return response


def _back(request: HttpRequest) -> str:
    """Where one was, if that was one of our pages about opportunities."""
    address = request.headers.get("HX-Current-URL", "")
    is_ours = urlsplit(address).path.startswith(reverse("opportunities"))
    return address if wants_piece(request) and is_ours else ""


def _closing_stage(opportunity: Opportunity, kind: str) -> Stage:
    stages = stages_of(opportunity.pipeline)
    found = next((stage for stage in stages if stage.kind == kind and not stage.is_open), None)
    if found is None:
        raise StageNotInPipeline(_("This pipeline has no such stage."), field="stage")
    return found


def _loss_reason(text: str) -> LossReason | None:
    return row_or_none(loss_reasons(), text)
