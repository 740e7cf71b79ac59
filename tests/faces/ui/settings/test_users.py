import re

import pytest
from django.test import Client
from django.urls import reverse

from penstock.records.team.models import ApiKey, Team, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(administrator, client_as):
    return client_as(administrator)


def sign_in(email, password):
    return Client().post(reverse("account_login"), {"login": email, "password": password}).status_code


def secret_of(response):
    return re.search(r'class="secret"><code>([^<]+)</code>', response.content.decode())[1]


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_the_same_whatever_there_is(admin, north, more, django_assert_num_queries):
    for n in range(more):
        User.objects.create(
            email=f"u{n}@example.com", name=f"User {n}", team=Team.objects.create(name=f"T{n}", parent=north)
        )

    with django_assert_num_queries(7):
        html = admin.get(reverse("settings-users")).content.decode()

    assert html.count("data-user") == 1 + more
    assert "Ada Admin" in html


def test_a_user_is_made_and_signs_in_with_the_password_shown(admin, north):
    answer = admin.post(
        reverse("settings-new-user"),
        {"name": "Nina New", "email": "nina@example.com", "role": "manager", "team": north.id},
    )

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    user = User.objects.get(email="nina@example.com")
    assert (user.name, user.role, user.team) == ("Nina New", "manager", north)
    assert sign_in("nina@example.com", secret_of(answer)) == 302


def test_what_is_refused_stands_at_its_field(admin, rep):
    answer = admin.post(reverse("settings-new-user"), {"name": "R", "email": rep.email, "role": "viewer"})

    assert answer.status_code == 422
    assert re.search(
        r'id="id_email_error">There is a user with this address already.', answer.content.decode()
    )


def test_a_user_is_changed(admin, rep, south):
    answer = admin.post(
        reverse("settings-user", args=[rep.id]),
        {"name": "Rita R", "email": rep.email, "role": "viewer", "team": south.id},
        follow=True,
    )

    rep.refresh_from_db()
    assert (rep.name, rep.role, rep.team, rep.is_active) == ("Rita R", "viewer", south, False)
    assert "Rita R is saved." in answer.content.decode()


def test_a_new_password_replaces_the_old(admin, rep):
    answer = admin.post(reverse("settings-user-password", args=[rep.id]))

    assert sign_in(rep.email, secret_of(answer)) == 302


def test_teams_are_made_moved_and_removed(admin, sales, north):
    admin.post(reverse("settings-new-team"), {"name": "West", "parent": sales.id})
    west = Team.objects.get(name="West")
    admin.post(reverse("settings-team", args=[west.id]), {"name": "Far West", "parent": north.id})
    west.refresh_from_db()
    assert (west.name, west.parent) == ("Far West", north)

    refused = admin.post(reverse("settings-team", args=[sales.id]), {"name": "Sales", "parent": west.id})
    assert "within itself" in refused.content.decode()
    admin.post(reverse("settings-team-removal", args=[west.id]))
    west.refresh_from_db()
    assert west.is_removed


def test_ones_own_page_is_kept(client_as, rep):
    client = client_as(rep)
    client.cookies["theme"] = "light"
    own = {"name": "Rita", "zone": "Asia/Tokyo", "language": "en", "theme": "dark", "density": "comfortable"}

    answer = client.post(reverse("settings-you"), own)

    assert answer.status_code == 302
    rep.refresh_from_db()
    assert {name: getattr(rep, name) for name in own} == own
    assert 'data-theme="dark"' in client.get(reverse("settings-you")).content.decode()


def test_a_key_is_shown_once_and_ends(client_as, rep):
    client = client_as(rep)

    answer = client.post(
        reverse("settings-new-key"), {"name": "Till", "role": "viewer", "last_day": "2099-12-31"}
    )
    secret = secret_of(answer)
    listed = client.get(reverse("settings-keys")).content.decode()
    assert secret.startswith("pen_") and secret not in listed
    assert "31 Dec 2099" not in listed and "1 Jan 2100" in listed

    client.post(reverse("settings-key-end", args=[ApiKey.objects.get().id]))
    assert "opens nothing" in client.get(reverse("settings-keys")).content.decode()


def test_a_new_key_may_little_unless_said(client_as, administrator):
    page = client_as(administrator).get(reverse("settings-new-key")).content.decode()
    assert '<option value="viewer" selected>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_keys_asks_the_same(client_as, rep, count, django_assert_num_queries):
    client = client_as(rep)
    for n in range(count):
        client.post(reverse("settings-new-key"), {"name": f"Till {n}", "role": "viewer"})

    # A new key is remembered from the next request on.
    client.get(reverse("settings-keys"))

    with django_assert_num_queries(3):
        assert client.get(reverse("settings-keys")).content.decode().count("pen_") == count


def test_a_removed_team_comes_back_at_the_top_if_its_own_is_gone(admin, sales, north):
    admin.post(reverse("settings-team-removal", args=[north.id]))
    Team.objects.filter(pk=sales.pk).update(is_removed=True)

    admin.post(reverse("settings-team-return", args=[north.id]))

    north.refresh_from_db()
    assert (north.is_removed, north.parent_id) == (False, None)
