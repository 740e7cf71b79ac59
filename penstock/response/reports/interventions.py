"""What was done against a leak, at a stage or about a metric: written down, judged, taken back, and handed to the reports as
values. Somebody sees what was done about records that are all in their own reports (docs/design/insight.md)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.remembering import row_of
from penstock.records.pipeline.models import Stage
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import Role, Team, User
from penstock.records.workspace.models import Workspace
from penstock.response.reports.models import Intervention
from penstock.response.reports.own import own_or_known
from penstock.response.reports.remarks import scope_name, standing, words_of
from penstock.response.reports.targets import target_of_leak

if TYPE_CHECKING:
    from penstock.insight.metrics.query import Scope
    from penstock.response.reports.done import Done

EVERYBODY = "all"


def interventions_for(
    user: User | None, workspace: Workspace, known: datetime | None = None
) -> list[Intervention]:
    """What somebody sees, the newest first; None: the terminal. known: what stood at that instant."""
    sees = _sight(user, workspace)
    return [one for one in _standing(known) if sees(one.scope)]


def done_for(
    user: User | None, workspace: Workspace, until: date, known: datetime | None = None
) -> "tuple[Done, ...]":
    """The same as the reports take it: begun up to a day, judged up to it."""
    return tuple(
        _as_done(one, workspace, until, known)
        for one in interventions_for(user, workspace, known)
        if one.day <= until
    )


def record_intervention(
    *,
    actor: Acting,
    workspace: Workspace,
    target: str,
    where: Sequence[str] = (),
    day: date,
    text: str,
    expected: str = "",
    now: datetime,
) -> Intervention:
    """Write down what was done from a day on, about the records of one's own reports. target: leak:NAME, stage:ID or metric:NAME.
    Raises Refused, NotAllowed."""
    rules.require(may_intervene(actor), _("Who only looks does nothing about it."))
    about, subject = target_of(target)
    return Intervention.objects.create(
        about=about, subject=subject, where=sorted(set(where)), scope=scope_name(actor.user, workspace),
        day=_past(day, "day", workspace, now), text=words_of(text, _("Say what was done.")),
        expected=words_of(expected, field="expected"), user=actor.user, made_at=now,
    )  # fmt: skip


def intervention_to_judge(*, actor: Acting, workspace: Workspace, id: int) -> Intervention:
    """One that the actor may judge or take back. Raises Refused, NotAllowed."""
    found = _standing(None).filter(pk=id).first()
    if found is None or not _sight(actor.user, workspace)(found.scope):
        raise NotVisible(_("There is no such intervention."))
    rules.require(may_judge(actor, found), _("Who wrote it down, or a manager, says what came of it."))
    return found


def judge_intervention(
    *, actor: Acting, workspace: Workspace, id: int, day: date, text: str, now: datetime
) -> Intervention:
    """It ended on a day, and that came of it. Raises Refused, NotAllowed."""
    found = intervention_to_judge(actor=actor, workspace=workspace, id=id)
    if found.ended_on is not None:
        raise Refused(_("This was judged already; take it back if it was wrong."), field="text")
    ended = _past(day, "day", workspace, now)
    if ended < found.day:
        raise Refused(_("It can't end before it began."), field="day")
    found.judgement = words_of(text, _("Say what came of it."))
    found.ended_on, found.judged_at, found.judged_by = ended, now, actor.user
    found.save(update_fields=["judgement", "ended_on", "judged_at", "judged_by"])
    return found


def remove_intervention(*, actor: Acting, workspace: Workspace, id: int, now: datetime) -> Intervention:
    """It was written down by mistake; what was known before stays so. Raises Refused, NotAllowed."""
    found = intervention_to_judge(actor=actor, workspace=workspace, id=id)
    found.removed_at, found.removed_by = now, actor.user
    found.save(update_fields=["removed_at", "removed_by"])
    return found


def may_intervene(actor: Acting) -> bool:
    """Everybody but those who only look, each about the records of their own reports."""
    return actor.role != Role.VIEWER


def may_judge(actor: Acting, one: Intervention) -> bool:
    """Whoever wrote it down, and the managers and administrators who see it."""
    return may_intervene(actor) and (
        rules.may_set_up_sales(actor) or (one.user_id is not None and one.user_id == actor.user_id)
    )


def target_of(text: str) -> tuple[str, str]:
    """About what, and its subject. A leak of a stage is the stage's. Raises Refused."""
    about, _sign, subject = text.partition(":")
    if about == "leak":
        about, _sign, subject = target_of_leak(subject).partition(":")
    if about not in Intervention.About.values or not _is_there(about, subject):
        raise Refused(_("Something is done about leak:NAME, stage:ID or metric:NAME."), field="target")
    return about, subject


