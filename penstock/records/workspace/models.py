"""The installation itself: one row of settings, dated exchange rates, uploaded files."""

from datetime import time
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from penstock.foundation.base.models import Tracked


class Visibility(models.TextChoices):
    """How much of others' records a role sees (ARCHITECTURE.md, Rights)."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


def default_amount_bands() -> list[int]:
    """Upper edges in major units of the home currency (METRICS.md, 6)."""
    return [1_000, 10_000, 50_000, 250_000]


def default_company_size_bands() -> list[int]:
    """Most employees of each band (METRICS.md, 6)."""
    return [10, 50, 200, 1_000]


def default_work_days() -> list[int]:
    return [0, 1, 2, 3, 4]


class Workspace(Tracked):
    """What the whole installation shares. There is one row; `workspace.queries.current` reads it."""

    is_remembered = True
    name = models.TextField(default="Our company")
    home_currency = models.CharField(max_length=3, default="EUR")
    zone = models.TextField(default="UTC")
    week_start = models.SmallIntegerField(default=0)
    fiscal_start_month = models.SmallIntegerField(default=1)
    # The day from which the history is complete; empty: all of it (METRICS.md, 2, existing customer).
    history_complete_from = models.DateField(null=True, blank=True)
    representatives_see = models.TextField(choices=Visibility.choices, default=Visibility.TEAM)
    viewers_see = models.TextField(choices=Visibility.choices, default=Visibility.ALL)
    representatives_may_export = models.BooleanField(default=False)
    amount_bands = ArrayField(models.BigIntegerField(), default=default_amount_bands)
    work_days = ArrayField(models.SmallIntegerField(), default=default_work_days)
    work_starts = models.TimeField(default=time(9))
    work_ends = models.TimeField(default=time(17))
    holidays = ArrayField(models.DateField(), default=list, blank=True)
    company_size_bands = ArrayField(models.IntegerField(), default=default_company_size_bands)
    # More open leads than this are too many for one owner (the report of leaks).
    lead_cap = models.IntegerField(default=500)

    class Meta:
        db_table = "workspace"
        constraints = [
            models.CheckConstraint(condition=Q(week_start__range=(0, 6)), name="workspace_week_start"),
            models.CheckConstraint(
                condition=Q(fiscal_start_month__range=(1, 12)), name="workspace_fiscal_start"
            ),
            models.CheckConstraint(condition=Q(lead_cap__gt=0), name="workspace_lead_cap"),
            models.CheckConstraint(
                condition=Q(home_currency__regex=r"^[A-Z]{3}$"), name="workspace_home_currency"
            ),
        ]

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class ExchangeRate(Tracked):
    """From this day on, one major unit of `currency` is worth `rate` major units of the home currency."""

    is_remembered = True
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)

    class Meta:
        db_table = "exchange_rate"
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "starts_on"], condition=Q(is_removed=False), name="exchange_rate_once"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_positive"),
        ]


class File(models.Model):
    """An uploaded file. Its bytes lie under MEDIA_ROOT by digest; what it is attached to is an Activity."""

    name = models.TextField()
    content_type = models.TextField()
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "file"
