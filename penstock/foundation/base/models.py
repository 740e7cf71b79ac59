"""What every tracked record has, and the ledger itself. The tables' functions are in migrations/0002."""

from typing import ClassVar

from django.db import models
from django.db.models import Func

from penstock.foundation.base.fields import FilledByTrigger, XactField


class SortKey(Func):
    """sort_key(text): lower case without accents, alike on every cluster."""

    function = "sort_key"
    output_field = models.TextField()


class Tracked(models.Model):
    """A record whose every change is a fact. created_at, true_from and known_from are kept by the ledger's
    triggers: since when the record exists, since when its present state is true, since when that is known."""

    # Whether its table has the trigger `remembered`, so that remembering.rows_of may be asked for it.
    is_remembered: ClassVar[bool] = False

    is_removed = models.BooleanField(default=False, db_default=False, editable=False)
    created_at = FilledByTrigger()
    true_from = FilledByTrigger()
    known_from = FilledByTrigger()
    xact = XactField()

    class Meta:
        abstract = True


class Fact(models.Model):
    """One row of the ledger: a change of one record (LEDGER, 1). Written by triggers and the doors in ledger.py only."""

    seq = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    record_id = models.BigIntegerField()
    valid_at = models.DateTimeField()
    precision = models.TextField()
    recorded_at = models.DateTimeField()
    actor = models.TextField()
    actor_id = models.BigIntegerField(null=True)
    cause = models.TextField()
    cause_id = models.BigIntegerField(null=True)
    reason = models.TextField(null=True)
    changes = models.JSONField()
    voids = models.ForeignKey(
        "self", null=True, on_delete=models.DO_NOTHING, db_column="voids", related_name="voided_by"
    )

    class Meta:
        managed = False
        db_table = "ledger"
