"""Interventions: something that was done, written down where one stands; judged; taken back."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from penstock.faces.ui.rendering import render
from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.faces.views import intervening
from penstock.records.team.acting import Acting
from penstock.records.team.rules import require
from penstock.records.workspace.queries import current
from penstock.response.reports.interventions import may_intervene
from penstock.response.reports.remarks import LONGEST

DAY = {"type": "date"}


class InterventionForm(forms.Form):
    target = forms.ChoiceField(label=gettext_lazy("About"), choices=lambda: [("", ""), *intervening.target_choices()])  # fmt: skip
    text = forms.CharField(label=gettext_lazy("What was done"), max_length=LONGEST, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}))  # fmt: skip
    day = forms.DateField(label=gettext_lazy("Since"), widget=forms.DateInput(attrs=DAY))
    expected = forms.CharField(label=gettext_lazy("What is expected of it"), max_length=LONGEST, required=False)  # fmt: skip


class JudgementForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What came of it"), max_length=LONGEST, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}))  # fmt: skip
    day = forms.DateField(label=gettext_lazy("Ended on"), widget=forms.DateInput(attrs=DAY))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """GET: the form, about what the address names. POST: it is written down."""
    actor, now = Acting.on_screen(user_of(request)), timezone.now()
    require(may_intervene(actor), _("Who only looks does nothing about it."))
    where = [one for one in request.GET.getlist("where") if one]
    initial = {"target": request.GET.get("about", ""), "day": now.astimezone(current().tzinfo).date()}
    form = InterventionForm(sent(request), initial=initial)
    if accepts(form, lambda **given: intervening.record(actor=actor, where=where, now=now, **given)):
        toast(request, _("Written down. The report on interventions says what comes of it."))
        return _back(request)
    context = {"form": form, "title": _("Something was done"), "where": where, "button": _("Write it down")}
    return _form(request, form, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def judgement(request: HttpRequest, intervention_id: int) -> HttpResponse:
    """GET: the form. POST: it ended, and that came of it."""
    user, now = user_of(request), timezone.now()
    actor = Acting.on_screen(user)
    found = intervening.to_judge(actor=actor, id=intervention_id)
    form = JudgementForm(sent(request), initial={"day": now.astimezone(current().tzinfo).date()})
    if accepts(form, lambda **given: intervening.judge(actor=actor, id=found.pk, now=now, **given)):
        toast(request, _("Judged: it is no longer open."))
        return _back(request)
    context = {
        "form": form,
        "title": _("Ended: %(text)s") % {"text": found.text},
        "where": [],
        "button": _("Judge it"),
    }
    return _form(request, form, context)


@login_required
@require_POST
def removal(request: HttpRequest, intervention_id: int) -> HttpResponse:
    """It was written down by mistake."""
    intervening.take_back(actor=Acting.on_screen(user_of(request)), id=intervention_id, now=timezone.now())
    toast(request, _("Taken back."))
    return _back(request)


def _form(request: HttpRequest, form: forms.Form, context: dict[str, object]) -> HttpResponse:
    context |= {"here": request.get_full_path()}
    status = 422 if form.is_bound else 200
    return render(request, "reports/intervention.html", context, piece="form", status=status)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that one came from."""
    address = request.GET.get("back", "")
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return redirect(address if is_ours else reverse("report", args=["interventions"]))
