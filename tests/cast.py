"""The cast that every test of rights knows: one installation, two teams, and a part for each role.

    Sales ── manager, marketer, viewer
      └─ North ── representative (`rep`), teammate
    South ── outsider (a representative whom Sales has nothing to do with)
    no team ── administrator

Each part is a fixture with a User; `cast` is all of them by name; `client_as(user)` is a signed-in browser,
`anonymous` one that is not. `ladder` asks an address as everybody and compares the statuses.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from penstock.records.team.models import Role, Team, User
from penstock.records.workspace.models import Workspace

PARTS = ("administrator", "manager", "representative", "teammate", "outsider", "marketer", "viewer")
ClientAs = Callable[[User | None], Client]


@pytest.fixture
def workspace(db: None) -> Workspace:
    """The one row of settings, with the defaults of the first start."""
    return Workspace.objects.first() or Workspace.objects.create()


@pytest.fixture
def sales(db: None) -> Team:
    return Team.objects.create(name="Sales")


@pytest.fixture
def north(sales: Team) -> Team:
    return Team.objects.create(name="North", parent=sales)


@pytest.fixture
def south(db: None) -> Team:
    return Team.objects.create(name="South")


@pytest.fixture
def administrator(workspace: Workspace) -> User:
    return _user("Ada Admin", Role.ADMINISTRATOR, None)


@pytest.fixture
def manager(workspace: Workspace, sales: Team) -> User:
    return _user("Mona Manager", Role.MANAGER, sales)


@pytest.fixture
def representative(workspace: Workspace, north: Team) -> User:
    return _user("Rita Rep", Role.REPRESENTATIVE, north)


@pytest.fixture
def rep(representative: User) -> User:
    """The representative, in short."""
    return representative


@pytest.fixture
def teammate(workspace: Workspace, north: Team) -> User:
    return _user("Theo Teammate", Role.REPRESENTATIVE, north)


@pytest.fixture
def outsider(workspace: Workspace, south: Team) -> User:
    return _user("Otto Outsider", Role.REPRESENTATIVE, south)


@pytest.fixture
def marketer(workspace: Workspace, sales: Team) -> User:
    return _user("Mark Marketer", Role.MARKETER, sales)


@pytest.fixture
def viewer(workspace: Workspace, sales: Team) -> User:
    return _user("Vera Viewer", Role.VIEWER, sales)


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    """Everybody by the name of their part."""
    return {part: request.getfixturevalue(part) for part in PARTS}


@pytest.fixture
def anonymous() -> Client:
    return Client()


@pytest.fixture
def client_as() -> ClientAs:
    """A browser in which this user is signed in; of nobody, the stranger's."""

    def sign_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def ladder(cast: dict[str, User], client_as: ClientAs) -> Callable[..., None]:
    """`ladder(address, {"representative": 200, ...}, method="post", data={...})`: what each part gets.

    Parts that are not named get `others` (404), the anonymous visitor is sent to sign in (302) unless named.
    Statuses are compared at once, so that a failure shows the whole ladder."""

    def climb(
        address: str,
        expected: Mapping[str, int],
        *,
        others: int = 404,
        method: str = "get",
        data: Any = None,
        **options: Any,
    ) -> None:
        wanted = {"anonymous": 302} | dict.fromkeys(PARTS, others) | dict(expected)
        found = {
            part: getattr(client_as(cast.get(part)), method)(address, data, **options).status_code
            for part in wanted
        }
        assert found == wanted, f"{method} {address}"

    return climb


def _user(name: str, role: Role, team: Team | None) -> User:
    email = f"{name.split()[0].lower()}@example.com"
    user = User(email=email, name=name, role=role, team=team)
    user.set_unusable_password()
    user.save()
    return user
