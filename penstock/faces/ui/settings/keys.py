"""API keys: one's own, and for an administrator everybody's."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.settings.users import ROLES
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.records.team.acting import ROLES_WITHIN, Acting
from penstock.records.team.keys import create_key, end_key, keys_visible_to
from penstock.records.team.models import Role


class KeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("What it is for: the program or the place.")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("May do what this role may"),
        help_text=gettext_lazy("It sees what you see, and never more."),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: object, actor: Acting, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [row for row in ROLES if row[0] in ROLES_WITHIN[actor.role]]


@require_safe
@section("keys")
def keys(request: HttpRequest, actor: Acting) -> HttpResponse:
    """The keys that one may see."""
    context = {"keys": keys_visible_to(user_of(request)), "roles": dict(ROLES)}
    return settings_page(request, "keys.html", "keys", context)


@require_http_methods(["GET", "POST"])
@section("keys")
@never_cache
def new_key(request: HttpRequest, actor: Acting) -> HttpResponse:
    """Make a key of one's own; its secret is on the answer, and nowhere else."""
    form = KeyForm(sent(request), actor=actor, initial={"role": Role.VIEWER})
    secrets: list[str] = []

    def make(name: str, role: str, last_day: date | None) -> None:
        ends = (
            timezone.make_aware(datetime.combine(last_day, time()) + timedelta(days=1)) if last_day else None
        )
        secrets.append(create_key(actor=actor, name=name, role=role, now=timezone.now(), expires_at=ends)[1])

    if accepts(form, make):
        context = {"name": form.cleaned_data["name"], "secret": secrets[0]}
        return settings_page(request, "secret.html", "keys", context)
    context = {"title": _("New key"), "form": form}
    return settings_page(request, "key.html", "keys", context)


@require_POST
@section("keys")
def key_end(request: HttpRequest, actor: Acting, key_id: int) -> HttpResponse:
    """The key opens nothing from now on."""
    key = keys_visible_to(user_of(request)).filter(pk=key_id).first()
    if key is None:
        raise Http404
    end_key(actor=actor, key=key, now=timezone.now())
    toast(request, _("The key %(name)s opens nothing any more.") % {"name": key.name})
    return redirect("settings-keys")
