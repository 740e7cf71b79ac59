"""Leads: one person's interest at one time, from the raised hand to converted or disqualified."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F

from penstock.foundation.base.models import SortKey, Tracked
from penstock.records.people.models import Company, Person


class LeadSource(Tracked):
    """By which way leads and opportunities come: the company's own list."""

    is_remembered = True
    name = models.TextField()
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "lead_source"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Lead(Tracked):
    """An expression of interest. What an import does not say about the person stays empty."""

    class Status(models.TextChoices):
        NEW = "new"
        WORKING = "working"
        MARKETING_QUALIFIED = "marketing_qualified"
        SALES_QUALIFIED = "sales_qualified"
        CONVERTED = "converted"
        DISQUALIFIED = "disqualified"

    class Intent(models.TextChoices):
        LEARNING = "learning"
        COMPARING = "comparing"
        BUYING = "buying"

    OPEN = (Status.NEW, Status.WORKING, Status.MARKETING_QUALIFIED, Status.SALES_QUALIFIED)

    name = models.TextField()
    sort_name = models.GeneratedField(
        expression=SortKey(F("name")), output_field=models.TextField(), db_persist=True
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="leads")
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    source = models.ForeignKey(
        LeadSource, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.TextField(choices=Status.choices, default=Status.NEW)
    status_since = models.DateTimeField(null=True, editable=False)
    intent = models.TextField(choices=Intent.choices, blank=True, default="")
    message = models.TextField(blank=True, default="")
    disqualified_reason = models.TextField(blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    last_activity_at = models.DateTimeField(null=True, editable=False)
    custom = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "lead"
        indexes = [
            models.Index(fields=["sort_name", "id"], name="lead_by_name"),
            GinIndex(fields=["sort_name"], opclasses=["gin_trgm_ops"], name="lead_search"),
            models.Index(fields=["status", "-created_at"], name="lead_by_status"),
            models.Index(fields=["owner", "status"], name="lead_of_owner"),
            models.Index(fields=["-created_at", "-id"], name="lead_newest"),
        ]

    def __str__(self) -> str:
        return self.name
