"""Whatever a browser sends to an address of the screens, nothing of it is our fault: no answer is a 5xx."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from tests.faces.addresses import ROWS
from tests.faces.test_ladder import places
from tests.faces.world import workspace, world  # noqa: F401  (fixtures, for this file only)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

VALUES = {
    "words": "x",
    "power": "²",
    "digits of another script": "٣",
    "long number": "9" * 30,
    "longer than Python reads": "9" * 5000,
    "negative": "-1",
    "huge": "1e400",
    "no number": "NaN",
    "no day": "2026-02-30",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "nul": "a\x00b",
    "markup": "<script>'\"%s{{7*7}}",
    "long": "ä" * 20_000,
    "other place": "//evil.example/",
}
NAMES = re.compile(
    r"""(?:get|getlist|pop)\("([\w.-]+)"|(?:POST|GET|sent|given|state)\["([\w.-]+)"\]|"([\w.-]+)" (?:not )?in"""
)
# Read by every list and board, wherever the view itself is.
EVERYWHERE = {
    "as_of",
    "known",
    "page",
    "sort",
    "q",
    "columns",
    "view",
    "owner",
    "stage",
    "state",
    "amount.from",
}


def names_of(address: str) -> set[str]:
    """What the view's module reads of a request, and the fields of its forms."""
    module = inspect.getmodule(inspect.unwrap(resolve(address).func))
    assert module is not None
    source = inspect.getsource(module)
    read = {one or other or third for one, other, third in NAMES.findall(source)}
    fields = set(re.findall(r"^    (\w+) = [\w.]*(?:Field|Lines|Days|Edges)\(", source, re.MULTILINE))
    return read | fields | EVERYWHERE


def attempts(name: str, address: str, value: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything hostile at once, then each field alone beside what the row sends."""
    names = names_of(address)
    row = ROWS[name]
    if row.get:
        yield "get", dict.fromkeys(names, value)
        yield from (("get", {one: value}) for one in sorted(names))
    if row.post:
        yield "post", dict.fromkeys(names, value)
        yield from (("post", row.data | {one: value}) for one in sorted(names))


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_no_answer_is_our_fault(value: str, administrator: Any, client_as: Any, world: Any) -> None:
    client: Client = client_as(administrator)
    client.raise_request_exception = False
    faults = []
    for name, address in places(world):
        for method, data in attempts(name, address, value):
            with transaction.atomic():
                response = getattr(client, method)(address, data)
                b"".join(response.streaming_content) if response.streaming else b""
                if response.status_code >= 500:
                    faults.append(f"{method} {name} {sorted(data)}: {response.status_code}")
                transaction.set_rollback(True)
    connection.check_constraints()

    assert faults == []
