"""The metrics' question from what the records say: whose numbers somebody may ask for, and rolling periods. For dashboards and
alerts, which ask by themselves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from penstock.records.team.models import Role, User
from penstock.records.team.rules import Scope as Sight
from penstock.records.team.rules import report_scope_of, totals_scope_of
from penstock.records.workspace.models import Workspace

if TYPE_CHECKING:
    from penstock.foundation.base.values.period import Period
    from penstock.insight.metrics.query import Query, Scope


def scope_for(user: User, workspace: Workspace, *, is_total: bool = False) -> "Scope":
    """Whose records the numbers of somebody are made of. is_total: beyond their own, in totals only (ARCHITECTURE, Rights)."""
    sight = (totals_scope_of(user, workspace) if is_total else None) or report_scope_of(user, workspace)
    return as_scope(sight, user)


def wider_for(user: User, workspace: Workspace) -> "Scope | None":
    """A representative's own numbers are compared with the team's totals."""
    if user.role != Role.REPRESENTATIVE:
        return None
    sight = totals_scope_of(user, workspace)
    return as_scope(sight, user) if sight else None


def as_scope(sight: Sight, user: User) -> "Scope":
    """What somebody sees, as the metrics take it."""
    from penstock.insight.metrics.query import Scope

    return Scope(sight.is_all, sight.user_ids, sight.sees_ownerless, user.id)


def rolling(days: int, workspace: Workspace, now: datetime) -> "Period":
    """The last so many days, today among them."""
    from penstock.foundation.base.values.period import Period

    end = now.astimezone(workspace.tzinfo).date() + timedelta(days=1)
    return Period(end - timedelta(days=days), end, workspace.tzinfo)


def question(
    metric: str,
    user: User,
    workspace: Workspace,
    now: datetime,
    *,
    period: "Period | None" = None,
    where: Sequence[str] = (),
    by: Sequence[str] = (),
    is_total: bool = False,
) -> "Query":
    """A metric as this person may ask for it. Raises WrongQuestion."""
    from penstock.insight.metrics.query import Query
    from penstock.insight.metrics.words import conditions_of
    from penstock.response.reports.own import own_or_known

    found, own = own_or_known(metric)
    return Query(
        metric=found.name,
        own=own,
        scope=scope_for(user, workspace, is_total=is_total and not where),
        now=now,
        zone=workspace.zone,
        currency=workspace.home_currency,
        period=period,
        by=tuple(by),
        where=conditions_of(where),
    )


def rolling_question(
    metric: str,
    user: User,
    workspace: Workspace,
    now: datetime,
    *,
    days: int,
    where: Sequence[str] = (),
    is_total: bool = False,
) -> "Query":
    """A metric of the last so many days; a plain stock as it is. Raises WrongQuestion."""
    from penstock.insight.metrics.catalogue import metric_of

    asked = question(metric, user, workspace, now, where=where, is_total=is_total)
    return replace(asked, period=rolling(days, workspace, now)) if metric_of(asked).has_period else asked
