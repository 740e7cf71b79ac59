"""The leaks of a question: which opportunities have which trait, out of the mirror. No Django.

A leak of a later room is one more entry in TRAITS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
from django.utils.translation.trans_null import gettext_noop as _  # which asks for no settings

from penstock.insight.leaks.leads import OVER_CAP, lead_leaks
from penstock.insight.leaks.loads import overloaded
from penstock.insight.leaks.looking import Found, lives, records_of
from penstock.insight.leaks.outcomes import (
    Finder,
    Measure,
    Outcomes,
    at_closing,
    at_limit,
    at_loss,
    at_opening,
    wins,
)
from penstock.insight.leaks.pricing import Leak, Trait, priced_leaks, worthiest
from penstock.insight.leaks.weak_stages import WEAK_STAGE, weak_stages
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import different, numbers
from penstock.insight.metrics.lives import with_kind
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.populations import pushes
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.stalling import all_stays, limits, limits_of, of_everything
from penstock.insight.mirror.memory import give_back
from penstock.insight.mirror.state import State

AGAIN = 2  # pushes from which a close date is pushed again and again


@dataclass(frozen=True, slots=True)
class Kind:
    """A leak: what it is (translated where it is shown, with %(about)s), whether it is priced, how to find all
    opportunities that have it, and what is looked at once something was done about it."""

    name: str
    title: str
    says: str
    is_priced: bool
    find: Callable[[Ask], Found]
    cases: Callable[[State, Query, Finder], Outcomes]
    measure: Measure


def leaks(state: State, query: Query) -> tuple[Leak, ...]:
    """Over what is open at the instant asked about and what was closed in the query's period: the worthiest first.

    Comparable are those of the same pipeline, source and amount band. The query's metric is not asked.
    """
    records = records_of(state, query)
    whole = of_everything(state, query)
    traits = []
    for kind in TRAITS:
        # Each takes much for a moment, which is not to stand beside what the next one takes.
        give_back()
        found = kind.find(whole)
        traits.append(Trait(kind.name, np.isin(records.id, found.ids), kind.is_priced, found.about))
    traits += weak_stages(state, query, records)
    return worthiest((*priced_leaks(records, traits), *lead_leaks(state, query)))


def _stalled(asked: Ask) -> Found:
    """Longer in some stage than four of five stays in it last."""
    id, stage, days, has_left = all_stays(asked)
    found = [id[(stage == one) & (days > limit)] for one, limit in limits_of(stage, days, has_left).items()]
    return Found(different(np.concatenate(found)) if found else np.empty(0, dtype=np.int64))


def _pushed(asked: Ask) -> Any:
    rows = pushes(asked)
    counts = rows.group_by(rows.id).aggregate(n=rows.count())
    return counts.filter(counts.n >= AGAIN).select("id")


def _without_next_step(asked: Ask) -> Any:
    """None was written down when it was last open."""
    spans = lives(asked)
    last = spans.group_by(spans.id).aggregate(
        has_one=ibis.coalesce(spans.has_next_step, False).argmax(spans.valid_from)
    )
    return last.filter(~last.has_one).select("id")


def _handed_over(asked: Ask) -> Any:
    spans = lives(asked)
    owners = spans.group_by(spans.id).aggregate(first=spans.owner_id.min(), last=spans.owner_id.max())
    return owners.filter(owners.first != owners.last).select("id")


def _without_reason(asked: Ask) -> Any:
    rows = asked.at("opportunity")
    rows = with_kind(asked, rows.select("id", "valid_from", "stage_id", "loss_reason_id"))
    return rows.filter(rows.kind_then == "lost", rows.loss_reason_id.isnull()).select("id")


def _those(rows_of: Callable[[Ask], Any]) -> Callable[[Ask], Found]:
    """The ids of rows."""
    name = rows_of.__name__

    def find(asked: Ask) -> Found:
        def ids() -> Any:
            return asked.leaf(f"leak{name}", lambda: rows_of(asked), ("opportunity", "id")).select("id")

        table = fetched(asked, name, ids)
        return Found(numbers(table, "id"))

    return find


TRAITS = (
    Kind("stalled", _("Stalled"), _("Longer in a stage than four of five stays there last."), True, _stalled,
         at_limit(limits), Measure(_("Of the stays in a stage that ended or came to its limit: came to it"), False)),
    Kind("no next step", _("Without a next step"), _("None was written down when it was last open."), True, _those(_without_next_step),
         at_closing, Measure(_("Of the decided: had no next step when they were last open"), False)),
    Kind("pushed again and again", _("Pushed again and again"), _("The close date was moved to a later day at least twice."), True, _those(_pushed),
         at_closing, Measure(_("Of the decided: had been pushed at least twice"), False)),
    Kind("handed over", _("Handed over"), _("Changed its owner while it was open."), True, _those(_handed_over),
         wins, Measure(_("Of the handed over that were decided: won"), True, _("the decided that kept their owner"))),
    Kind("overloaded", _("Opened by an owner with too many"), _("When it was opened, its owner had more than %(about)s others open: more than at four of five openings."), True, overloaded,
         at_opening, Measure(_("Of the opened: by an owner with too many"), False)),
    Kind("lost without a reason", _("Lost without a reason"), _("Nobody said why: a fault of the data, worth nothing."), False, _those(_without_reason),
         at_loss, Measure(_("Of the lost: without a reason"), False)),
)  # fmt: skip
# Title and meaning of each, by name.
WORDS = {kind.name: (kind.title, kind.says) for kind in TRAITS} | {
    WEAK_STAGE: (_("Fewer pass %(about)s than before"), _("Of those decided there, in the period against before it; times the part of those who pass that is won.")),
    OVER_CAP: (_("Leads of an owner with too many"), _("When the lead came to its owner, they had more than %(about)s open leads. Worth: at what a converted lead brought.")),
}  # fmt: skip