def _is_there(about: str, subject: str) -> bool:
    from penstock.insight.leaks.measuring import NAMES
    from penstock.insight.metrics.query import WrongQuestion

    if about == "leak":
        return subject in NAMES
    if about == "stage":
        is_id = subject.isdecimal() and subject.isascii() and len(subject) < 19
        stage = row_of(Stage, int(subject)) if is_id else None
        return stage is not None and not stage.is_removed and stage.kind == "open"
    try:
        own_or_known(subject)
    except WrongQuestion:
        return False
    return True


def _past(day: date, field: str, workspace: Workspace, now: datetime) -> date:
    if not date(1900, 1, 1) <= day <= now.astimezone(workspace.tzinfo).date():
        raise Refused(_("This lies in the future."), field=field)
    return day


def _standing(known: datetime | None) -> QuerySet[Intervention]:
    return Intervention.objects.filter(standing(known)).select_related("user", "judged_by")


def _sight(user: User | None, workspace: Workspace) -> Callable[[str], bool]:
    """Whether somebody sees what was done about the records of a scope: if all of them are in their own reports."""
    sight = rules.report_scope_of(user, workspace) if user else rules.Scope(is_all=True)

    def sees(scope: str) -> bool:
        members = _members(scope)
        return sight.is_all or (bool(members) and members <= sight.user_ids)

    return sees


def _members(scope: str) -> frozenset[int]:
    kind, _sign, id = scope.partition(":")
    if kind == "team":
        return rules.users_of_team(int(id))
    return frozenset({int(id)}) if kind == "user" else frozenset()


def _as_done(one: Intervention, workspace: Workspace, until: date, known: datetime | None) -> "Done":
    from penstock.insight.metrics.query import WrongQuestion
    from penstock.response.reports.done import Done

    is_judged = (
        one.ended_on is not None
        and one.ended_on <= until
        and (known is None or (one.judged_at is not None and one.judged_at <= known))
    )
    try:
        own = own_or_known(one.subject, known)[1] if one.about == Intervention.About.METRIC else None
    except WrongQuestion:
        own = None
    return Done(
        id=one.pk,
        about=one.about,
        subject=one.subject,
        where=tuple(one.where),
        scope=_as_metrics(one.scope),
        of=_of(one.scope),
        day=one.day,
        text=one.text,
        expected=one.expected,
        by=_name(one.user),
        ended_on=one.ended_on if is_judged else None,
        judgement=one.judgement if is_judged else "",
        judged_by=_name(one.judged_by) if is_judged else "",
        own=own,
    )


def _as_metrics(scope: str) -> "Scope":
    """Whose records those are, as the metrics take it."""
    from penstock.insight.metrics.query import EVERYTHING, Scope

    kind, _sign, id = scope.partition(":")
    if kind == EVERYBODY:
        return EVERYTHING
    return Scope(False, _members(scope), kind == "team", int(id) if kind == "user" else None)


def _of(scope: str) -> str:
    kind, _sign, id = scope.partition(":")
    if kind == EVERYBODY:
        return ""
    row = row_of(Team, int(id)) if kind == "team" else row_of(User, int(id))
    return row.name if row else ""


def _name(user: User | None) -> str:
    return user.name if user else _("the terminal")
