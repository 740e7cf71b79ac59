"""What somebody has to do."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from penstock.records.activities.models import Activity
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import User

ABOUT = ("opportunity", "lead", "lead__person", "person", "company")


def open_tasks_of(user: User) -> QuerySet[Activity]:
    """What is theirs to do, what is due first first, with what it is about."""
    tasks = Activity.objects.filter(type=Activity.Type.TASK, user=user, done_at=None, is_removed=False)
    return tasks.select_related(*ABOUT).order_by(F("due_at").asc(nulls_last=True), "id")


def get_task(user: User, id: int) -> Activity:
    """A task of their own, done or not. Raises NotVisible."""
    found = Activity.objects.filter(type=Activity.Type.TASK, user=user, is_removed=False, id=id).first()
    if found is None:
        raise NotVisible(_("There is no such task."))
    return found
