"""What was done or is due with a person: notes, tasks, calls, files. The timeline reads it beside the ledger."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from penstock.foundation.base.models import Tracked
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.models import Opportunity
from penstock.records.workspace.models import File


class Activity(Tracked):
    """Something done or due. `at` is when it was done; an open task has `due_at` and no `done_at`."""

    class Type(models.TextChoices):
        NOTE = "note"
        TASK = "task"
        CALL = "call"
        MEETING = "meeting"
        MESSAGE = "message"
        FILE = "file"

    # What counts for staleness (METRICS.md, 2): what a human did with a person, not what is only planned.
    HUMAN = (Type.NOTE, Type.CALL, Type.MEETING, Type.MESSAGE)

    type = models.TextField(choices=Type.choices)
    at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="activities"
    )
    text = models.TextField(blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    lead = models.ForeignKey(
        Lead, null=True, blank=True, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    opportunity = models.ForeignKey(
        Opportunity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        db_index=False,
    )

    class Meta:
        db_table = "activity"
        indexes = [
            models.Index(
                fields=["opportunity", "-at"], condition=~Q(opportunity=None), name="activity_of_opportunity"
            ),
            models.Index(fields=["person", "-at"], condition=~Q(person=None), name="activity_of_person"),
            models.Index(fields=["company", "-at"], condition=~Q(company=None), name="activity_of_company"),
            models.Index(fields=["lead", "-at"], condition=~Q(lead=None), name="activity_of_lead"),
            models.Index(
                fields=["user", "due_at"], condition=Q(type="task", done_at=None), name="activity_due"
            ),
        ]
