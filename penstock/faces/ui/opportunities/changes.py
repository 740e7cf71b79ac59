"""What changed since a day: the facts, newest first: /opportunities/changes/?as_of=2026-09-01."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from penstock.faces.ui.asof import Look, look_of
from penstock.faces.ui.record.kinds import OPPORTUNITY
from penstock.faces.ui.record.timeline import words_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.foundation.base.models import Fact
from penstock.foundation.base.values.period import start_of_day
from penstock.records.activities.timeline import NameOf, names_of
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import opportunities_visible_to
from penstock.records.team.models import User
from penstock.records.workspace.queries import current

SHOWN = 200
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact about one opportunity, in words."""

    opportunity: Opportunity
    at: datetime
    by: str
    icon: str
    strong: str
    told: str
    is_void: bool

    @property
    def day(self) -> date:
        """On which it happened, in the reader's zone."""
        return timezone.localtime(self.at).date()


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Since the day that is looked at; without one, since a week ago."""
    now, workspace = timezone.now(), current()
    look = look_of(request.GET, workspace.tzinfo, now)
    since = look.valid or start_of_day(look.today - A_WEEK, workspace.tzinfo)
    facts = _facts(_seen_now_or_then(user_of(request), since), since, look)
    context = {
        "look": look,
        "since": since,
        "now": now,
        "rows": _told(list(facts[:SHOWN])),
        "count": facts.count(),
    }
    return render(request, "opportunities/changes.html", context, piece="changes")


def _seen_now_or_then(user: User, since: datetime) -> Q:
    """On facts: of what is there, and of what was there and is removed by now."""
    now, then = (
        opportunities_visible_to(user, valid=valid).order_by().values("pk") for valid in (None, since)
    )
    return Q(record_id__in=now) | Q(record_id__in=then)


def _facts(seen: Q, since: datetime, look: Look) -> QuerySet[Fact]:
    """By when they became true; for what was known then, by when they were recorded."""
    facts = Fact.objects.filter(seen, kind="opportunity", voids=None)
    if look.known:
        return facts.filter(recorded_at__gt=since).order_by("-recorded_at", "-seq")
    return facts.filter(valid_at__gt=since).order_by("-valid_at", "-seq")


def _told(facts: list[Fact]) -> list[Changed]:
    """Each in words; five queries, however many."""
    opportunities = Opportunity._base_manager.in_bulk({fact.record_id for fact in facts})
    users = {user.pk: user.name for user in User.objects.all()}
    name_of = names_of("opportunity", facts)
    void = set(Fact.objects.filter(voids__in=[fact.seq for fact in facts]).values_list("voids", flat=True))
    rows = []
    for fact in facts:
        opportunity = opportunities[fact.record_id]
        icon, strong, told = _sentence(fact, opportunity, name_of)
        if strong or told:
            by = users.get(fact.actor_id or 0, "") if fact.actor == "user" else ""
            rows.append(Changed(opportunity, fact.valid_at, by, icon, strong, told, fact.seq in void))
    return rows


def _sentence(fact: Fact, opportunity: Opportunity, name_of: NameOf) -> tuple[str, str, str]:
    """Icon, what happened in a word or two, and the rest. What a move emptied is no news beside the move."""
    changes = {name: name_of(name, value) for name, value in fact.changes.items()}
    if "is_removed" in changes and "name" in changes:
        return "plus", _("Created"), str(changes.get("stage_id") or "")
    if changes.get("is_removed") is True:
        return "trash", _("Removed"), ""
    if changes.get("is_removed") is False:
        return "plus", _("Restored"), ""
    stage = changes.pop("stage_id", None)
    if stage:
        changes = {name: value for name, value in changes.items() if value not in (None, "", [])}
    told = " · ".join(words_of(changes, OPPORTUNITY.facts, {}, opportunity.currency))
    return ("arrow", str(stage), told) if stage else ("edit", "", told)
