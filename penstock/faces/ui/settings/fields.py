"""Custom fields: what this company keeps beside our own fields of companies, persons, leads and opportunities."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penstock.faces.ui.settings.forms import Lines, accepts, moved, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.toasts import toast
from penstock.records.people import actions
from penstock.records.people.models import CustomField
from penstock.records.people.queries import all_custom_fields, custom_fields
from penstock.records.team.acting import Acting

KINDS = [
    ("company", gettext_lazy("Companies")),
    ("person", gettext_lazy("People")),
    ("lead", gettext_lazy("Leads")),
    ("opportunity", gettext_lazy("Opportunities")),
]
TYPES = [
    ("text", gettext_lazy("Text")),
    ("long_text", gettext_lazy("Long text")),
    ("number", gettext_lazy("Number")),
    ("money", gettext_lazy("Money")),
    ("date", gettext_lazy("Date")),
    ("choice", gettext_lazy("One of a list")),
    ("choices", gettext_lazy("Several of a list")),
    ("yes_no", gettext_lazy("Yes or no")),
    ("link", gettext_lazy("Link")),
]


class FieldForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Label"))
    choices = Lines(
        label=gettext_lazy("To choose from"),
        required=False,
        help_text=gettext_lazy("One on each line; for lists only."),
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("Must be filled"),
        required=False,
        help_text=gettext_lazy("The form of a new record asks for it, and nobody can empty it."),
    )
    is_filterable = forms.BooleanField(label=gettext_lazy("Lists can be filtered by it"), required=False)


class NewFieldForm(FieldForm):
    kind = forms.ChoiceField(label=gettext_lazy("Of"), choices=KINDS)
    type = forms.ChoiceField(
        label=gettext_lazy("Type"),
        choices=TYPES,
        help_text=gettext_lazy("It stays: another type is another field."),
    )
    field_order = ("kind", "label", "type")


@require_safe
@section("fields")
def fields(request: HttpRequest, actor: Acting) -> HttpResponse:
    """All of them, by the kind of record."""
    found = all_custom_fields()
    kinds = [(kind, title, [field for field in found if field.kind == kind]) for kind, title in KINDS]
    return settings_page(request, "fields.html", "fields", {"kinds": kinds, "types": dict(TYPES)})


@require_http_methods(["GET", "POST"])
@section("fields")
def new_field(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Make a field."""
    form = NewFieldForm(sent(request), initial={"kind": request.GET.get("kind", "opportunity")})
    if accepts(form, lambda **made: actions.create_custom_field(actor=actor, **made)):
        return redirect("settings-fields")
    return settings_page(request, "field.html", "fields", {"title": _("New field"), "form": form})


@require_http_methods(["GET", "POST"])
@section("fields")
def field(request: HttpRequest, actor: Acting, field_id: int) -> HttpResponse:
    """Rename a field, change its choices and what holds for it."""
    its = _field(field_id)
    form = FieldForm(sent(request), initial={name: getattr(its, name) for name in FieldForm.base_fields})

    def change(**changes: Any) -> None:
        actions.update_custom_field(actor=actor, field=its, changes=changes)

    if accepts(form, change):
        toast(request, _("%(name)s is saved.") % {"name": form.cleaned_data["label"]})
        return redirect("settings-fields")
    return settings_page(request, "field.html", "fields", {"title": its.label, "form": form, "its": its})


@require_POST
@section("fields")
def field_place(request: HttpRequest, actor: Acting, field_id: int) -> HttpResponse:
    """Put a field at another place among those of its kind; 0 is the first."""
    its = _field(field_id)
    order = moved([row.pk for row in custom_fields(its.kind)], its.pk, request.POST.get("position", ""))
    actions.order_custom_fields(actor=actor, kind=its.kind, order=order)
    return redirect("settings-fields")


@require_POST
@section("fields")
def field_removal(request: HttpRequest, actor: Acting, field_id: int) -> HttpResponse:
    """Not shown any more; what it held stays in the records."""
    its = _field(field_id)
    actions.remove_custom_field(actor=actor, field=its)
    undo = reverse("settings-field-return", args=[field_id])
    toast(request, _("The field %(name)s is not shown any more.") % {"name": its.label}, undo=undo)
    return redirect("settings-fields")


@require_POST
@section("fields")
def field_return(request: HttpRequest, actor: Acting, field_id: int) -> HttpResponse:
    """Shown again, with what it held."""
    actions.restore_custom_field(actor=actor, field=CustomField(pk=field_id))
    return redirect("settings-fields")


def _field(field_id: int) -> CustomField:
    found = next((field for field in all_custom_fields() if field.pk == field_id), None)
    if found is None:
        raise Http404
    return found
