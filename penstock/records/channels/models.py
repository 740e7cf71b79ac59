"""Ways to tell somebody. So far: notices inside the application."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """Something a user should know of, with the record it is about."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    text = models.TextField()
    kind = models.TextField(blank=True, default="")
    record_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        indexes = [models.Index(fields=["user", "-id"], name="notice_of_user")]
