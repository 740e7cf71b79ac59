"""Notes, tasks and files of a record: /opportunities/12/notes and the like."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from penstock.faces.ui.asof import Look
from penstock.faces.ui.record.doors import to_write_about
from penstock.faces.ui.record.kinds import Kind
from penstock.faces.ui.record.page import timeline_context
from penstock.faces.ui.rendering import render, wants_piece
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast, toast_error
from penstock.faces.views.given import day_or_none, row_or_none
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.values.period import end_of_day
from penstock.records.activities.actions import (
    add_task,
    attach_file,
    finish_task,
    log_call,
    write_note,
)
from penstock.records.activities.mentions import mentioned_in
from penstock.records.activities.models import Activity
from penstock.records.activities.queries import opened_file
from penstock.records.team.acting import Acting
from penstock.records.team.models import User
from penstock.records.team.queries import colleagues
from penstock.records.workspace.queries import current


@login_required
@require_POST
def notes(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """Write one; @name tells that user, and who wrote it hears whom it did not reach."""
    return _written(request, pk, kind, write_note, _("Noted"), text=request.POST.get("text", ""))


@login_required
@require_POST
def calls(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """Log one that took place now."""
    return _written(request, pk, kind, log_call, _("Call logged"), text=request.POST.get("text", ""))


@login_required
@require_POST
def tasks(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """Add one, for oneself or somebody else, due by the end of a day."""
    day = day_or_none(request.POST.get("due_on", ""))
    # Their own day: who is in Auckland does not mean the workspace's in Los Angeles.
    zone = ZoneInfo(timezone.get_current_timezone_name())
    due_at = end_of_day(day, zone).replace(microsecond=0) if day else None
    return _written(
        request,
        pk,
        kind,
        add_task,
        _("Task added"),
        text=request.POST.get("text", ""),
        due_at=due_at,
        user=_colleague(request.POST.get("user", "")),
    )


@login_required
@require_POST
def files(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """Attach one."""
    to_write_about(request, kind, pk)
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused(_("Choose a file first."), field="file")
    return _written(request, pk, kind, attach_file, _("File attached"), upload=upload)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, activity: int, kind: Kind) -> FileResponse:
    """Its bytes, always as a download: what somebody uploaded never runs in our pages."""
    row = _activity_of(request, pk, activity, kind)
    kept, stream = opened_file(row)
    return FileResponse(
        stream, as_attachment=True, filename=kept.name, content_type="application/octet-stream"
    )


@login_required
@require_POST
def completion(request: HttpRequest, pk: int, activity: int, kind: Kind) -> HttpResponse:
    """A task is done; with `undo`, not done after all."""
    task, is_done = _activity_of(request, pk, activity, kind), "undo" not in request.POST
    finish_task(actor=Acting.on_screen(user_of(request)), task=task, is_done=is_done)
    return _timeline(request, kind, kind.find(user_of(request), pk))


def _written(
    request: HttpRequest, pk: int, kind: Kind, write: Callable[..., Activity], said: str, **values: Any
) -> HttpResponse:
    record = to_write_about(request, kind, pk)
    written = write(actor=Acting.on_screen(user_of(request)), **{kind.name: record}, **values)
    toast(request, said)
    if written.type == Activity.Type.NOTE:
        _say_whom_it_missed(request, written)
    return _timeline(request, kind, record)


def _say_whom_it_missed(request: HttpRequest, note: Activity) -> None:
    mentioned = mentioned_in(note)
    if mentioned.unknown:
        names = ", ".join(f"@{word}" for word in mentioned.unknown)
        toast_error(request, _("Nobody here is called %(names)s, so nobody was told.") % {"names": names})
    if mentioned.blind:
        names = ", ".join(user.name for user in mentioned.blind)
        toast_error(request, _("This is not for %(names)s to see, so they were not told.") % {"names": names})


def _timeline(request: HttpRequest, kind: Kind, record: Any) -> HttpResponse:
    if not wants_piece(request):
        return HttpResponseRedirect(reverse(kind.name, args=[record.pk]))
    now = timezone.now()
    look = Look(now.astimezone(current().tzinfo).date())
    return render(
        request, "record/timeline.html", timeline_context(request, kind, record, look, now), piece="timeline"
    )


def _activity_of(request: HttpRequest, pk: int, activity: int, kind: Kind) -> Activity:
    record = kind.find(user_of(request), pk)
    found = (
        Activity.objects.select_related("file")
        .filter(pk=activity, is_removed=False, **{kind.name: record})
        .first()
    )
    if found is None:
        raise Http404
    return found


def _colleague(text: str) -> User | None:
    return row_or_none(colleagues(), text)
