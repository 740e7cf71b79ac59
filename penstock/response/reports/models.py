"""What a company adds to the catalogue: metrics of its own, in versions that stay, and benchmarks."""

from django.conf import settings
from django.db import models


class Form(models.TextChoices):
    RATIO = "ratio"
    SUM = "sum"
    FILTER = "filter"


class Direction(models.TextChoices):
    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class OwnMetric(models.Model):
    """One version of a metric of one's own; the newest of its name holds. What was asked with an older knowledge is answered by the
    version that held then. parts: [{"metric", "where": [FIELD=VALUE]}]."""

    name = models.SlugField(max_length=80, db_index=False)
    title = models.TextField()
    form = models.TextField(choices=Form.choices)
    parts = models.JSONField()
    direction = models.TextField(choices=Direction.choices)
    is_removed = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "own_metric"
        # The newest version of a name is looked up with every question about it.
        indexes = [models.Index(fields=["name", "-id"], name="own_metric_newest")]


class Benchmark(models.Model):
    """A figure of one's own to set beside a number: of whom it is said, and who says it. value: as people say it."""

    metric = models.TextField()
    value = models.FloatField()
    text = models.TextField()
    denominator = models.TextField()
    source = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "benchmark"
        ordering = ["metric", "id"]


class Remark(models.Model):
    """What somebody says of a metric from a day on: a change of it that is accepted. scope: among whose records it was
    said ("all", "team:ID", "user:ID"); where: FIELD=VALUE, sorted. A removed one stays for what was known before."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted"

    kind = models.TextField(choices=Kind.choices)
    metric = models.TextField()
    where = models.JSONField()
    scope = models.TextField()
    day = models.DateField()
    text = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "remark"
        ordering = ["day", "id"]
