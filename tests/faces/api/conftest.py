"""A caller with a key for each part of the cast, and a company's ground to work on."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from penstock.faces.api.gate import limiter
from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Stage
from penstock.records.team.models import ApiKey, User


@dataclass(frozen=True)
class Caller:
    """A program with a key."""

    key: str
    client: Client

    def __call__(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        """Send a request; headers by name with underscores (If_Match)."""
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(
            method,
            f"/api/{address}",
            data=b"" if body is None else self.client._encode_json(body, "application/json"),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}"} | extra,
        )

    def get(self, address: str, **headers: str) -> Any:
        """The body of a read that works."""
        response = self("GET", address, **headers)
        assert response.status_code == 200, response.content
        return response.json()

    def post(self, address: str, body: Any = None, **headers: str) -> Any:
        """The body of a write that works."""
        response = self("POST", address, body or {}, **headers)
        assert response.status_code in (200, 201), response.content
        return response.json()


CallerOf = Callable[..., Caller]


@pytest.fixture(autouse=True)
def fresh_minute() -> None:
    """Each test begins with nothing counted."""
    limiter.forget()


@pytest.fixture
def workspace(db: None) -> Any:
    """The ground of a new installation: settings, a pipeline, sources, loss reasons."""
    from penstock.records.workspace.queries import current

    lay_ground()
    return current()


@pytest.fixture
def caller_of() -> CallerOf:
    """A caller with a key of that user, with all of their rights unless told."""

    def make(user: User, **values: Any) -> Caller:
        secret = f"pen_{user.pk}{values}"
        digest = hashlib.sha256(secret.encode()).hexdigest()
        ApiKey.objects.create(
            **({"user": user, "name": "test", "role": user.role, "prefix": "test", "digest": digest} | values)
        )
        return Caller(secret, Client())

    return make


@pytest.fixture
def call(caller_of: CallerOf, representative: User) -> Caller:
    """The representative's program."""
    return caller_of(representative)


@pytest.fixture
def stages(workspace: Any) -> list[Stage]:
    """The stages of the first pipeline in order: four open, won, lost."""
    return list(Stage.objects.order_by("position"))
