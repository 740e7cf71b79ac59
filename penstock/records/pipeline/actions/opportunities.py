"""Creating, changing and removing opportunities."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import Precision
from penstock.records.leads import actions as leads
from penstock.records.leads.models import Lead
from penstock.records.people.checks import require_custom, with_custom
from penstock.records.people.models import Person
from penstock.records.pipeline import queries
from penstock.records.pipeline.actions.moves import reach_back, require_beginning
from penstock.records.pipeline.actions.sides import add_person
from penstock.records.pipeline.actions.stages import rehouse
from penstock.records.pipeline.checks import StageNotInPipeline, clean_opportunity, require_reason
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from penstock.records.team import editing
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current

# What is changed field by field; the stage changes by a move, ticks by tick.
FIELDS = frozenset(
    [
        "name",
        "company",
        "amount_minor",
        "currency",
        "close_on",
        "probability",
        "owner",
        "next_step",
        "next_step_on",
        "source",
        "source_lead",
        "loss_reason",
        "competitor",
        "description",
    ]
)


def create_opportunity(
    *,
    actor: Acting,
    pipeline: Pipeline | None = None,
    stage: Stage | None = None,
    persons: Iterable[Person] = (),
    at: datetime | None = None,
    precision: Precision = "instant",
    in_passing: bool = False,
    **values: Any,
) -> Opportunity:
    """A new opportunity, in the first stage of the first pipeline unless told, owned by who makes it unless an owner
    is given (None: nobody's). in_passing: what the company's own fields ask for may come later. Raises Refused, NotAllowed, RequirementsMissing."""
    stage = stage or queries.first_stage(pipeline)
    if pipeline and stage.pipeline_id != pipeline.id:
        raise StageNotInPipeline(_("This stage is not in this pipeline."), field="stage")
    if "owner" not in values:
        values.setdefault("owner_id", actor.user_id)
    if not values.get("currency"):
        values["currency"] = current().home_currency

    def clean(given: dict[str, Any]) -> dict[str, Any]:
        whole = with_custom("opportunity", clean_opportunity(given), {})
        whole = whole if in_passing else require_custom("opportunity", whole)
        return whole | {"pipeline_id": stage.pipeline_id, "stage_id": stage.id}

    with transaction.atomic():
        opportunity = editing.create(
            actor, "opportunity", Opportunity, values, fields=FIELDS, clean=clean, at=at, precision=precision
        )
        if at:
            reach_back(actor, Opportunity.objects.get(pk=opportunity.pk), at)
        require_beginning(opportunity, stage)
        for person in persons:
            add_person(actor=actor, opportunity=opportunity, person=person)
    return opportunity


def update_opportunity(
    *,
    actor: Acting,
    opportunity: Opportunity,
    changes: dict[str, Any],
    seen: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Opportunity:
    """Change fields; custom ones as "custom.KEY". Raises Refused, NotAllowed, ChangedMeanwhile (by `seen`)."""
    return editing.update(
        actor, "opportunity", opportunity, changes, values=opportunity_values, seen=seen, at=at
    )


def opportunity_values(opportunity: Opportunity, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns that a change sets, each checked. Raises Refused."""
    given = editing.checked(opportunity, changes, FIELDS)
    if "loss_reason_id" in given and opportunity.stage is not None:
        require_reason(opportunity.stage, given["loss_reason_id"])
    return with_custom("opportunity", clean_opportunity(given), opportunity.custom)


def tick(*, actor: Acting, opportunity: Opportunity, item: str, is_done: bool) -> Opportunity:
    """Tick an item of the stages' checklists, or take the tick back."""
    with transaction.atomic():
        row = editing.locked(actor, "opportunity", opportunity)
        known = {text for stage in queries.stages_of(row.pipeline) for text in stage.checklist}
        if is_done and item not in known:
            raise Refused(_("No stage asks for this."), field="checked")
        checked = [text for text in row.checked if text != item] + ([item] if is_done else [])
        editing.write(actor, row, {"checked": checked})
    return row


def remove_opportunity(*, actor: Acting, opportunity: Opportunity) -> None:
    editing.remove(actor, "opportunity", opportunity)


def restore_opportunity(*, actor: Acting, opportunity: Opportunity) -> None:
    """Bring it back, into a stage that is there. Raises Refused where its pipeline is gone."""
    with transaction.atomic():
        editing.restore(actor, "opportunity", opportunity)
        rehouse(actor=actor, opportunities=Opportunity.objects.filter(pk=opportunity.pk))


def convert_lead(*, actor: Acting, lead: Lead, at: datetime | None = None, **values: Any) -> Opportunity:
    """Make an opportunity of a lead: its company, person, source and owner come along unless others are given.
    Raises Refused when it was converted before."""
    with transaction.atomic():
        leads.mark_converted(actor=actor, lead=lead, at=at)
        values = {
            "name": lead.name,
            "company": lead.company,
            "source": lead.source,
            "owner_id": lead.owner_id,
        } | values
        persons = [lead.person] if lead.person else []
        return create_opportunity(
            actor=actor, source_lead=lead, persons=persons, at=at, in_passing=True, **values
        )


def touch(opportunity_id: int, at: datetime) -> None:
    """A human did something with this opportunity: for staleness (METRICS.md, 2). Not a fact of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE opportunity SET last_activity_at = greatest(last_activity_at, %s) WHERE id = %s",
            [at, opportunity_id],
        )
