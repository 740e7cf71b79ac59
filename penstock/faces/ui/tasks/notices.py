"""What one was told: mentions, tasks from others. The menu shows how many are new."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from penstock.faces.ui.formats import number
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.tasks.places import record_address
from penstock.records.channels.notice import count_unread, mark_read, notices_of

SHOWN = 100


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The newest ones, unread ones marked."""
    found = [
        (notice, record_address(notice.kind, notice.record_id))
        for notice in notices_of(user_of(request).id)[:SHOWN]
    ]
    context = {
        "notices": found,
        "unread": any(notice.read_at is None for notice, _address in found),
        "shown": SHOWN,
    }
    return render(request, "tasks/notices.html", context)


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many are new, for the menu: a number, or nothing. A page that outlived its session is left as it is,
    not sent to sign in: somebody may be writing on it."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    unread = count_unread(user_of(request).id)
    response = HttpResponse(number(unread) if unread else "")
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def reading(request: HttpRequest) -> HttpResponse:
    """All of it is read."""
    mark_read(user_of(request).id, now=timezone.now())
    return redirect("notices")
