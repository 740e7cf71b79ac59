"""The ladder over every address of the settings."""

import pytest
from django.urls import reverse

from penstock.records.team.acting import Acting
from penstock.records.team.keys import create_key
from tests.cast import PARTS

pytestmark = pytest.mark.django_db
EVERYBODY = dict.fromkeys(PARTS, 200)


def test_everybody_has_their_own_page(ladder):
    ladder(reverse("settings-you"), EVERYBODY)
    ladder(reverse("settings-you"), {}, method="post", others=422)
    ladder(reverse("settings"), {}, others=302)


@pytest.mark.parametrize("name", ["settings-users", "settings-new-user", "settings-new-team"])
def test_users_and_teams_are_the_administrators(ladder, name):
    ladder(reverse(name), {"administrator": 200}, others=403)


def test_a_user_is_the_administrators(ladder, rep):
    ladder(reverse("settings-user", args=[rep.id]), {"administrator": 200}, others=403)
    ladder(reverse("settings-user", args=[rep.id]), {"administrator": 422}, others=403, method="post")
    ladder(reverse("settings-user", args=[10**9]), {"administrator": 404}, others=403)


def test_a_new_password_is_the_administrators_to_give(ladder, rep, cast):
    password = cast["representative"].password

    ladder(reverse("settings-user-password", args=[rep.id]), {"administrator": 405}, others=403)
    # Whose password is new is signed out.
    post = {"administrator": 200, "representative": 302}
    ladder(reverse("settings-user-password", args=[rep.id]), post, others=403, method="post")

    rep.refresh_from_db()
    assert rep.password != password


def test_teams_are_the_administrators(ladder, north):
    ladder(reverse("settings-team", args=[north.id]), {"administrator": 200}, others=403)
    ladder(
        reverse("settings-team-removal", args=[north.id]), {"administrator": 422}, others=403, method="post"
    )
    ladder(reverse("settings-team-removal", args=[10**9]), {"administrator": 404}, others=403, method="post")


def test_keys_are_for_those_who_change_something(ladder):
    for name in ("settings-keys", "settings-new-key"):
        ladder(reverse(name), EVERYBODY | {"viewer": 403})
    ladder(reverse("settings-new-key"), {"viewer": 403}, method="post", others=422)


def test_a_key_is_ended_by_its_user_or_an_administrator(ladder, rep):
    from django.utils import timezone

    key, _secret = create_key(actor=Acting.on_screen(rep), name="Till", role="viewer", now=timezone.now())

    ladder(
        reverse("settings-key-end", args=[key.id]),
        {"administrator": 302, "representative": 302, "viewer": 403},
        method="post",
    )
