"""What entering a stage asks for, and nothing else: the fields and ticks that are missing, the reason of a loss."""

from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext as _

from penstock.faces.ui.record.facts import Fact, changes_of
from penstock.faces.ui.record.kinds import OPPORTUNITY
from penstock.foundation.base.errors import Refused
from penstock.records.pipeline.actions import tick, update_opportunity
from penstock.records.pipeline.checks import missing_for
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.pipeline.queries import loss_reasons
from penstock.records.team.acting import Acting


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: a field of the opportunity, an item to tick, or why it was lost."""

    what: Literal["fact", "tick", "loss_reason"]
    name: str
    label: str
    fact: Fact | None = None
    options: tuple[tuple[Any, Any], ...] = ()


def asked_for(opportunity: Opportunity, stage: Stage) -> list[Asked]:
    """Empty when nothing is missing: then a drop is a move, without a question."""
    if stage.pk == opportunity.stage_id:
        return []
    questions = [_question(name, stage) for name in missing_for(stage, opportunity)]
    if stage.kind == Stage.Kind.LOST:
        reasons = tuple((row.pk, row.name) for row in loss_reasons())
        questions.append(Asked("loss_reason", "loss_reason", _("Why was it lost?"), options=reasons))
    return questions


def _question(name: str, stage: Stage) -> Asked:
    if name in stage.checklist and name not in stage.required_fields:
        return Asked("tick", name, name)
    fact = next((one for one in OPPORTUNITY.every_fact() if one.name == name), Fact(name, name))
    return Asked("fact", name, str(fact.label), fact)


def keep_answers(actor: Acting, opportunity: Opportunity, asked: list[Asked], sent: QueryDict) -> Opportunity:
    """Save what was answered, before the move that needs it; in the caller's transaction."""
    changes: dict[str, Any] = {}
    for question in asked:
        if question.fact is not None and sent.get(question.name):
            changes |= changes_of(question.fact, sent, actor.user) if actor.user else {}
    if changes:
        opportunity = update_opportunity(actor=actor, opportunity=opportunity, changes=changes)
    for question in asked:
        if question.what == "tick" and question.name in sent.getlist("ticked"):
            opportunity = tick(actor=actor, opportunity=opportunity, item=question.name, is_done=True)
    if any(question.what == "loss_reason" for question in asked) and not sent.get("loss_reason"):
        raise Refused(_("Say why it was lost."), field="loss_reason")
    return opportunity
