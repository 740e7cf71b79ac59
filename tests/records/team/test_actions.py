import pytest

from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.foundation.base.models import Fact
from penstock.records.team import actions
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, Team, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(administrator):
    return Acting.on_screen(administrator)


def test_a_user_is_made_with_role_team_and_password(admin, north):
    user = actions.create_user(
        actor=admin,
        email=" New@Example.com ",
        role="manager",
        name="Nina New",
        team=north,
        password="a long enough one",
    )

    user.refresh_from_db()
    assert (user.email, user.name, user.role, user.team) == ("new@example.com", "Nina New", "manager", north)
    assert user.check_password("a long enough one")


def test_the_terminal_makes_the_first_one(db):
    user = actions.create_user(actor=Acting.at_terminal(), email="admin@localhost", role="administrator")

    assert (user.name, user.has_usable_password()) == ("admin", False)
    fact = Fact.objects.get(kind="user", record_id=user.id)
    assert (fact.actor, fact.cause) == ("system", "cli")
    assert "password" not in fact.changes


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "nonsense"}, "email"),
        ({"email": "RITA@example.com"}, "email"),
        ({"email": "x@example.com", "role": "king"}, "role"),
        ({"email": "x@example.com", "password": "short"}, "password"),
    ],
)
def test_what_a_new_user_can_not_be(admin, rep, values, field):
    with pytest.raises(Refused) as refusal:
        actions.create_user(actor=admin, **{"role": "viewer", **values})

    assert refusal.value.field == field


def test_a_user_changes_and_the_ledger_knows_by_whom(admin, administrator, rep, south):
    actions.update_user(actor=admin, user=rep, changes={"team": south, "role": "manager"})

    rep.refresh_from_db()
    assert (rep.team, rep.role) == (south, "manager")
    fact = Fact.objects.filter(kind="user", record_id=rep.id).latest("seq")
    assert (fact.actor_id, fact.changes) == (administrator.id, {"team_id": south.id, "role": "manager"})


def test_the_last_administrator_stays(admin, administrator, rep):
    for changes in ({"is_active": False}, {"role": "viewer"}):
        with pytest.raises(Refused, match="last administrator"):
            actions.update_user(actor=admin, user=administrator, changes=changes)

    actions.update_user(actor=admin, user=rep, changes={"role": "administrator"})
    actions.update_user(actor=admin, user=administrator, changes={"role": "viewer"})
    administrator.refresh_from_db()
    assert administrator.role == Role.VIEWER


def test_an_address_is_somebodys(admin, rep, teammate):
    with pytest.raises(Refused, match="already"):
        actions.update_user(actor=admin, user=rep, changes={"email": teammate.email.upper()})
    assert (
        actions.update_user(actor=admin, user=rep, changes={"email": "R@Example.com"}).email
        == "r@example.com"
    )


def test_who_is_no_longer_active_is_signed_out(admin, rep, client_as):
    client = client_as(rep)
    assert client.get("/accounts/2fa/").status_code == 200

    actions.update_user(actor=admin, user=rep, changes={"is_active": False})

    assert client.get("/accounts/2fa/").status_code == 302


def test_a_password_given_replaces_the_old_one(admin, rep):
    password = actions.give_password(actor=admin, user=rep)

    assert User.objects.get(pk=rep.pk).check_password(password)
    assert len(password) == 19


@pytest.mark.parametrize("part", ["manager", "representative", "marketer", "viewer"])
def test_only_administrators_make_users_and_teams(part, cast, rep, north):
    actor = Acting.on_screen(cast[part])
    for act in (
        lambda: actions.create_user(actor=actor, email="x@example.com", role="administrator"),
        lambda: actions.update_user(actor=actor, user=cast[part], changes={"role": "administrator"}),
        lambda: actions.give_password(actor=actor, user=rep),
        lambda: actions.create_team(actor=actor, name="Mine"),
        lambda: actions.update_team(actor=actor, team=north, changes={"name": "Mine"}),
        lambda: actions.remove_team(actor=actor, team=north),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_ones_own_page(viewer):
    actor = Acting.on_screen(viewer)
    actions.update_own_page(actor=actor, changes={"name": "V", "zone": "Europe/Warsaw", "theme": "dark"})

    viewer.refresh_from_db()
    assert (viewer.name, viewer.zone, viewer.theme) == ("V", "Europe/Warsaw", "dark")
    with pytest.raises(Refused):
        actions.update_own_page(actor=actor, changes={"role": "administrator"})
    for zone in ("Mars/Base", "../../etc/passwd"):
        with pytest.raises(Refused):
            actions.update_own_page(actor=actor, changes={"zone": zone})


def test_teams_lie_within_teams_but_never_within_themselves(admin, sales, north):
    west = actions.create_team(actor=admin, name="West", parent=north)

    for parent in (sales, north, west):
        with pytest.raises(Refused, match="within itself"):
            actions.update_team(actor=admin, team=sales, changes={"parent": parent})
    assert actions.update_team(actor=admin, team=west, changes={"parent": None}).parent is None


def test_an_empty_team_goes(admin, sales, north, rep):
    for team in (sales, north):
        with pytest.raises(Refused, match="move them first"):
            actions.remove_team(actor=admin, team=team)

    actions.update_user(actor=admin, user=rep, changes={"team": None})
    actions.remove_team(actor=admin, team=north)
    assert not Team.objects.filter(is_removed=False, name="North").exists()
    with pytest.raises(Refused):
        actions.update_user(actor=admin, user=rep, changes={"team": north})
