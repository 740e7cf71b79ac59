"""Pipelines and opportunities: possible sales on their way through stages."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from penstock.foundation.base.models import SortKey, Tracked
from penstock.records.leads.models import Lead, LeadSource
from penstock.records.people.models import Company, Person


class Pipeline(Tracked):
    """A way that opportunities take; the company has as many as it wants."""

    is_remembered = True
    name = models.TextField()
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "pipeline"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Stage(Tracked):
    """A place in a pipeline. `kind` carries the meaning, the name is the company's own."""

    is_remembered = True

    class Kind(models.TextChoices):
        OPEN = "open"
        WON = "won"
        LOST = "lost"

    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="stages")
    name = models.TextField()
    kind = models.TextField(choices=Kind.choices, default=Kind.OPEN)
    position = models.SmallIntegerField(default=0)
    probability = models.DecimalField(max_digits=5, decimal_places=4)
    expected_days = models.SmallIntegerField(null=True, blank=True)
    stale_after_days = models.SmallIntegerField(null=True, blank=True)
    guidance = models.TextField(blank=True, default="")
    # What an opportunity must have to enter: fields by name (custom.KEY for custom ones), and ticks on a checklist.
    required_fields = ArrayField(models.TextField(), default=list, blank=True)
    checklist = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        db_table = "stage"
        ordering = ["pipeline_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="open", probability__range=(0, 1))
                | Q(kind="won", probability=1)
                | Q(kind="lost", probability=0),
                name="stage_probability_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.kind == self.Kind.OPEN


class LossReason(Tracked):
    """Why a sale was lost; some are ours to change."""

    is_remembered = True
    name = models.TextField()
    is_ours_to_change = models.BooleanField(default=True)
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "loss_reason"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Competitor(Tracked):
    is_remembered = True
    name = models.TextField()

    class Meta:
        db_table = "competitor"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Opportunity(Tracked):
    """A possible sale to a company. A stage that no source recorded is empty, in the past only."""

    name = models.TextField()
    sort_name = models.GeneratedField(
        expression=SortKey(F("name")), output_field=models.TextField(), db_persist=True
    )
    pipeline = models.ForeignKey(
        Pipeline, on_delete=models.PROTECT, related_name="opportunities", db_index=False
    )
    stage = models.ForeignKey(
        Stage, null=True, on_delete=models.PROTECT, related_name="opportunities", db_index=False
    )
    stage_since = models.DateTimeField(null=True, editable=False)
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.PROTECT, related_name="opportunities", db_index=False
    )
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    # Expected while open; the day of closing once closed.
    close_on = models.DateField(null=True, blank=True)
    # The opportunity's own probability, where it overrides the stage's.
    probability = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    next_step = models.TextField(blank=True, default="")
    next_step_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        LeadSource, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source_lead = models.ForeignKey(
        Lead,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opportunities",
        db_index=False,
    )
    loss_reason = models.ForeignKey(
        LossReason, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    competitor = models.ForeignKey(
        Competitor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    description = models.TextField(blank=True, default="")
    # Ticks on the stages' checklists, by their text.
    checked = ArrayField(models.TextField(), default=list, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    # The newest human activity; kept by the rooms that know activities, not part of the ledger.
    last_activity_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "opportunity"
        indexes = [
            # The board: a column's cards in order, and its sums without touching the table.
            models.Index(
                fields=["stage", "close_on", "id"],
                include=["amount_minor", "currency", "probability", "owner"],
                condition=Q(is_removed=False),
                name="opportunity_board",
            ),
            # Closed columns: a month's cards, latest first, and its sums.
            models.Index(
                fields=["stage", "stage_since", "id"],
                include=["amount_minor", "currency", "probability", "close_on"],
                condition=Q(is_removed=False),
                name="opportunity_closed",
            ),
            models.Index(fields=["company"], name="opportunity_of_company"),
            models.Index(fields=["source_lead"], condition=~Q(source_lead=None), name="opportunity_of_lead"),
            # The lists' orders and the search, not of the hidden ones: what an undo hides need not enter them once more.
            models.Index(
                F("amount_minor").desc(nulls_last=True),
                F("id"),
                condition=Q(is_removed=False),
                name="opportunity_by_amount",
            ),
            # Somebody's in a stage, newest first: by the order alone, a million were looked through for what is old.
            models.Index(
                fields=["owner", "stage", "-created_at", "-id"],
                condition=Q(is_removed=False),
                name="opportunity_of_owner",
            ),
            models.Index(
                fields=["sort_name", "id"], condition=Q(is_removed=False), name="opportunity_by_name"
            ),
            GinIndex(
                fields=["sort_name"],
                opclasses=["gin_trgm_ops"],
                condition=Q(is_removed=False),
                name="opportunity_search",
            ),
            models.Index(
                fields=["-created_at", "-id"], condition=Q(is_removed=False), name="opportunity_newest"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(probability=None) | Q(probability__range=(0, 1)), name="opportunity_probability"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="opportunity_currency"),
        ]

    def __str__(self) -> str:
        return self.name


class OpportunityPerson(Tracked):
    """A person on the buying side, and the part they play."""

    class BuyingRole(models.TextChoices):
        DECIDES = "decides"
        INFLUENCES = "influences"
        USES = "uses"
        CHECKS = "checks"
        CHAMPION = "champion"
        BLOCKS = "blocks"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="opportunity_persons")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opportunity_persons")
    buying_role = models.TextField(choices=BuyingRole.choices, blank=True, default="")

    class Meta:
        # No uniqueness: two persons of one opportunity may turn out to be one (merge).
        db_table = "opportunity_person"


class OpportunityUser(Tracked):
    """A team member beside the owner."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="opportunity_users")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="opportunity_users"
    )

    class Meta:
        db_table = "opportunity_user"
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "user"], condition=Q(is_removed=False), name="opportunity_user_once"
            )
        ]
