"""Currencies: what one unit of each is worth in the home currency, from which day on."""

from datetime import date
from decimal import Decimal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.toasts import toast
from penstock.records.team.acting import Acting
from penstock.records.workspace import queries
from penstock.records.workspace.actions import remove_rate, restore_rate, set_rate


class RateForm(forms.Form):
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, help_text=gettext_lazy("Its code, such as USD.")
    )
    starts_on = forms.DateField(
        label=gettext_lazy("From this day on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    rate = forms.DecimalField(
        label=gettext_lazy("One unit is worth"), max_digits=20, decimal_places=10, widget=forms.TextInput
    )


@require_http_methods(["GET", "POST"])
@section("rates")
def rates(request: HttpRequest, actor: Acting) -> HttpResponse:
    """All rates, with a form for one more; the same day again replaces it."""
    workspace = queries.current()
    form = RateForm(sent(request), initial={"starts_on": queries.today(workspace).isoformat()})

    def add(currency: str, starts_on: date, rate: Decimal) -> None:
        set_rate(actor=actor.ledger, currency=currency, starts_on=starts_on, rate=rate)

    if accepts(form, add):
        return redirect("settings-rates")
    context = {"form": form, "rates": queries.rates(), "home": workspace.home_currency}
    return settings_page(request, "rates.html", "rates", context)


@require_POST
@section("rates")
def rate_removal(request: HttpRequest, actor: Acting, rate_id: int) -> HttpResponse:
    """A rate that should not have been there."""
    found = queries.rates().filter(pk=rate_id).first()
    if found is None:
        raise Http404
    remove_rate(actor=actor.ledger, rate=found)
    undo = reverse("settings-rate-return", args=[rate_id])
    toast(request, _("The rate of %(currency)s is gone.") % {"currency": found.currency}, undo=undo)
    return redirect("settings-rates")


@require_POST
@section("rates")
def rate_return(request: HttpRequest, actor: Acting, rate_id: int) -> HttpResponse:
    """A removed rate is in force again."""
    found = queries.get_rate(rate_id)
    if found is None:
        raise Http404
    restore_rate(actor=actor.ledger, rate=found)
    return redirect("settings-rates")
