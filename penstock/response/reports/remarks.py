"""Dated words of people about metrics: kept, taken back, and handed to the reports as values."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.editing import NotVisible
from penstock.records.team.models import Role, User
from penstock.records.team.rules import report_scope_of
from penstock.records.workspace.models import Workspace
from penstock.response.reports.models import Remark
from penstock.response.reports.said import Said

LONGEST = 300


def scope_name(user: User | None, workspace: Workspace) -> str:
    """Among whose records somebody's reports look: a chart of other records is another chart. None: the terminal."""
    if user is None or report_scope_of(user, workspace).is_all:
        return "all"
    if user.role == Role.MANAGER and user.team_id is not None:
        return f"team:{user.team_id}"
    return f"user:{user.pk}"


def standing(known: datetime | None = None) -> Q:
    """Of words with made_at and removed_at, what stands; known: what stood at that instant."""
    stood = Q(removed_at=None)
    return stood if known is None else Q(made_at__lte=known) & (stood | Q(removed_at__gt=known))


def words_of(text: str, needed: str = "", *, field: str = "text") -> str:
    """What somebody wrote, on one line. needed: what to say where it is empty. Raises Refused, also for too many letters."""
    said = " ".join(text.replace("\x00", "").split())
    if needed and not said:
        raise Refused(needed, field=field)
    if len(said) > LONGEST:
        raise Refused(_("At most %(n)s letters.") % {"n": LONGEST}, field=field)
    return said


def remarks_in(scope: str, known: datetime | None = None) -> QuerySet[Remark]:
    """What stands; known: what stood at that instant."""
    return Remark.objects.filter(standing(known), scope=scope).select_related("user")


def remarks_on(
    metric: str, where: Iterable[str], scope: str, known: datetime | None = None
) -> QuerySet[Remark]:
    """Those of a metric's chart, asked with these very conditions."""
    return remarks_in(scope, known).filter(metric=metric, where=sorted(set(where)))


def said_on(
    metric: str, where: Iterable[str], scope: str, until: date, known: datetime | None = None
) -> tuple[Said, ...]:
    """What was said of days up to `until`, by day."""
    return tuple(
        Said(one.pk, one.kind, one.metric, tuple(one.where), one.day, one.text, one.user.name if one.user else _("the terminal"))
        for one in remarks_on(metric, where, scope, known).filter(day__lte=until)
    )  # fmt: skip


def accepted_days(metric: str, where: Iterable[str], scope: str) -> tuple[date, ...]:
    """From which days on a metric's chart, asked with these conditions, is another."""
    return tuple(remarks_on(metric, where, scope).values_list("day", flat=True))


def accept_change(
    *,
    actor: Acting,
    metric: str,
    where: Iterable[str],
    scope: str,
    day: date,
    text: str,
    now: datetime,
) -> Remark:
    """From this day on the metric's usual range is another, and why. Raises Refused, NotAllowed."""
    require_may_remark(actor)
    said = words_of(text, _("Say in a word why it changed."))
    return Remark.objects.create(
        kind=Remark.Kind.ACCEPTED, metric=metric, where=sorted(set(where)), scope=scope, day=day, text=said,
        user=actor.user, made_at=now,
    )  # fmt: skip


def remove_remark(*, actor: Acting, scope: str, id: int, now: datetime) -> Remark:
    """Take one back; what was known before stays so. May be done twice. Raises NotVisible, NotAllowed."""
    found = Remark.objects.filter(pk=id, scope=scope).first()
    if found is None:
        raise NotVisible(_("There is no such remark."))
    require_may_remark(actor)
    if found.removed_at is None:
        found.removed_at, found.removed_by = now, actor.user
        found.save(update_fields=["removed_at", "removed_by"])
    return found


def require_may_remark(actor: Acting) -> None:
    """Raises NotAllowed."""
    rules.require(rules.may_set_up_sales(actor), _("Managers and administrators say what a change was."))
