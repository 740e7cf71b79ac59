"""The entrance of the settings, and one's own page: name, zone, language, look; password, second factor, sessions."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings as installation
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from penstock.faces.ui.settings.forms import accepts, sent
from penstock.faces.ui.settings.sections import section, settings_page
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.actions import update_own_page

THEMES = [
    ("auto", gettext_lazy("As the device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]
DENSITIES = [("compact", gettext_lazy("Compact")), ("comfortable", gettext_lazy("Comfortable"))]


def zone_choices() -> list[tuple[str, str]]:
    """The zones of places, as people look for them."""
    zones = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/"))
    )
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *zones]]


class OwnForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"))
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("As the browser")), *installation.LANGUAGES],
    )
    theme = forms.ChoiceField(label=gettext_lazy("Colours"), choices=THEMES)
    density = forms.ChoiceField(label=gettext_lazy("Rows"), choices=DENSITIES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = [("", _("As the workspace")), *zone_choices()]


@require_safe
@login_required
def entrance(request: HttpRequest) -> HttpResponse:
    """The first section that is more than one's own page, for those who have one."""
    administers = rules.may_administer(Acting.on_screen(user_of(request)))
    return redirect("settings-workspace" if administers else "settings-you")


@require_http_methods(["GET", "POST"])
@section("you")
def you(request: HttpRequest, actor: Acting) -> HttpResponse:
    """One's own name, zone, language and look."""
    user = user_of(request)
    form = OwnForm(sent(request), initial={name: getattr(user, name) for name in OwnForm.base_fields})
    if accepts(form, lambda **changes: update_own_page(actor=actor, changes=changes)):
        toast(request, _("Saved."))
        return _forget_device_look(redirect("settings-you"))
    return settings_page(request, "you.html", "you", {"form": form})


def _forget_device_look(response: HttpResponse) -> HttpResponse:
    """What was chosen on this device beats what was just chosen here, so it goes."""
    for name in ("theme", "density"):
        response.delete_cookie(name, samesite="Lax")
    return response
