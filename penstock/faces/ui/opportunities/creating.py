"""Quick create: an opportunity with a new company and person in one form: /opportunities/new/."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from penstock.faces.ui.opportunities.board import board_context, is_board, state_behind
from penstock.faces.ui.opportunities.columns import pipeline_of
from penstock.faces.ui.record.creating import asked_of, required_facts
from penstock.faces.ui.record.facts import Fact, changes_of
from penstock.faces.ui.record.kinds import OPPORTUNITY
from penstock.faces.ui.record.named import company_of, person_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.faces.views.given import row_or_none
from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.pipeline.actions import create_opportunity
from penstock.records.pipeline.models import Opportunity, Pipeline
from penstock.records.pipeline.queries import first_stage, pipelines
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.team.rules import may_create, require
from penstock.records.workspace.queries import current

AMOUNT = Fact("amount", "", "money")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: make what is new of the three; what exists is found by name or address."""
    user = user_of(request)
    require(may_create(Acting.on_screen(user), "opportunity"), _("Your role may not create this."))
    if request.method != "POST":
        return _form(request, QueryDict())
    try:
        opportunity = _create(user, request.POST)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _form(request, request.POST, refusal, status=422)
    toast(
        request,
        _("%(name)s is here") % {"name": opportunity.name},
        undo=reverse("opportunity-removal", args=[opportunity.pk]),
    )
    return _answer(request, opportunity)


def _create(user: User, sent: QueryDict) -> Opportunity:
    actor = Acting.on_screen(user)
    values = changes_of(AMOUNT, sent, user) if sent.get("amount") else {}
    pipeline = row_or_none(pipelines(), sent.get("pipeline", ""))
    for fact in _asked(pipeline):
        values |= changes_of(fact, sent, user)
    with transaction.atomic():
        company = company_of(actor, user, sent.get("company", "").strip())
        who, email = sent.get("person", "").strip(), sent.get("email", "").strip()
        person = person_of(actor, user, who, email=email, company=company)
        name = sent.get("name", "").strip() or (company.name if company else "")
        return create_opportunity(
            actor=actor,
            pipeline=pipeline,
            name=name,
            company=company,
            persons=[person] if person else [],
            **values,
        )


def _asked(pipeline: Pipeline | None) -> list[Fact]:
    """Beside what the form has anyway: the company's own fields that must be there, and what the first stage asks."""
    own = required_facts("opportunity")
    wanted = set(first_stage(pipeline).required_fields) - {"company", "amount", *(fact.name for fact in own)}
    return own + [fact for fact in OPPORTUNITY.every_fact() if fact.name in wanted] if wanted else own


def _form(
    request: HttpRequest, given: QueryDict, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    field = {"emails": "email", "amount_minor": "amount", "last_name": "person"}
    chosen = given.get("pipeline") or _pipeline_behind(request)
    context: dict[str, Any] = {
        "given": given,
        "errors": {field.get(refusal.field, refusal.field): str(refusal)} if refusal else {},
        "asked": asked_of(_asked(row_or_none(pipelines(), chosen)), given, user_of(request)),
        "currency": current().home_currency,
        "pipelines": [(row.pk, row.name) for row in pipelines()],
        "chosen": chosen,
    }
    return render(request, "opportunities/new.html", context, piece="form", status=status)


def _pipeline_behind(request: HttpRequest) -> str:
    """That of the board one comes from, where a new card is looked for."""
    pipeline = pipeline_of(state_behind(request))
    return str(pipeline.pk) if pipeline else ""


def _answer(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    if "more" in request.POST:
        return _form(request, QueryDict())
    if not is_board(request):
        return HttpResponseRedirect(reverse("opportunity", args=[opportunity.pk]))
    context = board_context(request, state_behind(request), timezone.now())
    columns = [its for its in context["board"].columns if its.stage.pk == opportunity.stage_id]
    response = render(request, "opportunities/_moved.html", context | {"columns": columns})
    response.headers["HX-Trigger"] = "dialog-close"
    response.headers["HX-Reswap"] = "none"
    return response
