"""How people get in: no public sign-up; users are made by an administrator."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from penstock.records.team.models import User
from penstock.records.team.queries import get_user


class Users(AuthenticationBackend):  # type: ignore[misc]
    """allauth's way in; who a session belongs to is remembered."""

    def get_user(self, user_id: int) -> User | None:
        return get_user(int(user_id))


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """With the address that the installation is known by, where it says one: the host of the request is whatever
        its sender wrote."""
        url = str(super().get_reset_password_from_key_url(key))
        if not settings.CSRF_TRUSTED_ORIGINS:
            return url
        return settings.CSRF_TRUSTED_ORIGINS[0].rstrip("/") + urlsplit(url).path


def mail_check() -> list[str]:
    """Mail whose links lead where the asker's browser says could lead people astray: a sentence that says what to set."""
    is_open = settings.ALLOWED_HOSTS == ["*"] and not settings.CSRF_TRUSTED_ORIGINS
    if not settings.EMAIL_HOST or not is_open:
        return []
    return [
        "mail is sent, but its links trust any host: set PENSTOCK_ORIGINS to the address that people type"
    ]
