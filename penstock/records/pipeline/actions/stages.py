"""Shaping pipelines: stages, loss reasons, competitors. A stage in use can't vanish: its opportunities are moved."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import writing
from penstock.records.pipeline.checks import StageNotInPipeline, clean_stage, tidy
from penstock.records.pipeline.models import Competitor, LossReason, Opportunity, Pipeline, Stage
from penstock.records.team import editing, rules
from penstock.records.team.acting import Acting

STAGE_FIELDS = frozenset(
    [
        "pipeline",
        "name",
        "kind",
        "position",
        "probability",
        "expected_days",
        "stale_after_days",
        "guidance",
        "required_fields",
        "checklist",
    ]
)
# What a manager may change of a stage (ARCHITECTURE.md, Rights).
GUIDANCE = frozenset({"guidance"})
KINDS = (Stage.Kind.OPEN, Stage.Kind.WON, Stage.Kind.LOST)
# Behind every stage that has a place already, before the won and lost that a new pipeline begins with.
LAST = 999


def create_pipeline(*, actor: Acting, name: str, position: int = 0) -> Pipeline:
    """A new pipeline with the two stages that none can do without: won and lost."""
    rules.require_administrator(actor)
    with transaction.atomic():
        values = {"name": name, "position": position}
        pipeline = editing.create(actor, "pipeline", Pipeline, values, fields=frozenset(values), clean=dict)
        create_stage(
            actor=actor, pipeline=pipeline, name=_("Closed won"), kind=Stage.Kind.WON, position=1_000
        )
        create_stage(
            actor=actor, pipeline=pipeline, name=_("Closed lost"), kind=Stage.Kind.LOST, position=1_001
        )
    return pipeline


def update_pipeline(*, actor: Acting, pipeline: Pipeline, changes: dict[str, Any]) -> Pipeline:
    rules.require_administrator(actor)
    return editing.update(
        actor, "pipeline", pipeline, changes, values=editing.checking(frozenset({"name", "position"}), dict)
    )


def remove_pipeline(*, actor: Acting, pipeline: Pipeline) -> None:
    """Raises Refused while opportunities are in it, or when it is the last."""
    rules.require_administrator(actor)
    with transaction.atomic():
        if Opportunity.objects.filter(pipeline=pipeline, is_removed=False).exists():
            raise Refused(_("There are opportunities in this pipeline."))
        if not Pipeline.objects.filter(is_removed=False).exclude(pk=pipeline.pk).exists():
            raise Refused(_("The last pipeline has to stay."))
        editing.remove(actor, "pipeline", pipeline)


def restore_pipeline(*, actor: Acting, pipeline: Pipeline) -> None:
    """The pipeline is there again, with the stages that it had."""
    rules.require_administrator(actor)
    editing.restore(actor, "pipeline", pipeline)


def create_stage(*, actor: Acting, pipeline: Pipeline, name: str, **values: Any) -> Stage:
    """A new stage. Won and lost stages have 100 and 0 %; an open one needs a probability (share, 0 to 1).

    Without a position it becomes the last of its kind: the open ones come first, then won, then lost."""
    rules.require_administrator(actor)
    values |= {"pipeline": pipeline, "name": name}
    values.setdefault("kind", Stage.Kind.OPEN)
    if values["kind"] == Stage.Kind.OPEN and values.get("probability") is None:
        raise Refused(_("An open stage needs a probability."), field="probability")
    values.setdefault("probability", 1 if values["kind"] == Stage.Kind.WON else 0)
    if "position" in values:
        return editing.create(actor, "stage", Stage, values, fields=STAGE_FIELDS, clean=_clean)
    with transaction.atomic():
        values["position"] = LAST
        stage = editing.create(actor, "stage", Stage, values, fields=STAGE_FIELDS, clean=_clean)
        rows = sorted(_stages(pipeline), key=lambda row: (KINDS.index(row.kind), row.position, row.pk))
        order_stages(actor=actor, pipeline=pipeline, order=[row.pk for row in rows])
    return stage


def order_stages(*, actor: Acting, pipeline: Pipeline, order: Sequence[int]) -> None:
    """The stages of a pipeline by id, as they shall stand. Raises Refused unless it names each of them once."""
    rules.require_administrator(actor)
    editing.arrange(actor, _stages(pipeline), order)


def update_stage(*, actor: Acting, stage: Stage, changes: dict[str, Any], reason: str = "") -> Stage:
    """Change a stage from now on; how it stood before stays true of then (LEDGER.md, 4). reason: why, for the ledger."""
    if actor.role == rules.MANAGER and set(changes) <= GUIDANCE:
        return editing.update(actor, "stage", stage, changes, values=editing.checking(GUIDANCE, _clean))
    rules.require_administrator(actor)
    if (
        "kind" in changes
        and changes["kind"] != stage.kind
        and Opportunity.objects.filter(stage=stage, is_removed=False).exists()
    ):
        raise Refused(
            _("Opportunities are in this stage: what it means can't change under them."), field="kind"
        )

    def clean(values: dict[str, Any]) -> dict[str, Any]:
        return _clean({"kind": stage.kind, **values})

    return editing.update(
        actor,
        "stage",
        stage,
        changes,
        values=editing.checking(STAGE_FIELDS - {"pipeline"}, clean),
        reason=reason,
    )


def remove_stage(*, actor: Acting, stage: Stage, move_to: Stage | None = None) -> int:
    """Take a stage away; its opportunities are moved to `move_to`, of the same pipeline and kind. Returns how many.
    Raises Refused when there are some and no place for them, or when it is the last of its kind."""
    rules.require_administrator(actor)
    with transaction.atomic():
        others = Stage.objects.filter(
            pipeline_id=stage.pipeline_id, kind=stage.kind, is_removed=False
        ).exclude(pk=stage.pk)
        if not others.exists():
            raise Refused(_("A pipeline needs at least one stage that is open, one won, one lost."))
        inside = Opportunity.objects.select_for_update(no_key=True).filter(stage=stage, is_removed=False)
        count = inside.count()
        if count and (move_to is None or not others.filter(pk=move_to.pk).exists()):
            raise StageNotInPipeline(
                _("Say to which stage of the same kind its opportunities go."), field="move_to"
            )
        if move_to is not None:
            with writing(actor.ledger, actor.cause):
                inside.update(stage=move_to)
        editing.remove(actor, "stage", stage)
    return count


def restore_stage(*, actor: Acting, stage: Stage) -> None:
    """The stage is there again, without the opportunities that were moved away. Raises Refused if its pipeline is gone."""
    rules.require_administrator(actor)
    if stage.pipeline.is_removed:
        raise Refused(_("Its pipeline is removed: bring that back first."))
    editing.restore(actor, "stage", stage)


def rehouse(*, actor: Acting, opportunities: QuerySet[Opportunity]) -> None:
    """Opportunities that come back find their stage removed: into the first of the same kind, or of the open ones.
    Raises Refused where their pipeline is gone."""
    lost = opportunities.filter(stage__is_removed=True).select_related("stage__pipeline")
    for row in lost.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        assert row.stage is not None
        if row.stage.pipeline.is_removed:
            raise Refused(_("Its pipeline is removed: bring that back first."))
        kinds = [row.stage.kind, Stage.Kind.OPEN]
        stages = [stage for stage in _stages(row.pipeline).order_by("position", "pk") if stage.kind in kinds]
        stages.sort(key=lambda stage: kinds.index(stage.kind))
        editing.write(actor, row, {"stage_id": stages[0].pk})


def create_loss_reason(
    *, actor: Acting, name: str, is_ours_to_change: bool = True, position: int | None = None
) -> LossReason:
    """One more, behind those that are there unless it is given a place."""
    rules.require(rules.may_set_up_sales(actor), _("Your role may not do this."))
    place = editing.behind(LossReason) if position is None else position
    values = {"name": name, "is_ours_to_change": is_ours_to_change, "position": place}
    return editing.create(actor, "loss_reason", LossReason, values, fields=frozenset(values), clean=dict)


def order_loss_reasons(*, actor: Acting, order: Sequence[int]) -> None:
    """Loss reasons by id, as they shall be offered. Raises Refused unless it names each of them once."""
    rules.require(rules.may_set_up_sales(actor), _("Your role may not do this."))
    editing.arrange(actor, LossReason.objects.filter(is_removed=False), order)


def create_competitor(*, actor: Acting, name: str) -> Competitor:
    rules.require(rules.may_set_up_sales(actor), _("Your role may not do this."))
    return editing.create(
        actor, "competitor", Competitor, {"name": name}, fields=frozenset({"name"}), clean=dict
    )


def update_word(
    *, actor: Acting, word: LossReason | Competitor, changes: dict[str, Any]
) -> LossReason | Competitor:
    """Rename or re-order a loss reason or competitor."""
    rules.require(rules.may_set_up_sales(actor), _("Your role may not do this."))
    fields = frozenset({"name", "is_ours_to_change", "position"})
    return editing.update(actor, _kind_of(word), word, changes, values=editing.checking(fields, dict))


def remove_word(*, actor: Acting, word: LossReason | Competitor) -> None:
    """Not offered any more; records that have it keep it."""
    rules.require(rules.may_set_up_sales(actor), _("Your role may not do this."))
    editing.remove(actor, _kind_of(word), word)


def restore_word(*, actor: Acting, word: LossReason | Competitor) -> None:
    """Offered again."""
    rules.require(rules.may_set_up_sales(actor), _("Your role may not do this."))
    editing.restore(actor, _kind_of(word), word)


def _stages(pipeline: Pipeline) -> QuerySet[Stage]:
    return Stage.objects.filter(pipeline=pipeline, is_removed=False)


def _kind_of(word: LossReason | Competitor) -> str:
    return "loss_reason" if isinstance(word, LossReason) else "competitor"


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    if "checklist" in values:
        values = values | {"checklist": tidy(values["checklist"])}
    return clean_stage(values)
