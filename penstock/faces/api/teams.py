"""Users and teams: everybody reads them, administrators shape them."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.references import in_path, removed, seen_by
from penstock.faces.api.values import Given, Id, Line
from penstock.records.team import actions, queries
from penstock.records.team.models import Team, User

router = Router(tags=["Users and teams"])
RoleName = Literal["administrator", "manager", "representative", "marketer", "viewer"]


class UserOut(Schema):
    id: int
    name: str
    email: str
    role: str
    team: int | None
    is_active: bool


class UserChanges(Given):
    """Who is not active any more is signed out, and their keys open nothing."""

    name: Annotated[Line, Field(min_length=1)] = "-"
    email: Line = ""
    role: RoleName = "representative"
    team: Id | None = None
    is_active: bool = True


class UserNew(Given):
    """Without a password they sign in once an administrator gave them one, or by a reset by mail."""

    email: Line
    name: Line = ""
    role: RoleName
    team: Id | None = None
    password: Line | None = None


class TeamOut(Schema):
    """parent: the team that it lies within."""

    id: int
    name: str
    parent: int | None


class TeamChanges(Given):
    name: Annotated[Line, Field(min_length=1)] = "-"
    parent: Id | None = None


class TeamNew(TeamChanges):
    name: Annotated[Line, Field(min_length=1)]


@router.get("/users", response=reads(Page[UserOut]))
def list_users(request: ApiRequest) -> HttpResponse:
    """Everybody on the selling side, active ones first."""
    return answer(Page[UserOut](items=[user_out(user) for user in queries.users()], next_cursor=None))


@router.post("/users", response=writes(UserOut, 201))
def create_user(request: ApiRequest, user: UserNew) -> HttpResponse:
    """Someone who may sign in; for administrators."""
    values = seen_by(reader(request), user.values())
    return answer(user_out(actions.create_user(actor=request.acting, **values)), status=201)


@router.patch("/users/{id}", response=writes(UserOut))
def change_user(request: ApiRequest, id: Id, changes: UserChanges) -> HttpResponse:
    """Change name, e-mail, role, team, is_active; the last administrator stays one."""
    found = in_path(request, "user", id)
    values = seen_by(reader(request), changes.values())
    return answer(user_out(actions.update_user(actor=request.acting, user=found, changes=values)))


@router.get("/teams", response=reads(Page[TeamOut]))
def list_teams(request: ApiRequest) -> HttpResponse:
    """All teams by name."""
    return answer(Page[TeamOut](items=[_team_out(team) for team in queries.teams()], next_cursor=None))


@router.post("/teams", response=writes(TeamOut, 201))
def create_team(request: ApiRequest, team: TeamNew) -> HttpResponse:
    """A team, within another if a parent is given; for administrators."""
    return answer(_team_out(actions.create_team(actor=request.acting, **_within(request, team))), status=201)


@router.patch("/teams/{id}", response=writes(TeamOut))
def change_team(request: ApiRequest, id: Id, changes: TeamChanges) -> HttpResponse:
    """Change the name, or within which other team it lies."""
    values = _within(request, changes)
    return answer(
        _team_out(actions.update_team(actor=request.acting, team=_team(request, id), changes=values))
    )


@router.delete("/teams/{id}", response=writes(None, 204))
def remove_team(request: ApiRequest, id: Id) -> HttpResponse:
    """An empty team goes; `restoration` brings it back."""
    actions.remove_team(actor=request.acting, team=_team(request, id))
    return nothing()


@router.post("/teams/{id}/restoration", response=writes(TeamOut))
def restore_team(request: ApiRequest, id: Id) -> HttpResponse:
    """There again; at the top, if the team that it lay within is gone."""
    actions.restore_team(actor=request.acting, team=removed(Team, id))
    return answer(_team_out(_team(request, id)))


def user_out(user: User) -> UserOut:
    """The user as the API says it."""
    return UserOut(
        id=user.pk,
        name=user.name,
        email=user.email,
        role=user.role,
        team=user.team_id,
        is_active=user.is_active,
    )


def _team(request: ApiRequest, id: int) -> Team:
    found: Team = in_path(request, "team", id)
    return found


def _within(request: ApiRequest, team: TeamChanges) -> dict[str, Any]:
    values = team.values()
    if values.get("parent") is None:
        return values
    return values | {"parent": seen_by(reader(request), {"parent": values["parent"]})["parent"]}


def _team_out(team: Team) -> TeamOut:
    return TeamOut(id=team.pk, name=team.name, parent=team.parent_id)
