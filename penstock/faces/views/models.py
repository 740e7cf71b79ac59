"""Saved views: a filter, columns, sort and layout under a name; one's own or shared. And who exported what."""

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


class Export(models.Model):
    """Records that left the house: whose hand, which list, and how many rows once the file was whole."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.TextField()
    query = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    row_count = models.IntegerField(null=True)

    class Meta:
        db_table = "export"
        ordering = ["-id"]
