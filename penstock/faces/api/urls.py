"""The addresses of the API: all operations behind the gate, the document and the page about them in front of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from penstock.faces.api import page
from penstock.faces.api.api import api
from penstock.faces.api.errors import refusal
from penstock.faces.api.gate import gated


def _gated(pattern: URLPattern) -> URLPattern:
    pattern.callback = gated(pattern.callback)
    return pattern


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """An address that is no operation: the API's 404, not the screens'."""
    return refusal(404, "There is no such address. GET /api/ shows what there is.")


operations, _app, _namespace = api.urls

app_name = "api"
urlpatterns = [
    path("", page.overview, name="overview"),
    path("openapi.json", page.document, name="document"),
    *[_gated(pattern) for pattern in operations if pattern.name != "api-root"],
    path("", page.overview, name="api-root"),
    re_path("", nothing_here),
]
