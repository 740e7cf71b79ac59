"""The few pages that belong to no record: the list of keys, and how this device shows things."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from penstock.faces.ui.navigation import key_groups
from penstock.faces.ui.rendering import render
from penstock.faces.ui.viewer import DENSITIES, THEMES

A_YEAR = 60 * 60 * 24 * 365


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The page behind `?`."""
    return render(request, "keys.html", {"groups": list(key_groups())}, piece="keys")


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep theme and density in this browser, then go back to where one was."""
    response = HttpResponseRedirect(_back(request))
    for name, choices in {"theme": THEMES, "density": DENSITIES}.items():
        if request.POST.get(name) in choices:
            response.set_cookie(
                name, request.POST[name], max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
            )
    return response


def _back(request: HttpRequest) -> str:
    given = request.POST.get("next", "")
    return given if url_has_allowed_host_and_scheme(given, allowed_hosts=None) else "/"
