"""What the whole installation shares; and the sample's way out."""

from typing import Any

from babel.dates import get_day_names, get_month_names
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from penstock.exchange.sample.jobs import ask_for_removal
from penstock.exchange.sample.queries import is_sample
from penstock.faces.ui.formats import locale
from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.settings.you import zone_choices
from penstock.faces.ui.toasts import toast
from penstock.records.team.acting import Acting
from penstock.records.workspace.actions import update_workspace
from penstock.records.workspace.queries import current

SEES = [
    ("own", gettext_lazy("What is their own")),
    ("team", gettext_lazy("What is their team's")),
    ("all", gettext_lazy("Everything")),
]


class WorkspaceForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"))
    home_currency = forms.CharField(
        label=gettext_lazy("Home currency"),
        max_length=3,
        help_text=gettext_lazy(
            "Its code, such as EUR. Sums are in it; others are converted by their dated rates."
        ),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone of reports"))
    history_complete_from = forms.DateField(
        label=gettext_lazy("History is complete from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "Before this day nobody can tell new customers from existing ones. Empty: all is known."
        ),
    )
    week_start = forms.TypedChoiceField(label=gettext_lazy("The week begins on"), coerce=int)
    fiscal_start_month = forms.TypedChoiceField(label=gettext_lazy("The fiscal year begins in"), coerce=int)
    representatives_see = forms.ChoiceField(label=gettext_lazy("Representatives see"), choices=SEES)
    viewers_see = forms.ChoiceField(label=gettext_lazy("Viewers see"), choices=SEES)
    representatives_may_export = forms.BooleanField(
        label=gettext_lazy("Representatives may export what they see"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days, months = get_day_names("wide", locale=locale()), get_month_names("wide", locale=locale())
        self.offer("zone", zone_choices())
        self.offer("week_start", [(day, days[day]) for day in range(7)])
        self.offer("fiscal_start_month", [(month, months[month]) for month in range(1, 13)])

    def offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_home_currency(self) -> str:
        return str(self.cleaned_data["home_currency"]).upper()


@require_http_methods(["GET", "POST"])
@section("workspace")
def workspace(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Name, money, time, and who sees how much."""
    its = current()
    form = WorkspaceForm(
        sent(request), initial={name: getattr(its, name) for name in WorkspaceForm.base_fields}
    )
    if accepts(form, lambda **changes: update_workspace(actor=actor.ledger, changes=changes)):
        toast(request, _("Saved."))
        return redirect("settings-workspace")
    return settings_page(request, "workspace.html", "workspace", {"form": form, "is_sample": is_sample()})


@require_POST
@section("workspace")
def sample_removal(request: HttpRequest, actor: Acting) -> HttpResponse:
    """The simulated company goes; what people made stays."""
    ask_for_removal(actor=actor)
    return redirect("sample")
