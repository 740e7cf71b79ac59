"""Import runs, and by which key of another system a record is known."""

from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One import of a set of files. What it wrote is in the ledger with cause `import` and this id."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        UNDONE = "undone"

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=State.choices, default=State.RUNNING)
    # Where the uploaded files lie and what was said about them, while a job is to bring them in.
    upload = models.TextField(blank=True, default="")
    options = models.JSONField(default=dict)
    # The files' names, kinds and mappings as they were used.
    files = models.JSONField(default=list)
    read_count = models.BigIntegerField(default=0)
    created_count = models.BigIntegerField(default=0)
    updated_count = models.BigIntegerField(default=0)
    unchanged_count = models.BigIntegerField(default=0)
    refused_count = models.BigIntegerField(default=0)
    refused_file = models.TextField(blank=True, default="")
    warnings = models.JSONField(default=list)

    class Meta:
        db_table = "import_run"
        ordering = ["-id"]


class ImportKey(models.Model):
    """A record's id in the system that it came from; the same id comes back to the same record."""

    kind = models.TextField()
    source = models.TextField()
    key = models.TextField()
    record_id = models.BigIntegerField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="keys")

    class Meta:
        db_table = "import_key"
        constraints = [models.UniqueConstraint(fields=["kind", "source", "key"], name="import_key_once")]
        indexes = [models.Index(fields=["kind", "record_id"], name="import_key_of_record")]
