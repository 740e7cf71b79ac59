"""What somebody has to do, and the files of a record."""

from collections.abc import Callable
from typing import Any, BinaryIO

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from penstock.records.activities.models import Activity
from penstock.records.leads.queries import leads_visible_to
from penstock.records.people.queries import companies_visible_to, persons_visible_to
from penstock.records.pipeline.queries import opportunities_visible_to
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import User
from penstock.records.workspace.models import File

ABOUT = ("opportunity", "lead", "lead__person", "person", "company")


def open_tasks_of(user: User) -> QuerySet[Activity]:
    """What is theirs to do, what is due first first, with what it is about."""
    tasks = Activity.objects.filter(type=Activity.Type.TASK, user=user, done_at=None, is_removed=False)
    return tasks.select_related(*ABOUT).order_by(F("due_at").asc(nulls_last=True), "id")


def sees(user: User, activity: Activity) -> bool:
    """Whether someone sees a record that an activity is about."""
    doors: list[tuple[Callable[[User], QuerySet[Any]], int | None]] = [
        (companies_visible_to, activity.company_id),
        (persons_visible_to, activity.person_id),
        (leads_visible_to, activity.lead_id),
        (opportunities_visible_to, activity.opportunity_id),
    ]
    return any(id is not None and door(user).filter(pk=id).exists() for door, id in doors)


def files_about(kind: str, id: int) -> QuerySet[Activity]:
    """The files of a record, the newest first, with who attached them."""
    files = Activity.objects.filter(type=Activity.Type.FILE, is_removed=False, **{f"{kind}_id": id})
    return files.exclude(file=None).select_related("file", "user").order_by("-at", "-id")


def opened_file(activity: Activity) -> tuple[File, BinaryIO]:
    """A file and its bytes, from the beginning. Raises NotVisible for what is no file, or lost its bytes."""
    if activity.file is None:
        raise NotVisible(_("There is no such file."))
    try:
        return activity.file, (settings.MEDIA_ROOT / activity.file.digest[:2] / activity.file.digest).open(
            "rb"
        )
    except OSError as error:
        raise NotVisible(_("The bytes of this file are not on this machine any more.")) from error


def get_task(user: User, id: int) -> Activity:
    """A task of their own, done or not. Raises NotVisible."""
    found = Activity.objects.filter(type=Activity.Type.TASK, user=user, is_removed=False, id=id).first()
    if found is None:
        raise NotVisible(_("There is no such task."))
    return found
