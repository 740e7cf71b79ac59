"""Moving between stages, closing and reopening: the stage's rules are kept here, so everywhere."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.foundation.base import ledger
from penstock.foundation.base.errors import ChangedMeanwhile, Refused
from penstock.foundation.base.ledger import writing
from penstock.foundation.base.models import Fact
from penstock.foundation.base.remembering import rows_of
from penstock.records.pipeline.checks import (
    RequirementsMissing,
    StageNotInPipeline,
    missing_for,
    require_reason,
)
from penstock.records.pipeline.models import Competitor, LossReason, Opportunity, Stage
from penstock.records.pipeline.queries import first_stage
from penstock.records.team import editing, rules
from penstock.records.team.acting import Acting


def move(
    *,
    actor: Acting,
    opportunity: Opportunity,
    stage: Stage,
    seen_stage_id: int | None = None,
    reason: str = "",
    at: datetime | None = None,
    loss_reason: LossReason | None = None,
    competitor: Competitor | None = None,
) -> Opportunity:
    """Into another stage of any kind. seen_stage_id: where the caller's screen showed the card.

    reason: passes the stage's requirements, for those who may (kept in the ledger). Raises ChangedMeanwhile when
    somebody moved it since, RequirementsMissing, LossNeedsReason, StageNotInPipeline, NotAllowed."""
    with transaction.atomic():
        row = editing.locked(actor, "opportunity", opportunity)
        if seen_stage_id is not None and row.stage_id != seen_stage_id:
            raise ChangedMeanwhile(
                _("Somebody moved this meanwhile; here is where it is now."), field="stage"
            )
        values = entry_values(actor, row, stage, reason, loss_reason, competitor)
        editing.write(actor, row, values, reason=reason, at=at)
        if at and values:
            reach_back(actor, row, at)
    row.stage = stage
    return row


def entry_values(
    actor: Acting,
    row: Opportunity,
    stage: Stage,
    reason: str = "",
    loss_reason: LossReason | None = None,
    competitor: Competitor | None = None,
) -> dict[str, Any]:
    """What an opportunity gets by entering a stage; nothing if it is there already. Raises as `move`."""
    if stage.pipeline_id != row.pipeline_id or stage.is_removed:
        raise StageNotInPipeline(_("This stage is not in this pipeline."), field="stage")
    if stage.id == row.stage_id:
        return {}
    require_entry(actor, row, stage, reason)
    return {"stage_id": stage.id} | _of_loss(row, stage, loss_reason, competitor)


def win(
    *, actor: Acting, opportunity: Opportunity, at: datetime | None = None, reason: str = ""
) -> Opportunity:
    """Closed won, from `at` (default: now)."""
    return move(
        actor=actor,
        opportunity=opportunity,
        stage=_stage_of(opportunity, Stage.Kind.WON),
        reason=reason,
        at=at,
    )


def lose(
    *,
    actor: Acting,
    opportunity: Opportunity,
    loss_reason: LossReason | None,
    competitor: Competitor | None = None,
    at: datetime | None = None,
) -> Opportunity:
    """Closed lost, for a reason; a competitor can be named."""
    stage = _stage_of(opportunity, Stage.Kind.LOST)
    return move(
        actor=actor,
        opportunity=opportunity,
        stage=stage,
        loss_reason=loss_reason,
        competitor=competitor,
        at=at,
    )


def reopen(
    *, actor: Acting, opportunity: Opportunity, stage: Stage | None = None, at: datetime | None = None
) -> Opportunity:
    """Open again, in a stage or in the one it was closed from. That it was closed stays true for the time in between."""
    if opportunity.stage is not None and opportunity.stage.is_open:
        raise Refused(_("It is open already."))
    return move(actor=actor, opportunity=opportunity, stage=stage or _last_open_stage(opportunity), at=at)


def require_entry(actor: Acting, opportunity: Opportunity, stage: Stage, reason: str = "") -> None:
    """Raises RequirementsMissing when the stage asks for what is not there and no one who may gave a reason to pass."""
    missing = missing_for(stage, opportunity)
    if missing and not (reason and rules.may_override(actor)):
        raise RequirementsMissing(stage, missing)


def require_beginning(opportunity: Opportunity, stage: Stage) -> None:
    """The same of one that begins in a stage. Nobody can have ticked anything before it was there, so that the first
    stage asks for fields only. Raises RequirementsMissing, LossNeedsReason."""
    require_reason(stage, opportunity.loss_reason_id)
    if not stage.required_fields and not stage.checklist:
        return
    missing = missing_for(stage, opportunity)
    if first_stage(opportunity.pipeline).id == stage.id:
        missing = [name for name in missing if name in stage.required_fields]
    if missing:
        raise RequirementsMissing(stage, missing)


def reach_back(actor: Acting, opportunity: Opportunity, at: datetime) -> None:
    """The pipeline with its stages, and what else the opportunity names, was there at `at` (LEDGER.md, 4)."""
    stages = Stage.objects.filter(pipeline_id=opportunity.pipeline_id, is_removed=False)
    named = [opportunity.pipeline, opportunity.company, opportunity.owner, opportunity.source]
    with writing(actor.ledger, actor.cause):
        ledger.reach_back(at, [*named, *stages])


def _of_loss(
    row: Opportunity, stage: Stage, loss_reason: LossReason | None, competitor: Competitor | None
) -> dict[str, Any]:
    if stage.kind != Stage.Kind.LOST:
        return {
            "loss_reason_id": None,
            "competitor_id": row.competitor_id if stage.kind == Stage.Kind.OPEN else None,
        }
    require_reason(stage, loss_reason)
    return {
        "loss_reason_id": loss_reason.id if loss_reason else None,
        "competitor_id": competitor.id if competitor else row.competitor_id,
    }


def _stage_of(opportunity: Opportunity, kind: str) -> Stage:
    for stage in rows_of(Stage).values():
        if stage.pipeline_id == opportunity.pipeline_id and stage.kind == kind and not stage.is_removed:
            return stage
    raise StageNotInPipeline(_("This pipeline has no such stage."), field="stage")


def _last_open_stage(opportunity: Opportunity) -> Stage:
    facts = Fact.objects.filter(
        kind="opportunity", record_id=opportunity.pk, changes__has_key="stage_id", voided_by=None
    )
    stages = {
        stage.id: stage
        for stage in Stage.objects.filter(pipeline_id=opportunity.pipeline_id, is_removed=False)
    }
    for changes in facts.order_by("-valid_at", "-recorded_at", "-seq").values_list("changes", flat=True):
        stage = stages.get(changes["stage_id"])
        if stage is not None and stage.is_open:
            return stage
    return first_stage(opportunity.pipeline)
