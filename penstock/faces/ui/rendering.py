"""Page or fragment: one helper decides, so that the same address can answer both and Back never shows half a page."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from jinja2_fragments import render_blocks

from penstock.faces.ui import navigation
from penstock.faces.ui.menu import menu
from penstock.faces.ui.viewer import viewer_of

VARIES = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request")


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    piece: str | Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The whole page, or only the block (or blocks) `piece` when HTMX asks for a part of it.

    Toasts that wait come along with a piece, into their own place.
    """
    engine = cast(Jinja2, engines["jinja2"])
    pieces = [piece] if piece and isinstance(piece, str) else list(piece)
    whole = _whole_context(request, engine, context or {})
    if pieces and wants_piece(request):
        html = render_blocks(engine.env, template, pieces, whole) + _waiting_toasts(request, engine, whole)
    else:
        html = engine.env.get_template(template).render(whole)
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, VARIES)
    return response


def wants_piece(request: HttpRequest) -> bool:
    """Whether HTMX asks for a part: not when it restores a page from history, not when it swaps the whole."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-History-Restore-Request") != "true"
        and headers.get("HX-Request-Type") != "full"
    )


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page has, ours and those that allauth renders (settings name it as a context processor)."""
    return {
        "now": timezone.now(),
        "nonce": getattr(request, "csp_nonce", ""),
        "viewer": viewer_of(request),
        "user": getattr(request, "user", None),
        "path": request.path,
        "here": lambda **changes: here(request, **changes),
        "places": lambda: navigation.places(lambda role: viewer_of(request).may(role)),
        "menu": lambda template: menu(request, template),
        "toasts": lambda: get_messages(request),
    }


def here(request: HttpRequest, **changes: Any) -> str:
    """The address of this page with some of its ?state changed: None takes a parameter away, a list gives it several
    values. A change of state starts at the first page again."""
    return address_with(request.path, request.GET, **changes)


def address_with(path: str, given: QueryDict, **changes: Any) -> str:
    """As `here`, for the page of which an answer shows a part."""
    state = given.copy()
    state.pop("page", None)
    for name, value in changes.items():
        state.pop(name, None)
        if value is not None:
            state.setlist(name, value if isinstance(value, list) else [str(value)])
    return f"{path}?{state.urlencode()}" if state else path


def _whole_context(request: HttpRequest, engine: Jinja2, context: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "request": request,
        # Made once for a page, however many forms it has, and not at all for one that has none.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
    }
    for processor in engine.template_context_processors:
        whole |= processor(request)
    return whole | context


def _waiting_toasts(request: HttpRequest, engine: Jinja2, whole: dict[str, Any]) -> str:
    if not len(get_messages(request)):
        return ""
    return engine.env.get_template("_toasts.html").render(whole)
