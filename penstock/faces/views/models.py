"""Saved views: a filter, columns, sort and layout under a name; one's own or shared."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """`query` is the URL's query of the view (filters, columns, sort); `layout` is board or list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    kind = models.TextField()
    name = models.TextField()
    layout = models.TextField(default="list")
    query = models.JSONField(default=dict)
    is_shared = models.BooleanField(default=False)
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "saved_view"
        ordering = ["position", "id"]
