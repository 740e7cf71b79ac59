"""Who gets what at every address of the screens: the addresses come from the resolver, what each part gets from the
literal table in addresses.py. An address without a row fails, and so does a row without an address (STYLE.md, habit 20)."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from penstock.foundation.base.models import Fact
from tests.cast import PARTS
from tests.faces.addresses import FAMILY, FAMILY_ARGUMENTS, OPEN, ROWS
from tests.faces.places import places, screens
from tests.faces.world import workspace, world  # noqa: F401  (fixtures, for this file only)

pytestmark = pytest.mark.django_db


def status_of(client: Client, method: str, address: str, data: dict[str, str] | None = None) -> int:
    """The status of an answer; what was done is taken back."""
    client.raise_request_exception = False
    with transaction.atomic():
        response = getattr(client, method)(address, data or {})
        # What is read to its end is closed as the test client means it; response.close() would close the connection.
        b"".join(response.streaming_content) if response.streaming else b""
        transaction.set_rollback(True)
    return int(response.status_code)


def test_every_address_has_a_row_and_every_row_an_address():
    names = {name for name, _pattern in screens()}

    assert names - ROWS.keys() - FAMILY.keys() == set()
    assert (ROWS.keys() | FAMILY.keys()) - names == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_what_the_row_says(method: str, cast: Any, client_as: Any, world: Any):
    clients = {part: client_as(cast[part]) for part in PARTS}
    wrong = []
    for name, address in places(world):
        data = ROWS[name].data if method == "post" else {}
        found = {part: status_of(client, method, address, data) for part, client in clients.items()}
        wrong += [
            f"{method} {name} as {part}: {status}"
            for part, status in found.items()
            if not ROWS[name].fits(part, method, status)
        ]

    assert wrong == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_nothing(method: str, anonymous: Client, world: Any):
    found = {name: status_of(anonymous, method, address) for name, address in places(world)}
    wrong = {name: status for name, status in found.items() if status not in (302, 405) and name not in OPEN}

    assert wrong == {}
    assert {name: found[name] for name in OPEN} == {name: row[method] for name, row in OPEN.items()}


@pytest.mark.parametrize("name", FAMILY)
def test_the_sign_in_family_shows_a_stranger_its_doors_only(name: str, anonymous: Client):
    address = reverse(name, kwargs=FAMILY_ARGUMENTS.get(name))

    assert status_of(anonymous, "get", address) == FAMILY[name]


def test_a_viewer_writes_nothing(cast: Any, client_as: Any, world: Any):
    viewer = client_as(cast["viewer"])
    before = Fact.objects.count()
    for name, address in places(world):
        if "viewer" not in ROWS[name].post:
            viewer.post(address, ROWS[name].data)

    assert Fact.objects.count() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_verbs_are_refused(method: str, administrator: Any, client_as: Any, world: Any):
    client = client_as(administrator)
    found = {name: status_of(client, method, address) for name, address in places(world)}

    assert {name: status for name, status in found.items() if status != 405} == {}
