"""What a company adds to the catalogue: metrics of its own, in versions that stay, and benchmarks; what people say of a metric,
and what they did about one."""

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


class Intervention(models.Model):
    """What somebody did against a leak (subject: its name), at a stage (its id) or about a metric (its name) from a day on, for
    whose records ("all", "team:ID", "user:ID") under which conditions (FIELD=VALUE, sorted); open until somebody says what came
    of it. Judged once; one that is wrong is removed, and stays for what was known before."""

    class About(models.TextChoices):
        LEAK = "leak"
        STAGE = "stage"
        METRIC = "metric"

    about = models.TextField(choices=About.choices)
    subject = models.TextField()
    where = models.JSONField(default=list)
    scope = models.TextField()
    day = models.DateField()
    text = models.TextField()
    expected = models.TextField(blank=True, default="")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    judgement = models.TextField(blank=True, default="")
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "intervention"
        ordering = ["-day", "-id"]

    @property
    def target(self) -> str:
        """As addresses and commands have it: leak:stalled, stage:12, metric:win_rate."""
        return f"{self.about}:{self.subject}"
