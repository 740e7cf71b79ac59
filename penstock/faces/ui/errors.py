"""When a page can't be given: what happened, what was kept, what to do. HTMX gets it as a toast instead."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from penstock.faces.ui.rendering import render, wants_piece
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.unavailable import why_unavailable


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that no form of ours sends."""
    return sorry(
        request, 400, _("That request made no sense"), _("Nothing was changed. Go back and try again.")
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: seen, but not for this person to do."""
    return sorry(
        request,
        403,
        _("You may not do this"),
        _("Nothing was changed. An administrator can give you the role that it needs."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the sign-in (or was not ours)."""
    return sorry(
        request,
        403,
        _("This form is too old"),
        _(
            "Nothing was changed. You signed in or out since it was opened: reload the page and send it again."
        ),
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this person to see, which must look the same."""
    return sorry(
        request,
        404,
        _("There is nothing here"),
        _("It was removed, never existed, or is not yours to see."),
    )


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """403, 404, 409 or 422: an action said no, and the view had no form to say it in."""
    titles = {
        403: _("You may not do this"),
        404: _("There is nothing here"),
        410: _("This counts as another by now"),
        409: _("Somebody changed this meanwhile"),
    }
    return sorry(
        request, exception.status, titles.get(exception.status, _("This can't be done")), str(exception)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours to mend; 503: to be waited for. Reads no record, because the database may be what failed."""
    why = why_unavailable(sys.exc_info()[1])
    if why is not None:
        safe = _("What you saved before is safe; the last step may not be.")
        title, until = {
            "disk_full": (
                _("The disk is full"),
                _("As soon as the administrator frees some space it goes on."),
            ),
            "database_away": (_("The database does not answer"), _("Try again in a moment: we wait for it.")),
        }[why]
        return sorry(request, 503, title, f"{safe} {until}")
    return sorry(
        request,
        500,
        _("Something broke on our side"),
        _(
            "What you saved before is safe; the last step may not be. The administrator finds the cause in the log."
        ),
    )


def sorry(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """The page that says so; for a piece, a toast in place of the swap."""
    context: dict[str, Any] = {"title": title, "text": text, "status": status}
    if not wants_piece(request):
        return render(request, "error.html", context, status=status)
    response = render(request, "_error_toast.html", context, status=status)
    response.headers["HX-Retarget"] = "#toasts"
    response.headers["HX-Reswap"] = "beforeend"
    return response
