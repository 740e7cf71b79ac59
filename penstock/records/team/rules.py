"""Rights (ARCHITECTURE.md, 3): who sees, changes, removes, imports, exports. Pure of HTTP; actions and queries ask."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from penstock.foundation.base.errors import NotAllowed
from penstock.foundation.base.remembering import rows_of
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, Team, User
from penstock.records.workspace.models import Visibility, Workspace

ADMINISTRATOR, MANAGER, REPRESENTATIVE = Role.ADMINISTRATOR, Role.MANAGER, Role.REPRESENTATIVE
MARKETER_CHANGES = frozenset({"lead", "lead_source", "person", "company"})
MARKETER_REMOVES = frozenset({"lead", "lead_source"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records someone sees: everybody's, or those of some users (and, for a manager, nobody's)."""

    is_all: bool
    user_ids: frozenset[int] = frozenset()
    sees_ownerless: bool = False


def scope_of(user: User, workspace: Workspace, kind: str) -> Scope:
    """What `user` sees of records of a kind."""
    if user.role == ADMINISTRATOR or user.role == Role.MARKETER:
        return Scope(is_all=True)
    if user.role == MANAGER:
        return Scope(False, users_below(user), sees_ownerless=True)
    sees = workspace.representatives_see if user.role == REPRESENTATIVE else workspace.viewers_see
    if sees == Visibility.ALL:
        return Scope(is_all=True)
    if sees == Visibility.OWN or user.team_id is None:
        return Scope(False, frozenset({user.id}))
    return Scope(False, _users_in({user.team_id}))


def users_below(user: User) -> frozenset[int]:
    """The ids of the users of someone's team and of the teams below it; without a team, only their own."""
    if user.team_id is None:
        return frozenset({user.id})
    return users_of_team(user.team_id) | {user.id}


def users_of_team(team_id: int) -> frozenset[int]:
    """The ids of the users of a team and of the teams below it."""
    children = defaultdict(list)
    for team in rows_of(Team).values():
        if not team.is_removed:
            children[team.parent_id].append(team.pk)
    found, waiting = set(), [team_id]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children[one]
    return _users_in(found)


def _users_in(team_ids: Collection[int]) -> frozenset[int]:
    return frozenset(user.pk for user in rows_of(User).values() if user.team_id in team_ids)


def may_create(actor: Acting, kind: str) -> bool:
    return actor.role in (ADMINISTRATOR, MANAGER, REPRESENTATIVE) or (
        actor.role == Role.MARKETER and kind in MARKETER_CHANGES
    )


def may_change(actor: Acting, kind: str, owner_id: int | None) -> bool:
    """Whether the actor may change a record that this user owns (None: nobody does). That it is visible
    to them is the caller's to see: records are read through `..._visible_to`."""
    match actor.role:
        case Role.ADMINISTRATOR:
            return True
        case Role.MANAGER:
            return owner_id is None or actor.user is None or owner_id in users_below(actor.user)
        case Role.REPRESENTATIVE:
            return owner_id == actor.user_id
        case Role.MARKETER:
            return kind in MARKETER_CHANGES
        case _:
            return False


def may_remove(actor: Acting, kind: str, owner_id: int | None) -> bool:
    if actor.role == Role.MARKETER:
        return kind in MARKETER_REMOVES
    return may_change(actor, kind, owner_id)


def may_override(actor: Acting) -> bool:
    """Whether the actor may pass a stage's requirements with a reason."""
    return actor.role in (ADMINISTRATOR, MANAGER)


def may_administer(actor: Acting) -> bool:
    return actor.role == ADMINISTRATOR


def may_set_up_sales(actor: Acting) -> bool:
    """Loss reasons, guidance, competitors."""
    return actor.role in (ADMINISTRATOR, MANAGER)


def may_name_sources(actor: Acting) -> bool:
    """Where leads come from: a marketer's to say, too."""
    return may_set_up_sales(actor) or actor.role == Role.MARKETER


def may_import(actor: Acting, kind: str) -> bool:
    """A manager brings in what is their team's; who may sign in is an administrator's to say."""
    if kind == "users":
        return actor.role == ADMINISTRATOR
    return actor.role in (ADMINISTRATOR, MANAGER) or (
        actor.role == Role.MARKETER and kind in ("leads", "spend")
    )


def may_export(actor: Acting, workspace: Workspace) -> bool:
    return actor.role in (ADMINISTRATOR, MANAGER, Role.MARKETER) or (
        actor.role == REPRESENTATIVE and workspace.representatives_may_export
    )


def require(allowed: bool, message: str) -> None:
    """Raises NotAllowed with the message unless allowed."""
    if not allowed:
        raise NotAllowed(message)


def require_administrator(actor: Acting) -> None:
    """Raises NotAllowed for everybody else."""
    require(may_administer(actor), _("Only an administrator may do this."))


def report_scope_of(user: User, workspace: Workspace) -> Scope:
    """Whose records a user's reports and metrics are made of (ARCHITECTURE, Rights): a representative's are their own,
    whatever they see in lists."""
    if user.role == REPRESENTATIVE:
        return Scope(False, frozenset({user.id}))
    return scope_of(user, workspace, "opportunity")


def totals_scope_of(user: User, workspace: Workspace) -> Scope | None:
    """Beyond their own reports, in totals only: for a manager the company, for a representative the team. None: no
    more than `report_scope_of`."""
    if user.role == MANAGER:
        return Scope(is_all=True)
    if user.role == REPRESENTATIVE and user.team_id is not None:
        return Scope(False, _users_in({user.team_id}))
    return None
