"""What every answer of the screens carries: the policy with its nonce, and the person's language, zone and theme."""

import secrets
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from penstock.faces.ui.errors import bad_request, refused
from penstock.faces.ui.viewer import Seller, make_viewer, zone_or_none
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.remembering import remembering
from penstock.records.people.queries import MergedInto
from penstock.records.workspace.queries import current

Next = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: Next) -> Next:
    """Only our own files, and of scripts only those that carry this answer's nonce and what they import.
    A view that needs another policy (the API's page, an embedded form) sets the header itself."""

    def answer(request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(nonce))
        return response

    return answer


def policy(nonce: str) -> str:
    """The policy of our pages: no inline handler, no inline style, no eval, no frame around us."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'nonce-{nonce}' 'strict-dynamic'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def hx_redirect(get_response: Next) -> Next:
    """A redirect means "go there" for HTMX too: fetch would follow it unseen and swap a page into a piece."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.headers.get("HX-Request") == "true" and response.status_code in (301, 302, 303):
            response.headers["HX-Redirect"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        return response

    return answer


def refusals(get_response: Next) -> Next:
    """What an action refuses becomes a message in this one place, unless the view shows it in its form."""

    def refuse(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MergedInto) and request.method in ("GET", "HEAD"):
            return _to_where_it_counts(request, exception)
        return refused(request, exception) if isinstance(exception, Refused) else None

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    answer.process_exception = refuse  # type: ignore[attr-defined]
    return answer


def remember(get_response: Next) -> Next:
    """What processes remember holds for the span of an answer (base/remembering.py)."""

    def answer(request: HttpRequest) -> HttpResponse:
        with remembering():
            return get_response(request)

    return answer


def storable(get_response: Next) -> Next:
    """PostgreSQL keeps any character but NUL, which no form of ours sends: 400, before a view stumbles over it."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and any(
            "\x00" in str(text) for one in request.POST.lists() for text in one[1]
        ):
            return bad_request(request)
        return get_response(request)

    return answer


def viewer(get_response: Next) -> Next:
    """Times and words of this answer are in the person's zone and language."""

    def answer(request: HttpRequest) -> HttpResponse:
        seller = cast(Seller, request.user) if request.user.is_authenticated else None
        zone = (zone_or_none(seller.zone) or current().tzinfo) if seller else None
        language = seller.language if seller else ""
        with (
            timezone.override(zone),
            translation.override(language or translation.get_language_from_request(request)),
        ):
            request.viewer = make_viewer(request, seller)  # type: ignore[attr-defined]
            return get_response(request)

    return answer


def _to_where_it_counts(request: HttpRequest, merged: MergedInto) -> HttpResponse:
    """The page of a record that was made one with another leads to that one; unmerged, it is there again."""
    match = request.resolver_match
    assert match is not None
    address = reverse(match.view_name, kwargs={**match.kwargs, "pk": merged.into_id})
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
