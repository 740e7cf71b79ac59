"""Alerts: which number somebody watches, and each time that it crossed the line."""

from django.conf import settings
from django.db import models


class Rule(models.TextChoices):
    ABOVE = "above"
    BELOW = "below"
    CHART = "chart"


class Alert(models.Model):
    """A metric of the last so many `days` (a stock: as it is), watched with its user's eyes; or, where `report` is named, a number
    of that report: by its column and the cell that opens its records, or (column "") a figure by its name. asked: what only
    reports take, by and unit. threshold: as people say it (major
    units, shares 0 to 1); none for a chart. is_crossed: on which side it was when last looked at. quiet_from, quiet_to: hours
    of the user's day in which nobody is told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alerts")
    title = models.TextField()
    metric = models.TextField(blank=True)
    report = models.TextField(blank=True, default="")
    column = models.TextField(blank=True, default="")
    cell = models.TextField(blank=True, default="")
    asked = models.JSONField(default=dict)
    days = models.IntegerField(default=90)
    where = models.JSONField(default=list)
    rule = models.TextField(choices=Rule.choices)
    threshold = models.FloatField(null=True)
    by_email = models.BooleanField(default=False)
    webhook_url = models.TextField(blank=True, default="")
    webhook_secret = models.TextField(blank=True, default="")
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    is_on = models.BooleanField(default=True)
    is_crossed = models.BooleanField(default=False)
    looked_at = models.DateTimeField(null=True)
    says = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "alert"
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Crossing(models.Model):
    """The number crossed the line at `at`: its value (as people say it), interval and n, and the first of the records that it was
    made of. told_at: None while it is quiet; is_test: asked for by the button."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="crossings")
    at = models.DateTimeField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.IntegerField()
    text = models.TextField()
    kind = models.TextField(default="opportunity")
    record_ids = models.JSONField(default=list)
    told_at = models.DateTimeField(null=True)
    is_test = models.BooleanField(default=False)

    class Meta:
        db_table = "alert_crossing"
        ordering = ["-id"]
        # What waits to be told is looked for every minute.
        indexes = [models.Index(fields=["alert"], name="crossing_untold", condition=models.Q(told_at=None))]
