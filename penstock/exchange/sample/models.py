"""The sample's coming and going, as far as the worker is with it."""

from django.conf import settings
from django.db import models


class SampleRun(models.Model):
    """One time that somebody asked on a page for the sample to come or to go. Counts are opportunities."""

    class Deed(models.TextChoices):
        LOAD = "load"
        REMOVE = "remove"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    deed = models.TextField(choices=Deed.choices)
    state = models.TextField(choices=State.choices, default=State.WAITING)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    seed = models.IntegerField(default=1)
    scale = models.FloatField(default=1.0)
    done_count = models.IntegerField(default=0)
    whole_count = models.IntegerField(default=0)
    # Why it failed, as a sentence.
    message = models.TextField(blank=True, default="")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sample_run"
        ordering = ["-id"]
        constraints = [
            # Whoever asks a second time looks at the first.
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(state__in=["waiting", "running"]),
                name="sample_run_one_at_a_time",
            )
        ]

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)
