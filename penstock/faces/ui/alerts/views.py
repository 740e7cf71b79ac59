"""Alerts: which numbers I watch, each time one crossed its line, and the records it was made of then."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penstock.faces.ui import formats
from penstock.faces.ui.rendering import render
from penstock.faces.ui.reports.behind import records_behind
from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.faces.views.watches import tried_out, watched
from penstock.foundation.base.values.money import Money, decimals
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current
from penstock.response.alerts import actions
from penstock.response.alerts.models import Alert, Rule
from penstock.response.alerts.queries import alerts_of, crossings_of, get_alert
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.own import has_period, metric_choices, unit_of
from penstock.response.reports.told import Behind

RULES = (
    (Rule.ABOVE, gettext_lazy("rises above")),
    (Rule.BELOW, gettext_lazy("falls below")),
    (Rule.CHART, gettext_lazy("leaves its usual range")),
)
SPANS = (
    (7, gettext_lazy("the last 7 days")),
    (28, gettext_lazy("the last 28 days")),
    (90, gettext_lazy("the last 90 days")),
    (365, gettext_lazy("the last 365 days")),
)
CLOCK = {"type": "time"}
SHOWN = 100


class Line(forms.FloatField):
    """A line as the number is shown: 20 % is the share 0.2."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # the stubs have it of IntegerField
        text = str(value or "").strip()
        number = super().to_python(text.removesuffix("%").strip())
        return number / 100 if number is not None and text.endswith("%") else number


class AlertForm(forms.Form):
    metric = forms.ChoiceField(label=gettext_lazy("Tell me when"), choices=metric_choices)
    days = forms.TypedChoiceField(
        label=gettext_lazy("of"), choices=SPANS, coerce=int, initial=90, help_text=gettext_lazy("What is counted at one instant, such as the pipeline, is as it is.")
    )  # fmt: skip
    rule = forms.ChoiceField(label=gettext_lazy("does this"), choices=RULES)
    threshold = Line(label=gettext_lazy("The line"), required=False, help_text=gettext_lazy("As the number is shown: an amount, days, or 20 %. None for the usual range."))  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    by_email = forms.BooleanField(label=gettext_lazy("By e-mail, too"), required=False)
    webhook_url = forms.CharField(label=gettext_lazy("To another program, too (https://…)"), required=False)
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"), required=False, widget=forms.TimeInput(attrs=CLOCK)
    )
    quiet_to = forms.TimeField(
        label=gettext_lazy("Quiet until"), required=False, widget=forms.TimeInput(attrs=CLOCK)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def alerts(request: HttpRequest) -> HttpResponse:
    """Mine, and a form for one more."""
    user = user_of(request)
    form = AlertForm(sent(request))

    def add(**given: Any) -> None:
        watched(actor=Acting.on_screen(user), now=timezone.now(), **given)

    if accepts(form, add):
        return redirect("alerts")
    context = {"alerts": alerts_of(user), "form": form, "rules": dict(RULES), "line_of": line_of}
    return render(request, "alerts/index.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def alert(request: HttpRequest, alert_id: int) -> HttpResponse:
    """One of mine: what it watches, how it stands, each time that it crossed."""
    found = get_alert(user_of(request), alert_id)
    context = {
        "alert": found,
        "sentence": _sentence(found),
        "report_at": _report_at(found),
        "line": line_of(found),
        "rule": dict(RULES)[Rule(found.rule)],
        "span": dict(SPANS)[found.days] if _has_days(found) else "",
        "crossings": crossings_of(found)[:SHOWN],
    }
    return render(request, "alerts/alert.html", context)


def line_of(found: Alert) -> str:
    """The line in the unit of its metric; a report's number says its own where it was last looked at."""
    if found.threshold is None:
        return ""
    unit = unit_of(found.metric) if found.metric else ""
    if unit == "share":
        return formats.per_cent(found.threshold, 1)
    if unit == "money":
        currency = current().home_currency
        return formats.exact_money(Money(round(found.threshold * 10 ** decimals(currency)), currency))
    return formats.number(found.threshold)


def _sentence(found: Alert) -> str:
    """What it watches: a metric, or a number of a report."""
    if found.report:
        return str(REPORTS[found.report].title) if found.report in REPORTS else found.report
    return dict(metric_choices()).get(found.metric, found.metric)


def _has_days(found: Alert) -> bool:
    """What is counted at one instant is of no days."""
    if found.report:
        return found.report in REPORTS and "period" in REPORTS[found.report].takes
    return has_period(found.metric)


def _report_at(found: Alert) -> str:
    """The report that a number is of, asked as the alert asks it; "" for a metric."""
    if found.report not in REPORTS:
        return ""
    asked = {"by": found.asked.get("by") or [], "unit": found.asked.get("unit") or [], "where": found.where}
    state = urlencode({name: one for name, one in asked.items() if one}, doseq=True)
    return f"{reverse('report', args=[found.report])}{'?' if state else ''}{state}"


@require_POST
@login_required
def test(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Tell me now what it would tell."""
    found = get_alert(user_of(request), alert_id)
    crossing = tried_out(found, timezone.now())
    toast(request, _("Told, as a test: %(text)s") % {"text": crossing.text})
    return redirect("alert", alert_id)


@require_POST
@login_required
def switch(request: HttpRequest, alert_id: int) -> HttpResponse:
    """On, or off."""
    user = user_of(request)
    found = get_alert(user, alert_id)
    actions.switch_alert(actor=Acting.on_screen(user), alert=found, is_on=not found.is_on)
    return redirect("alert", alert_id)


@require_POST
@login_required
def removal(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Watch it no more."""
    user = user_of(request)
    actions.remove_alert(actor=Acting.on_screen(user), alert=get_alert(user, alert_id))
    toast(request, _("The alert is gone."))
    return redirect("alerts")


@require_safe
@login_required
def rows(request: HttpRequest, alert_id: int, crossing_id: int) -> HttpResponse:
    """The records that the number was made of when it crossed: those of them that one may see."""
    user = user_of(request)
    found = get_alert(user, alert_id)
    crossing = crossings_of(found).filter(pk=crossing_id).first()
    if crossing is None:
        raise Http404
    behind = Behind(crossing.kind, tuple(crossing.record_ids))
    context = {"records": records_behind(user, behind), "title": crossing.text, "alert": found}
    return render(request, "alerts/rows.html", context, piece="rows")
