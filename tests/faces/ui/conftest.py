from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory


@pytest.fixture
def ask() -> Callable[..., HttpRequest]:
    """A request of nobody in particular, as the middleware would hand it on; no database behind it."""

    def make(path: str = "/", **headers: str) -> HttpRequest:
        request = RequestFactory().get(
            path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        request.user = AnonymousUser()
        request.csp_nonce = "a-nonce"
        request._messages = CookieStorage(request)
        return request

    return make
