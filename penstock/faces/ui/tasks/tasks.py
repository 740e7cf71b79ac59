"""What is mine to do: overdue, today, later, some day; done by one click, and not done after all by another."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from penstock.faces.ui.rendering import render, wants_piece
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.tasks.places import place_of
from penstock.faces.ui.toasts import toast
from penstock.records.activities.actions import finish_task
from penstock.records.activities.models import Activity
from penstock.records.activities.queries import get_task, open_tasks_of
from penstock.records.team.acting import Acting


@require_safe
@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """The open ones, by when they are due."""
    return _open_tasks(request)


@require_POST
@login_required
def completion(request: HttpRequest, task_id: int) -> HttpResponse:
    """Done; the toast takes it back."""
    task = get_task(user_of(request), task_id)
    finish_task(actor=Acting.on_screen(user_of(request)), task=task)
    toast(
        request,
        _("Done: %(text)s") % {"text": task.text},
        undo=reverse("task-completion-undo", args=[task.pk]),
    )
    if not wants_piece(request):
        return redirect("tasks")
    return _open_tasks(request)


@require_POST
@login_required
def completion_undo(request: HttpRequest, task_id: int) -> HttpResponse:
    """Not done after all."""
    task = get_task(user_of(request), task_id)
    finish_task(actor=Acting.on_screen(user_of(request)), task=task, is_done=False)
    return redirect("tasks")


def groups(found: Iterable[Activity], today: date) -> list[tuple[str, list[dict[str, Any]]]]:
    """The tasks under their headings, each with the record that it is about; headings without tasks are left out."""
    titles = [_("Overdue"), _("Today"), _("Later"), _("Some day")]
    rows: list[list[dict[str, Any]]] = [[], [], [], []]
    for task in found:
        rows[_urgency(task, today)].append({"task": task, "place": place_of(task)})
    return [(title, its) for title, its in zip(titles, rows, strict=True) if its]


def _urgency(task: Activity, today: date) -> int:
    if task.due_at is None:
        return 3
    day = timezone.localtime(task.due_at).date()
    return (day >= today) + (day > today)


def _open_tasks(request: HttpRequest) -> HttpResponse:
    found = list(open_tasks_of(user_of(request)))
    context = {"groups": groups(found, timezone.localdate()), "count": len(found)}
    return render(request, "tasks/tasks.html", context, piece="tasks")
