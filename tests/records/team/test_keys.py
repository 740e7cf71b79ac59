from datetime import UTC, datetime, timedelta

import pytest

from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.team import keys
from penstock.records.team.acting import Acting, lesser_role
from penstock.records.team.models import ApiKey, User

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def make(user, **values):
    return keys.create_key(
        actor=Acting.on_screen(user), **{"name": "Till", "role": user.role, "now": NOW, **values}
    )


def test_a_secret_is_found_and_not_kept(rep):
    key, secret = make(rep)

    assert keys.find_key(secret, now=NOW) == key
    assert secret.startswith(key.prefix)
    assert secret not in str(ApiKey.objects.values().get())
    assert ApiKey.objects.get().last_used_on == NOW.date()


def test_what_opens_nothing(rep, teammate):
    _, secret = make(rep, expires_at=NOW + timedelta(days=1))
    ended, ended_secret = make(rep)
    _, of_teammate = make(teammate)
    keys.end_key(actor=Acting.on_screen(rep), key=ended, now=NOW)
    User.objects.filter(pk=teammate.pk).update(is_active=False)

    assert keys.find_key(secret, now=NOW + timedelta(hours=23)) is not None
    assert keys.find_key(secret, now=NOW + timedelta(days=1)) is None
    for wrong in (ended_secret, of_teammate, secret[:-1], "", "pen_", "Bearer"):
        assert keys.find_key(wrong, now=NOW) is None


def test_a_key_does_no_more_than_its_user(rep, marketer, viewer, administrator):
    with pytest.raises(NotAllowed):
        make(viewer)
    for user, role in ((rep, "marketer"), (rep, "manager"), (marketer, "representative")):
        with pytest.raises(Refused):
            make(user, role=role)
    assert make(administrator, role="marketer")[0].role == "marketer"


def test_a_key_needs_a_name_and_an_end_to_come(rep):
    for values, field in (({"name": " "}, "name"), ({"expires_at": NOW}, "expires_at")):
        with pytest.raises(Refused) as refusal:
            make(rep, **values)
        assert refusal.value.field == field


def test_whose_keys_one_sees_and_ends(rep, teammate, administrator):
    key, secret = make(rep)

    assert list(keys.keys_visible_to(rep)) == [key] == list(keys.keys_visible_to(administrator))
    assert list(keys.keys_visible_to(teammate)) == []
    with pytest.raises(NotAllowed):
        keys.end_key(actor=Acting.on_screen(teammate), key=key, now=NOW)
    keys.end_key(actor=Acting.on_screen(administrator), key=key, now=NOW)
    assert keys.find_key(secret, now=NOW) is None


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("manager", "representative", "representative"),
        ("viewer", "marketer", "viewer"),
        ("marketer", "marketer", "marketer"),
        ("marketer", "representative", "viewer"),
        ("marketer", "manager", "viewer"),
        ("administrator", "marketer", "marketer"),
        ("viewer", "viewer", "viewer"),
    ],
)
def test_what_both_roles_may_do(one, other, both):
    assert lesser_role(one, other) == both == lesser_role(other, one)
