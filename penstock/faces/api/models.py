"""Answers kept for 24 hours, so that a request which is sent again is not done again."""

from django.db import models


class KeptAnswer(models.Model):
    """What was answered to one Idempotency-Key of one caller. `digest` is of method, address and body."""

    caller = models.TextField()
    key = models.TextField()
    digest = models.CharField(max_length=64)
    status = models.SmallIntegerField(default=0)
    etag = models.TextField(blank=True, default="")
    location = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "kept_answer"
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="kept_answer_once")]
        # For the hourly removal of what is older than a day.
        indexes = [models.Index(fields=["kept_at"], name="kept_answer_by_age")]
