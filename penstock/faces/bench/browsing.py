"""A browser without a screen: one kept-alive connection, signed in, against a running web server."""

import http.client
import json
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from penstock.records.team.models import User


class UnexpectedAnswer(Exception):
    """A benchmark must measure what works: any status but the expected one ends it."""


class Browser:
    """Sends requests to 127.0.0.1 and reads the answers to the end. Not for sharing between threads."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = headers

    def get(self, path: str, *, expect: int = 200) -> bytes:
        return self._ask("GET", path, None, expect)

    def get_piece(self, path: str) -> bytes:
        """As HTMX asks from a page that is there already."""
        return self._ask("GET", path, None, 200, **{"HX-Request": "true"})

    def send(
        self, method: str, path: str, body: dict[str, Any], *, expect: tuple[int, ...] = (200, 201)
    ) -> Any:
        return json.loads(self._ask(method, path, json.dumps(body).encode(), *expect) or b"null")

    def _ask(self, method: str, path: str, body: bytes | None, *expect: int, **headers: str) -> bytes:
        kind = {"Content-Type": "application/json"} if body is not None else {}
        self.connection.request(method, path, body, self.headers | headers | kind)
        response = self.connection.getresponse()
        content = response.read()
        if response.status not in expect:
            raise UnexpectedAnswer(f"{method} {path}: {response.status} {content[:300]!r}")
        return content


def signed_in(port: int, user: User) -> Browser:
    """With a session of the user's, made here, so that no password is needed."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return Browser(port, {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"})


def with_key(port: int, secret: str) -> Browser:
    """As a program with an API key."""
    return Browser(port, {"Authorization": f"Bearer {secret}"})
