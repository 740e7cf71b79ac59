"""Users and teams, for those who look after them and for choosing an owner."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Lower

from penstock.foundation.base.remembering import row_of, rows_of
from penstock.records.team.models import Team, User


@dataclass(frozen=True, slots=True)
class Branch:
    """A team in the tree of teams: how deep it lies (0: at the top), and who is in it."""

    team: Team
    depth: int
    users: list[User]


def get_user(id: int) -> User | None:
    """Somebody who may sign in; a copy, to be changed as one likes."""
    found = row_of(User, id)
    return copy(found) if found is not None and found.is_active else None


def colleagues() -> list[User]:
    """All who are active, by name."""
    users = [user for user in rows_of(User).values() if user.is_active and not user.is_removed]
    return sorted(users, key=lambda user: (user.name, user.pk))


def users() -> QuerySet[User]:
    """Everybody by name, active ones first, with their teams."""
    return User.objects.select_related("team").order_by("-is_active", Lower("name"), "id")


def teams() -> QuerySet[Team]:
    """All teams by name."""
    return Team.objects.filter(is_removed=False).order_by(Lower("name"), "id")


def removed_team(id: int) -> Team | None:
    """A team that is removed."""
    return Team.objects.filter(pk=id, is_removed=True).first()


def team_tree(people: Iterable[User]) -> list[Branch]:
    """All teams as they are read: each before those that lie within it. `people` are laid into their teams."""
    members: dict[int | None, list[User]] = defaultdict(list)
    for user in people:
        members[user.team_id].append(user)
    within: dict[int | None, list[Team]] = defaultdict(list)
    for team in teams():
        within[team.parent_id].append(team)
    return list(_branches(None, 0, within, members))


def _branches(
    parent: int | None,
    depth: int,
    within: dict[int | None, list[Team]],
    members: dict[int | None, list[User]],
) -> Iterable[Branch]:
    for team in within[parent]:
        yield Branch(team, depth, members[team.pk])
        yield from _branches(team.pk, depth + 1, within, members)
