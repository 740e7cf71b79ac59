"""The page of a lead: /leads/12/; its status, disqualifying, and making an opportunity of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penstock.faces.ui.record.doors import to_change
from penstock.faces.ui.record.facts import Fact, changes_of
from penstock.faces.ui.record.kinds import LEAD, STATUSES
from penstock.faces.ui.record.page import page_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.faces.views.given import row_or_none
from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.leads.actions import disqualify, update_lead
from penstock.records.leads.models import Lead
from penstock.records.pipeline.actions import convert_lead
from penstock.records.pipeline.models import Pipeline
from penstock.records.pipeline.queries import opportunities_visible_to, pipelines
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_create, require
from penstock.records.workspace.queries import current

AMOUNT = Fact("amount", "", "money")


@login_required
@require_safe
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, timeline, and what became of it."""
    page = page_of(request, LEAD, pk)
    made = opportunities_visible_to(user_of(request), **page["look"].instants).filter(source_lead=pk)
    context = page | {
        "opportunities": made.select_related("stage").order_by("pk"),
        "statuses": STATUSES,
        "open_statuses": [(status, STATUSES[status]) for status in Lead.OPEN],
        "is_open": page["record"].status in Lead.OPEN,
        "may_convert": may_create(Acting.on_screen(user_of(request)), "opportunity"),
    }
    return render(request, "leads/record.html", context, piece="peek")


@login_required
@require_POST
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Among the open ones; the ends of a lead have their own nouns. Also takes a disqualification back."""
    found, wanted = to_change(request, LEAD, pk), request.POST.get("status", "")
    if wanted not in Lead.OPEN:
        raise Refused(_("Choose a status."), field="status")
    update_lead(actor=Acting.on_screen(user_of(request)), lead=found, changes={"status": wanted})
    toast(request, _("%(name)s: %(status)s") % {"name": found.name, "status": STATUSES[Lead.Status(wanted)]})
    return HttpResponseRedirect(reverse("lead", args=[pk]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def disqualification(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the question why. POST: nothing can come of it."""
    found, error = to_change(request, LEAD, pk), ""
    if request.method == "POST":
        try:
            disqualify(
                actor=Acting.on_screen(user_of(request)),
                lead=found,
                reason=request.POST.get("reason", "").strip(),
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            error = str(refusal)
        else:
            toast(request, _("%(name)s is disqualified") % {"name": found.name})
            return HttpResponseRedirect(reverse("lead", args=[pk]))
    context = {"lead": found, "error": error}
    return render(request, "leads/disqualification.html", context, piece="form", status=422 if error else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conversion(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: the opportunity's name and amount. POST: make it; company, person, source and owner come along."""
    found, user = to_change(request, LEAD, pk), user_of(request)
    require(may_create(Acting.on_screen(user), "opportunity"), _("Your role may not create this."))
    error, workspace = "", current()
    if request.method == "POST":
        try:
            made = convert_lead(
                actor=Acting.on_screen(user),
                lead=found,
                name=request.POST.get("name", "").strip() or found.name,
                pipeline=_pipeline(request.POST.get("pipeline", "")),
                **(changes_of(AMOUNT, request.POST, user) if request.POST.get("amount") else {}),
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            error = str(refusal)
        else:
            toast(request, _("%(name)s is an opportunity now") % {"name": made.name})
            return HttpResponseRedirect(reverse("opportunity", args=[made.pk]))
    context = {
        "lead": found,
        "error": error,
        "given": request.POST,
        "currency": workspace.home_currency,
        "pipelines": [(row.pk, row.name) for row in pipelines()],
    }
    return render(request, "leads/conversion.html", context, piece="form", status=422 if error else 200)


def _pipeline(text: str) -> Pipeline | None:
    return row_or_none(pipelines(), text)
