"""Opportunities and stages that someone may see, and the sums of a board: now or as of an instant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.remembering import rows_of, with_references
from penstock.records.leads.models import Lead
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.models import (
    Competitor,
    LossReason,
    Opportunity,
    OpportunityPerson,
    OpportunityUser,
    Pipeline,
    Stage,
)
from penstock.records.pipeline.money import Share, sums_by_stage
from penstock.records.team.editing import NotVisible, lock
from penstock.records.team.models import User
from penstock.records.team.rules import scope_of
from penstock.records.workspace.models import Workspace
from penstock.records.workspace.queries import current

Removable = TypeVar("Removable", Pipeline, Stage)
PRELOADED = (
    "company", "owner", "stage", "source", "pipeline", "loss_reason", "competitor", "source_lead",
)  # fmt: skip


def opportunities_visible_to(
    user: User, *, valid: datetime | None = None, known: datetime | None = None
) -> QuerySet[Opportunity]:
    """valid None: the present. Its team sees an opportunity too; one without owner follows its company."""
    opportunities = all_opportunities(valid, known)
    scope = scope_of(user, current(), "opportunity")
    if scope.is_all:
        return opportunities
    in_team = OpportunityUser.objects.filter(opportunity_id=OuterRef("id"), user_id=user.id, is_removed=False)
    seen = Q(owner_id__in=scope.user_ids) | Q(Exists(in_team))
    if scope.sees_ownerless:
        seen |= Q(owner_id=None)
    else:
        seen |= Q(owner_id=None) & Q(
            Exists(Company.objects.filter(id=OuterRef("company_id"), owner_id__in=scope.user_ids))
        )
    return opportunities.filter(seen)


def all_opportunities(valid: datetime | None = None, known: datetime | None = None) -> QuerySet[Opportunity]:
    """Without regard to rights: for the terminal, jobs and the mirror."""
    return as_of(Opportunity, valid, known)


def get_opportunity(user: User, id: int, **instant: Any) -> Opportunity:
    """One opportunity with what its page needs. Raises NotVisible."""
    visible = opportunities_visible_to(user, **instant).filter(id=id)
    if instant.get("valid") is None:
        found = with_references(visible.select_related("company", "source_lead"))
    else:
        found = list(visible.select_related(*PRELOADED))
    if not found:
        raise NotVisible(_("There is no such opportunity."))
    return found[0]


def get_movable(user: User, id: int) -> Opportunity:
    """One opportunity, locked until the caller's transaction ends. Raises NotVisible."""
    found = lock(opportunities_visible_to(user).filter(id=id))
    if found is None:
        raise NotVisible(_("There is no such opportunity."))
    return found


def is_empty() -> bool:
    """Whether there is nothing in this installation yet, for anybody."""
    return not any(
        model.objects.filter(is_removed=False).exists() for model in (Company, Person, Lead, Opportunity)
    )


def pipelines() -> list[Pipeline]:
    """Those in use, in their order."""
    return [row for row in rows_of(Pipeline).values() if not row.is_removed]


def is_used(pipeline: Pipeline) -> bool:
    """Whether any opportunity is in it, open or closed."""
    return Opportunity.objects.filter(pipeline=pipeline, is_removed=False).exists()


def stages_of(
    pipeline: Pipeline, valid: datetime | None = None, known: datetime | None = None
) -> list[Stage]:
    """The stages in their order, as they stood (LEDGER.md, 4)."""
    if valid is None:
        rows = rows_of(Stage).values()
        return [row for row in rows if row.pipeline_id == pipeline.id and not row.is_removed]
    return list(as_of(Stage, valid, known).filter(pipeline_id=pipeline.id).order_by("position", "id"))


def stages() -> QuerySet[Stage]:
    """All stages that are in use, with their pipelines."""
    return Stage.objects.filter(is_removed=False, pipeline__is_removed=False).select_related("pipeline")


def pipelines_with_stages() -> list[tuple[Pipeline, list[Stage]]]:
    """Each pipeline with its stages in their order."""
    return [(row, stages_of(row)) for row in pipelines()]


def opportunities_in(stage: Stage) -> int:
    """How many are in a stage now, whoever may see them."""
    return Opportunity.objects.filter(stage=stage, is_removed=False).count()


