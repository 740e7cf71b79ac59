"""The page of one opportunity: /opportunities/12/."""

from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from penstock.faces.ui.asof import Look
from penstock.faces.ui.opportunities.board import onlooker
from penstock.faces.ui.opportunities.columns import opportunities_of, pipeline_of, stages_then
from penstock.faces.ui.opportunities.history import history_of
from penstock.faces.ui.record.facts import amount_of
from penstock.faces.ui.record.kinds import OPPORTUNITY
from penstock.faces.ui.record.page import Neighbours, neighbours_of, page_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.foundation.base.ledger import as_of
from penstock.foundation.base.remembering import with_references
from penstock.records.pipeline.models import (
    Opportunity,
    OpportunityPerson,
    OpportunityUser,
    Stage,
)
from penstock.records.pipeline.queries import (
    is_existing_customer,
    opportunities_visible_to,
    stale_days,
)
from penstock.records.team.models import User
from penstock.records.team.queries import colleagues

Shown = TypeVar("Shown", bound=Model)
RELATED = 8


@login_required
@require_safe
def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, way, timeline, people; beside a list only the facts."""
    page = page_of(request, OPPORTUNITY, pk)
    record, look = page["record"], page["look"]
    stages = stages_then(record.pipeline, look)
    history = history_of(record, stages, look, page["now"])
    context = (
        page
        | sides(record, look)
        | {
            "amount": amount_of(record),
            "stages": stages,
            "history": history,
            "stale_days": None
            if look.is_past or not record.stage
            else stale_days(record, record.stage, page["now"]),
            "is_existing": is_existing_customer(record),
            "related": related_to(record, user_of(request), look),
            "checklist": checklist_of(record, stages),
            "neighbours": page["neighbours"] or _neighbours(request, record),
            "colleagues": colleague_choices(),
        }
    )
    return render(request, "opportunities/record.html", context, piece="peek")


def sides(record: Opportunity, look: Look) -> dict[str, Any]:
    """Who takes part, on the buyers' side and on ours, on the day that is looked at."""
    persons = as_of(OpportunityPerson, look.valid, look.known).filter(opportunity=record.pk)
    team = as_of(OpportunityUser, look.valid, look.known).filter(opportunity=record.pk)
    persons = persons.select_related("person").only("buying_role", "person__name", "person__emails")
    return {
        "persons": list(persons.order_by("pk")),
        "team": _named(team.only("user").order_by("pk"), "user", look),
        "roles": buying_roles(),
    }


def buying_roles() -> list[tuple[str, Any]]:
    """The parts that a person can play, in words."""
    role = OpportunityPerson.BuyingRole
    return [
        ("", "–"),
        (role.DECIDES, _("Decides")),
        (role.INFLUENCES, _("Influences")),
        (role.USES, _("Uses")),
        (role.CHECKS, _("Checks")),
        (role.CHAMPION, _("Champion")),
        (role.BLOCKS, _("Blocks")),
    ]


def colleague_choices() -> list[tuple[int, str]]:
    """Who can be put into a team."""
    return [(user.pk, user.name) for user in colleagues()]


def related_to(record: Opportunity, user: User, look: Look) -> list[Opportunity]:
    """Other opportunities of the same company, those closing latest first."""
    others = opportunities_visible_to(user, **look.instants).exclude(pk=record.pk)
    if record.company_id is None:
        return []
    others = others.filter(company=record.company_id).only("name", "stage", "amount_minor", "currency")
    return _named(others.order_by("-close_on", "-pk")[:RELATED], "stage", look)


def _named(rows: QuerySet[Shown], reference: str, look: Look) -> list[Shown]:
    """The rows with what they refer to: of the present it is remembered, of a past day as it stood then."""
    return list(rows.select_related(reference)) if look.is_past else with_references(rows)


def checklist_of(record: Opportunity, stages: list[Stage]) -> list[tuple[str, bool, str]]:
    """What is to be agreed on the way: (text, whether it is, the stage that asks for it)."""
    return [(item, item in record.checked, stage.name) for stage in stages for item in stage.checklist]


def _neighbours(request: HttpRequest, record: Opportunity) -> Neighbours | None:
    """Before and after in the board that one came from, column by column."""
    if request.GET.get("face") != "board":
        return None
    by = onlooker(request, request.GET, timezone.now())
    pipeline = pipeline_of(request.GET)
    if pipeline is None:
        return None
    open_ = opportunities_of(by, pipeline).filter(stage__kind=Stage.Kind.OPEN)
    return neighbours_of(open_.order_by("stage__position", "stage_id", "close_on", "pk"), record.pk)
