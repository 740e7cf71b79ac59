"""Many records changed in one act, and the act taken back."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.foundation.base import ledger
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import Cause, writing
from penstock.foundation.base.models import Fact
from penstock.records.leads.actions import update_lead
from penstock.records.leads.models import Lead
from penstock.records.people.actions import update_company, update_person
from penstock.records.people.models import Company, Person
from penstock.records.pipeline.actions.moves import move
from penstock.records.pipeline.actions.opportunities import update_opportunity
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team import rules
from penstock.records.team.acting import Acting

MODELS = {"company": Company, "person": Person, "lead": Lead, "opportunity": Opportunity}


def update_many(*, actor: Acting, kind: str, ids: Collection[int], changes: dict[str, Any]) -> int:
    """The same change to many records (by ids that the caller found through what the actor sees): all or none.
    For opportunities "stage_id" moves them. Returns the act, for `undo`. Raises as the single actions do."""
    act = ledger.next_act()
    acting = actor.because(Cause("bulk", act))
    changes = dict(changes)
    with transaction.atomic():
        stage_id = changes.pop("stage_id", None) if kind == "opportunity" else None
        stage = Stage.objects.get(pk=stage_id) if stage_id else None
        for record in MODELS[kind]._base_manager.filter(pk__in=ids, is_removed=False).order_by("pk"):
            _update_one(acting, kind, record, changes, stage)
    return act


def _update_one(actor: Acting, kind: str, record: Any, changes: dict[str, Any], stage: Stage | None) -> None:
    if stage is not None:
        record = move(actor=actor, opportunity=record, stage=stage)
    if not changes:
        return
    match kind:
        case "company":
            update_company(actor=actor, company=record, changes=changes)
        case "person":
            update_person(actor=actor, person=record, changes=changes)
        case "lead":
            update_lead(actor=actor, lead=record, changes=changes)
        case _:
            update_opportunity(actor=actor, opportunity=record, changes=changes)


def undo(*, actor: Acting, act: int) -> list[tuple[str, int]]:
    """Take a bulk edit back by voiding its facts: never true any more, still known then (LEDGER.md, 3). Fields that
    somebody changed since are left; their records (kind, id) are returned. Raises Refused for no such act."""
    with transaction.atomic():
        facts = list(
            Fact.objects.filter(cause="bulk", cause_id=act, voids=None, voided_by=None).order_by("seq")
        )
        if not facts:
            raise Refused(_("There is nothing to take back."))
        if any((fact.actor, fact.actor_id) != (actor.ledger.kind, actor.ledger.id) for fact in facts):
            rules.require(
                rules.may_administer(actor),
                _("Only who made this change, or an administrator, may take it back."),
            )
        touched = [fact for fact in facts if _changed_since(fact)]
        with writing(actor.ledger, Cause("bulk", act)):
            ledger.void(fact.seq for fact in facts if fact not in touched)
    return [(fact.kind, fact.record_id) for fact in touched]


def _changed_since(fact: Fact) -> bool:
    later = Fact.objects.filter(
        kind=fact.kind, record_id=fact.record_id, seq__gt=fact.seq, voids=None, voided_by=None
    )
    return (
        later.exclude(cause="bulk", cause_id=fact.cause_id)
        .filter(changes__has_any_keys=list(fact.changes))
        .exists()
    )