def stages_to_move_to(stage: Stage) -> QuerySet[Stage]:
    """Where the opportunities of a stage can go when it is removed: its pipeline's others of its kind."""
    same = Stage.objects.filter(pipeline_id=stage.pipeline_id, kind=stage.kind, is_removed=False)
    return same.exclude(id=stage.id).order_by("position", "id")


def removed(model: type[Removable], id: int) -> Removable:
    """A pipeline or stage that is removed. Raises NotVisible."""
    found = model._base_manager.filter(pk=id, is_removed=True).first()
    if found is None:
        raise NotVisible(_("There is nothing removed by that number."))
    return found


def first_stage(pipeline: Pipeline | None) -> Stage:
    """The first open stage of a pipeline (None: of the first pipeline). Raises Refused where there is none."""
    for its in pipelines():
        if pipeline is None or pipeline.pk == its.pk:
            for stage in stages_of(its):
                if stage.is_open:
                    return stage
    raise Refused(_("There is no open stage to begin in; make one in the settings."), field="stage")


def persons_of(opportunity: Opportunity) -> QuerySet[OpportunityPerson]:
    return (
        OpportunityPerson.objects.filter(opportunity=opportunity, is_removed=False)
        .select_related("person")
        .order_by("id")
    )


def team_of(opportunity: Opportunity) -> QuerySet[OpportunityUser]:
    return (
        OpportunityUser.objects.filter(opportunity=opportunity, is_removed=False)
        .select_related("user")
        .order_by("id")
    )


def loss_reasons() -> list[LossReason]:
    return [row for row in rows_of(LossReason).values() if not row.is_removed]


def competitors() -> list[Competitor]:
    return [row for row in rows_of(Competitor).values() if not row.is_removed]


def is_existing_customer(opportunity: Opportunity) -> bool | None:
    """Whether the company had an earlier won opportunity when this one was opened; None without a company, or where
    the workspace's history does not reach back (METRICS.md, 2)."""
    workspace, opened = current(), opportunity.created_at
    if opportunity.company_id is None or opened is None:
        return None
    earlier = Opportunity.objects.filter(company_id=opportunity.company_id, is_removed=False).exclude(
        id=opportunity.id
    )
    if earlier.filter(stage__kind=Stage.Kind.WON, stage_since__lt=opened).exists():
        return True
    since = workspace.history_complete_from
    return None if since and opened.astimezone(workspace.tzinfo).date() < since else False


def stale_days(opportunity: Opportunity, stage: Stage, now: datetime) -> int | None:
    """Whole days since the last human activity or stage change, if it is longer ago than the stage allows; else None."""
    last = max(
        (instant for instant in (opportunity.last_activity_at, opportunity.stage_since) if instant),
        default=None,
    )
    if not stage.is_open or stage.stale_after_days is None or last is None:
        return None
    return (now - last).days if now - last > timedelta(days=stage.stale_after_days) else None


@dataclass(frozen=True, slots=True)
class Totals:
    """Of one stage: how many, Σ amount and Σ weighted value in minor units of the home currency; how many have an amount
    in a currency without a rate and are not in the sums."""

    count: int = 0
    amount_minor: int = 0
    weighted_minor: int = 0
    without_rate: int = 0


def column_totals(
    opportunities: QuerySet[Opportunity],
    workspace: Workspace,
    day: date,
    *others: QuerySet[Opportunity],
    shares: Mapping[int, Share] | None = None,
) -> dict[int | None, Totals]:
    """Totals by stage over a whole filter, in one query (money: `pipeline.money`). day: whose rates open ones get.
    others: more of them, none twice. shares: of the stages, where the caller knows them."""
    rows = sums_by_stage([opportunities, *others], workspace, day, shares)
    return {stage: Totals(*sums) for stage, *sums in rows}


def company_of_visible_opportunity(user_ids: Collection[int]) -> Q:
    """On Company: visible because one of its opportunities is."""
    return Q(
        Exists(Opportunity.objects.filter(company_id=OuterRef("id"), owner_id__in=user_ids, is_removed=False))
    )


def person_of_visible_opportunity(user_ids: Collection[int]) -> Q:
    """On Person: likewise, by their part in it."""
    links = OpportunityPerson.objects.filter(person_id=OuterRef("id"), is_removed=False)
    return Q(Exists(links.filter(opportunity__owner_id__in=user_ids, opportunity__is_removed=False)))
