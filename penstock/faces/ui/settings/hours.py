"""When the company works, by which clocks run in business hours; and the bands that reports group by."""

from datetime import date
from typing import Any

from babel.dates import get_day_names
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from penstock.faces.ui.formats import locale
from penstock.faces.ui.settings.forms import Lines, accepts, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.toasts import toast
from penstock.records.team.acting import Acting
from penstock.records.workspace.actions import update_workspace
from penstock.records.workspace.queries import current


class Days(Lines):
    """Several days, one on each line, as 2026-12-25."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        try:
            return [date.fromisoformat(line) for line in super().to_python(value)]
        except ValueError as error:
            raise ValidationError(_("A day is written as 2026-12-25, one on each line.")) from error


class Edges(forms.CharField):
    """Whole numbers between commas or blanks; a point, a comma without a blank or an apostrophe is no separator."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = str(value or "").replace(",", " ").split()
        if not all(word.isascii() and word.isdecimal() and len(word) < 16 for word in words):
            raise ValidationError(_("Whole numbers, with a comma between: 1000, 10000."))
        return [int(word) for word in words]


class HoursForm(forms.Form):
    work_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Work days"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    work_starts = forms.TimeField(
        label=gettext_lazy("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    work_ends = forms.TimeField(
        label=gettext_lazy("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    holidays = Days(
        label=gettext_lazy("Holidays"),
        required=False,
        help_text=gettext_lazy("Days without work, one on each line, as 2026-12-25."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, names = self.fields["work_days"], get_day_names("wide", locale=locale())
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(day, names[day]) for day in range(7)]


class BandsForm(forms.Form):
    amount_bands = Edges(
        label=gettext_lazy("Amounts"),
        help_text=gettext_lazy("The edges between the bands, in the home currency, with a comma between."),
    )
    company_size_bands = Edges(
        label=gettext_lazy("Company sizes"),
        help_text=gettext_lazy("The most employees of each band, with a comma between."),
    )
    lead_cap = forms.IntegerField(
        label=gettext_lazy("Open leads of one owner"),
        min_value=1,
        help_text=gettext_lazy("More are too many: the report of leaks looks at what becomes of them."),
    )


@require_http_methods(["GET", "POST"])
@section("hours")
def hours(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Work days, hours and holidays."""
    return _settings(request, actor, HoursForm, "hours", _("Working hours"))


@require_http_methods(["GET", "POST"])
@section("bands")
def bands(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Bands of amounts and of company sizes, and the cap of leads."""
    return _settings(request, actor, BandsForm, "bands", _("Bands of reports"))


def _settings(
    request: HttpRequest, actor: Acting, kind: type[forms.Form], name: str, title: str
) -> HttpResponse:
    its = current()
    form = kind(sent(request), initial={field: getattr(its, field) for field in kind.base_fields})
    if accepts(form, lambda **changes: update_workspace(actor=actor.ledger, changes=changes)):
        toast(request, _("Saved."))
        return redirect(f"settings-{name}")
    return settings_page(request, "hours.html", name, {"title": title, "form": form})
