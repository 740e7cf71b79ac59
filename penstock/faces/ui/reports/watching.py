"""Watch this number: an alert on a cell of a report, made from the page of its records."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from penstock.faces.ui.alerts.views import RULES, Line
from penstock.faces.ui.alerts.views import SPANS as SPAN_WORDS
from penstock.faces.ui.reports.address import State
from penstock.faces.ui.settings.forms import Lines, accepts
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast, toast_error
from penstock.faces.views.watches import watched
from penstock.records.team.acting import Acting
from penstock.response.alerts.models import Rule
from penstock.response.reports.catalogue import REPORTS, Report

PERIOD = "period:"  # the cell of a period that passes: tomorrow's report has another one
LINES = [row for row in RULES if row[0] != Rule.CHART]


class WatchForm(forms.Form):
    """The number comes along unseen; one says the line."""

    rule = forms.ChoiceField(label=gettext_lazy("Tell me when it"), choices=LINES)
    threshold = Line(label=gettext_lazy("The line"), help_text=gettext_lazy("As the number is shown: an amount, days, or 20 %."))  # fmt: skip
    days = forms.TypedChoiceField(label=gettext_lazy("of"), choices=SPAN_WORDS, coerce=int)
    title = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    by_email = forms.BooleanField(label=gettext_lazy("By e-mail, too"), required=False)
    column = forms.CharField(required=False, widget=forms.HiddenInput)
    cell = forms.CharField(widget=forms.HiddenInput)
    unit = forms.CharField(required=False, widget=forms.HiddenInput)
    by = Lines(required=False, widget=forms.HiddenInput)
    where = Lines(required=False, widget=forms.HiddenInput)


def watching_form(report: Report, state: State, given: QueryDict) -> WatchForm | None:
    """The form for the number that an address names; None where it names none, in the past, and for a metric's own report:
    that one is watched as a metric."""
    column, sign, cell = given.get("watch", "").partition(":")
    if not sign or not cell or state.look.is_past or "metric" in report.takes or cell.startswith(PERIOD):
        return None
    length = (state.days[1] - state.days[0]).days
    spans = [days for days, _words in SPAN_WORDS]
    title = " · ".join(filter(None, (str(report.title), given.get("title", ""))))
    initial = {
        "column": column, "cell": cell, "unit": state.unit, "by": list(state.by), "where": list(state.where),
        "days": min(spans, key=lambda days: abs(days - length)), "title": title[:80],
    }  # fmt: skip
    form = WatchForm(initial=initial, auto_id="watch_%s")
    if "period" not in report.takes:
        form.fields["days"].widget = forms.HiddenInput()
    return form


@login_required
@require_POST
def watch(request: HttpRequest, name: str) -> HttpResponse:
    """It is watched from now on, with my eyes."""
    if name not in REPORTS:
        raise Http404
    actor = Acting.on_screen(user_of(request))
    form = WatchForm(request.POST)
    if accepts(form, lambda **given: watched(actor=actor, now=timezone.now(), report=name, **given)):
        toast(request, _("It is watched from now on."))
    else:
        toast_error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("alerts")
