"""Where a request fails before any face of ours had it, as with the session of a database that is away: each face answers in
its own words."""

import sys

from django.http import HttpRequest, HttpResponse

from penstock.faces.api.errors import broken
from penstock.faces.ui import errors


def server_error(request: HttpRequest) -> HttpResponse:
    """500 or 503, as JSON under /api/."""
    error = sys.exc_info()[1]
    if request.path.startswith("/api/") and isinstance(error, Exception):
        return broken(request, error)
    return errors.server_error(request)
