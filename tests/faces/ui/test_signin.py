"""The sign-in family in our own pages: each is rendered by allauth's own view with its own context."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from penstock.records.team.models import Role, User
from penstock.records.team.signin import mail_check

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


@pytest.fixture
def maya() -> User:
    cache.clear()
    user = User(
        email="maya@example.com", name="Maya Kowalska", role=Role.MANAGER, zone="Europe/Warsaw", theme="dark"
    )
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(client: Client, maya: User) -> Client:
    sign_in(client)
    return client


def sign_in(client: Client, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": "maya@example.com", "password": password})


def page(client: Client, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.content.startswith(b"<!doctype html>")
    return response.content.decode()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_stranger_is_asked_to_sign_in(client):
    assert "<h1>Sign in</h1>" in page(client, "account_login")


def test_one_types_at_once(client):
    html = client.get(reverse("account_login")).content.decode()

    assert re.findall(r"<input[^>]* autofocus[^>]*>", html) == re.findall(
        r'<input[^>]* name="login"[^>]*>', html
    )


def test_a_wrong_password_is_said_without_saying_who_exists(client, maya):
    answer = sign_in(client, "wrong").content.decode()

    assert 'role="alert"' in answer
    assert "are not correct" in answer


def test_nobody_signs_up(client):
    assert "<h1>By invitation</h1>" in page(client, "account_signup")


def test_the_page_is_the_persons_own(signed_in):
    html = page(signed_in, "keys")

    assert 'data-theme="dark"' in html
    assert "Maya Kowalska" in html


def test_this_devices_theme_beats_the_persons(signed_in):
    answer = signed_in.post(reverse("appearance"), {"theme": "light", "next": "/keys/"})

    assert (answer.status_code, answer["Location"]) == (302, "/keys/")
    assert 'data-theme="light"' in page(signed_in, "keys")


def test_appearance_leads_nowhere_else(signed_in):
    assert signed_in.post(reverse("appearance"), {"next": "https://evil.example/"})["Location"] == "/"


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, maya):
    page(client, "account_reset_password")
    client.post(reverse("account_reset_password"), {"email": "maya@example.com"})
    assert "Look into your mail" in page(client, "account_reset_password_done")
    link = re.search(r"http://[^/]+(/\S+/password/reset/key/\S+)", mail.outbox[0].body)[1]

    form = client.get(link, follow=True)
    assert "<h1>New password</h1>" in form.content.decode()
    new = {"password1": "another long password", "password2": "another long password"}
    done = client.post(form.request["PATH_INFO"], new, follow=True)
    assert "The password is set" in done.content.decode()
    assert sign_in(client, "another long password").status_code == 302
    assert "This link is used up" in Client().get(link, follow=True).content.decode()


def test_the_second_factor_from_on_to_off(signed_in):
    assert "Switch on" in page(signed_in, "mfa_index")
    assert "Is it still you?" in signed_in.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    html = page(signed_in, "mfa_activate_totp")
    secret = re.search(r'id="id_secret"[^>]* value="(\w+)"', html)[1]

    codes = signed_in.post(
        reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True
    ).content.decode()
    recovery = re.findall(r"<li>(\d{8})</li>", codes)
    assert len(recovery) == 10
    page(signed_in, "mfa_generate_recovery_codes")
    assert "Switch off" in page(signed_in, "mfa_index")

    other = Client()
    assert sign_in(other)["Location"] == reverse("mfa_authenticate")
    assert "<h1>Second factor</h1>" in page(other, "mfa_authenticate")
    assert other.post(reverse("mfa_authenticate"), {"code": recovery[0]}).status_code == 302
    assert "9 codes are left" in page(other, "mfa_index")

    page(signed_in, "mfa_deactivate_totp")
    assert "Switch on" in signed_in.post(reverse("mfa_deactivate_totp"), follow=True).content.decode()


def test_sessions_are_listed_and_ended(signed_in):
    other = Client()
    sign_in(other)
    assert "End all others" in page(signed_in, "usersessions_list")

    signed_in.post(reverse("usersessions_list"))

    assert other.get(reverse("usersessions_list")).status_code == 302
    assert "Sign out here" in page(signed_in, "usersessions_list")


def test_the_rest_of_the_family(signed_in):
    for name in ("account_change_password", "account_reauthenticate", "account_logout", "account_inactive"):
        page(signed_in, name)


def test_an_old_form_is_refused_in_our_words(maya):
    careful = Client(enforce_csrf_checks=True)

    assert "This form is too old" in sign_in(careful).content.decode()


def test_links_in_mail_begin_with_the_address_of_the_installation(client, maya, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://crm.example.com", "https://other.example.com"]

    client.post(
        reverse("account_reset_password"), {"email": "maya@example.com"}, headers={"Host": "evil.example"}
    )
    client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})

    assert [message.to for message in mail.outbox] == [["maya@example.com"]]
    assert mail.outbox[0].subject == "A new password for Penstock"
    assert "https://crm.example.com/accounts/password/reset/key/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_mail_whose_links_trust_any_host_is_to_be_mended(settings):
    settings.EMAIL_HOST, settings.ALLOWED_HOSTS = "smtp.example.com", ["*"]
    settings.CSRF_TRUSTED_ORIGINS = []
    assert "PENSTOCK_ORIGINS" in mail_check()[0]

    settings.CSRF_TRUSTED_ORIGINS = ["https://crm.example.com"]
    assert mail_check() == []
