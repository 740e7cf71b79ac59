"""What a new installation starts with (ARCHITECTURE.md, defaults at first start)."""

from decimal import Decimal

from django.db import transaction

from penstock.foundation.base.ledger import Cause, writing
from penstock.records.leads.models import LeadSource
from penstock.records.pipeline.models import LossReason, Pipeline, Stage
from penstock.records.team.acting import Acting
from penstock.records.workspace.models import Workspace

# name, kind, probability, expected days, stale after days
STAGES = (
    ("Appointment scheduled", Stage.Kind.OPEN, "0.20", 10, 14),
    ("Qualified to buy", Stage.Kind.OPEN, "0.40", 14, 14),
    ("Presentation scheduled", Stage.Kind.OPEN, "0.60", 14, 14),
    ("Contract sent", Stage.Kind.OPEN, "0.90", 10, 14),
    ("Closed won", Stage.Kind.WON, "1", None, None),
    ("Closed lost", Stage.Kind.LOST, "0", None, None),
)
SOURCES = (
    "Website",
    "Search",
    "Advertising",
    "Social media",
    "E-mail",
    "Event",
    "Referral",
    "Partner",
    "Cold call",
    "Other",
)
# name, whether it is ours to change
LOSS_REASONS = (
    ("Price", True),
    ("Competitor", True),
    ("No answer", True),
    ("Missing feature", True),
    ("Bad timing", False),
    ("No budget", False),
    ("No decision", True),
    ("Project cancelled", False),
)


def lay_ground(**workspace: object) -> bool:
    """The workspace's row, the first pipeline, sources and loss reasons, where there is no workspace yet. Returns
    whether it did anything. workspace: fields of Workspace that differ from their defaults."""
    actor = Acting.system(Cause("cli"))
    with transaction.atomic(), writing(actor.ledger, actor.cause):
        if Workspace.objects.exists():
            return False
        Workspace.objects.create(**workspace)
        pipeline = Pipeline.objects.create(name="New business")
        for position, (name, kind, probability, days, stale) in enumerate(STAGES):
            Stage.objects.create(
                pipeline=pipeline,
                name=name,
                kind=kind,
                position=position,
                probability=Decimal(probability),
                expected_days=days,
                stale_after_days=stale,
            )
        for position, name in enumerate(SOURCES):
            LeadSource.objects.create(name=name, position=position)
        for position, (name, is_ours) in enumerate(LOSS_REASONS):
            LossReason.objects.create(name=name, is_ours_to_change=is_ours, position=position)
    return True
