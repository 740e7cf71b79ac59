"""Import runs, what they refused, how columns were mapped, and by which key of another system a record is known."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One import of a set of files. What it wrote is in the ledger with cause `import` and this id."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Undone")

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(choices=State.choices, default=State.RUNNING)
    # Counts only, and writes nothing.
    is_dry = models.BooleanField(default=False)
    # Where the uploaded files lie, while a job is to bring them in.
    upload = models.TextField(blank=True, default="")
    # What was said about the files: with it, and with their paths, an interrupted run goes on.
    options = models.JSONField(default=dict)
    # The files' names, paths, digests, kinds and mappings as they were used.
    files = models.JSONField(default=list)
    # How far it is: what is being done, of how many, the last row done of each kind, the counts so far.
    progress = models.JSONField(default=dict)
    read_count = models.BigIntegerField(default=0)
    created_count = models.BigIntegerField(default=0)
    updated_count = models.BigIntegerField(default=0)
    unchanged_count = models.BigIntegerField(default=0)
    refused_count = models.BigIntegerField(default=0)
    refused_file = models.TextField(blank=True, default="")
    warnings = models.JSONField(default=list)
    # Warnings that rows or records cause: message, kind, count, and the first of the lines and records.
    findings = models.JSONField(default=list)

    class Meta:
        db_table = "import_run"
        ordering = ["-id"]


class ImportRefusal(models.Model):
    """A row that a run left out, and why. `file` counts from 0, `line` is the physical line."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refusals")
    file = models.SmallIntegerField()
    line = models.BigIntegerField()
    reason = models.TextField()

    class Meta:
        db_table = "import_refusal"
        ordering = ["file", "line"]
        constraints = [models.UniqueConstraint(fields=["run", "file", "line"], name="import_refusal_once")]


class ImportKey(models.Model):
    """A record's id in the system that it came from; the same id comes back to the same record."""

    kind = models.TextField()
    source = models.TextField()
    key = models.TextField()
    record_id = models.BigIntegerField()
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="keys", db_index=False)

    class Meta:
        db_table = "import_key"
        constraints = [models.UniqueConstraint(fields=["kind", "source", "key"], name="import_key_once")]
        # Without the kind: beginning with it, this index could be taken for the one above by a server whose statistics do
        # not know a kind yet, which then looks through all keys of the kind for each row.
        indexes = [models.Index(fields=["record_id"], name="import_key_of_record")]


class ImportMapping(models.Model):
    """How the columns of files with such a header were mapped the last time; offered when one comes again."""

    signature = models.TextField(unique=True)
    name = models.TextField()
    kind = models.TextField()
    mapping = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    used_at = models.DateTimeField()

    class Meta:
        db_table = "import_mapping"
        ordering = ["-used_at"]
