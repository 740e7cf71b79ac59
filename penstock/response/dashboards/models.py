"""Dashboards that people made; the three ready ones are in ready.py."""

from django.conf import settings
from django.db import models


class Dashboard(models.Model):
    """Tiles in their order (`tiles.Tile`, as data). role: whom it is shared with ("": nobody, "everybody", or a role);
    is_home: the first page of those whose it is. revision: how often it was changed, so that nobody overwrites another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dashboards")
    title = models.TextField()
    role = models.TextField(blank=True, default="")
    is_home = models.BooleanField(default=False)
    tiles = models.JSONField(default=list)
    revision = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "dashboard"
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title
