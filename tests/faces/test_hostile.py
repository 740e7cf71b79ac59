"""Whatever a browser sends to an address of the screens, nothing of it is our fault: no answer is a 5xx."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import TextField
from django.test import Client
from django.urls import resolve

from penstock.records.channels.notice import tell
from tests.faces.addresses import ROWS
from tests.faces.test_ladder import places
from tests.faces.world import workspace, world  # noqa: F401  (fixtures, for this file only)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Each in every field at once.
VALUES = {
    "power": "²",
    "longer than Python reads": "9" * 5000,
    "huge": "1e400",
    "no number": "NaN",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "nul": "a\x00b",
    "markup": "<script>'\"%s{{7*7}}",
    "other place": "//evil.example/",
}
# In one field alone, beside what the row sends: an earlier field may hide what a later one does.
ALONE = {"power", "nul"}
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
    return read | fields


def attempts(name: str, address: str, word: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything hostile at once; of what is sent, each field alone too."""
    names, row, value = names_of(address), ROWS[name], VALUES[word]
    if row.get:
        yield "get", dict.fromkeys(names | EVERYWHERE, value)
    if row.post:
        yield "post", dict.fromkeys(names, value)
    if row.post and word in ALONE:
        yield from (("post", row.data | {one: value}) for one in sorted(names))


@pytest.mark.parametrize("word", VALUES)
def test_no_answer_is_our_fault(word: str, administrator: Any, client_as: Any, world: Any) -> None:
    client: Client = client_as(administrator)
    client.raise_request_exception = False
    faults = []
    for name, address in places(world):
        for method, data in attempts(name, address, word):
            with transaction.atomic():
                response = getattr(client, method)(address, data)
                b"".join(response.streaming_content) if response.streaming else b""
                if response.status_code >= 500:
                    faults.append(f"{method} {name} {sorted(data)}: {response.status_code}")
                transaction.set_rollback(True)

    assert faults == []


# Breaks out of an attribute, of a script and of a comment.
MARKUP = "\"'--></script><img src=x onerror=alert(1)>"
# What names a thing for programs, and is chosen from a list of ours.
NO_TEXTS = {
    "kind",
    "type",
    "key",
    "status",
    "intent",
    "buying_role",
    "role",
    "currency",
    "digest",
    "state",
    "layout",
}
NO_TEXTS |= {
    "country",
    "zone",
    "language",
    "theme",
    "density",
    "email",
    "password",
    "upload",
    "content_type",
    "xact",
    "required_fields",
}


def test_no_text_is_markup(administrator: Any, client_as: Any, world: Any) -> None:
    tell([administrator.pk], "Look", "company", world["company"])
    for model in apps.get_models():
        if model.__module__.startswith("penstock.") and model._meta.managed:
            fields = [field for field in model._meta.concrete_fields if not field.generated]
            texts = [field.name for field in fields if isinstance(field, TextField) and not field.choices]
            lists = [
                field.name for field in fields if isinstance(field, ArrayField) and field.name != "domains"
            ]
            lists = [name for name in lists if isinstance(model._meta.get_field(name).base_field, TextField)]
            hostile = dict.fromkeys(texts, MARKUP) | {name: [MARKUP] for name in lists}
            model._base_manager.update(
                **{name: text for name, text in hostile.items() if name not in NO_TEXTS}
            )
    client, found = client_as(administrator), []

    for name, address in places(world):
        # Reports are looked at by the test above, and cost seconds each.
        if not ROWS[name].get or address.startswith("/reports/"):
            continue
        answer = client.get(address, {"face": MARKUP, "view": MARKUP, "kind": MARKUP})
        b"".join(answer.streaming_content) if answer.streaming else b""
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if is_page and ("<img src=x" in answer.text or "--></script>" in answer.text):
            found.append(name)

    assert found == []
