"""A language that nobody speaks: every text that goes through gettext comes out between ⟦ and ⟧, on every page that the
ladder knows. What stands outside, and is no word of the records, would be English for everybody.

Asked as the administrator, by GET, and by POST with an empty form, which brings out what actions refuse."""

import re
import zoneinfo
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from babel import Locale
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.utils.translation import trans_real

from tests.faces.addresses import ROWS
from tests.faces.places import places
from tests.faces.world import workspace, world  # noqa: F401  (fixtures, for this file only)

pytestmark = pytest.mark.django_db

# Real enough for Babel's dates and numbers; nothing of ours is translated into it.
PSEUDO = "eo"
READ_OUT = ("aria-label", "title", "placeholder", "alt")
# No texts: code, keys of the keyboard, and the names of zones and currencies.
SILENT = {"script", "style", "kbd", "code", "template"}
ZONES = zoneinfo.available_timezones()
# What the import says of files (remarks, reasons) is English, in the terminal as on its page.
ENGLISH = {"import-set"}
# What stands in the file that the world uploads.
FILE = {
    "Lead",
    "ID",
    "Email",
    "Source",
    "Web",
    "leads",
    "csv",
    "Salesforce",
    "HubSpot",
    "Pipedrive",
    "Zoho",
    "EspoCRM",
}
NAMES = {
    "Nobody",
    "Penstock",
    "Penstock's",
    "CSV",
    "PNG",
    "API",
    "English",
    "UTC",
    "EUR",
    "USD",
    "Ctrl",
    "Esc",
    "QR",
    "kW",
}


class Pseudo:
    """What Django asks of a catalogue."""

    def gettext(self, text: str) -> str:
        return f"⟦{text}⟧" if text.strip() else text

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)

    def pgettext(self, context: str, text: str) -> str:
        return self.gettext(text)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        return self.ngettext(one, many, number)

    def to_language(self) -> str:
        return PSEUDO

    def info(self) -> dict[str, str]:
        return {}


class Texts(HTMLParser):
    """Every text of a page that is read, and every attribute that is read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.found += [value for name, value in attrs if name in READ_OUT and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def outside(html: str) -> Iterator[str]:
    """The texts of a page with what was translated taken out."""
    texts = Texts()
    texts.feed(html)
    # One text may be put together of several pieces of HTML, so brackets are matched over the whole page.
    whole = "\n".join(" ".join(text.split()) for text in texts.found)
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", whole)) != whole:
        whole = inner
    yield from (line.strip() for line in whole.splitlines() if re.search(r"[^\W\d_]{2}", line))


def is_data(text: str, data: set[str]) -> bool:
    """A word of the records, initials, or the name of a zone."""
    words = set(re.findall(r"[^\W\d_]{2,}", text))
    return words <= data or bool(re.fullmatch("[A-Z]{1,2}", text)) or text.replace(" ", "_") in ZONES


def words_of_records() -> set[str]:
    """Whatever is written in a row of ours is data."""
    words: set[str] = set()
    for model in apps.get_models():
        if not model.__module__.startswith("penstock."):
            continue
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField | models.JSONField):
                    words.update(re.findall(r"[^\W\d_]+", str(getattr(row, field.attname))))
    locale = Locale.parse(PSEUDO)
    for names in (locale.months, locale.days):
        words.update(
            word for widths in names.values() for width in widths.values() for word in width.values()
        )
    return words | NAMES | FILE


@pytest.fixture
def nobody_s_language(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.LANGUAGES = [(PSEUDO, "Nobody's"), ("en", "English")]
    settings.LANGUAGE_CODE = PSEUDO
    monkeypatch.setitem(trans_real._translations, PSEUDO, Pseudo())
    monkeypatch.setattr(trans_real, "_default", None)


def asked(client: Client, method: str, address: str) -> str:
    with transaction.atomic():
        response = getattr(client, method)(address)
        if response.streaming:
            b"".join(response.streaming_content)
            html = ""
        else:
            html = response.text if "html" in response.get("Content-Type", "") else ""
        transaction.set_rollback(True)
    return html


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_says_what_was_not_translated(
    method: str,
    administrator: Any,
    client_as: Any,
    world: Any,  # noqa: F811
    nobody_s_language: None,
) -> None:
    client = client_as(administrator)
    client.raise_request_exception = False
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = PSEUDO
    data = words_of_records()
    wrong = {}
    for name, address in places(world):
        if "administrator" not in getattr(ROWS[name], method) or name in ENGLISH:
            continue
        plain = {text for text in outside(asked(client, method, address)) if not is_data(text, data)}
        if plain:
            wrong[name] = plain

    assert not wrong, "\n".join(f"{name}: {sorted(plain)}" for name, plain in wrong.items())
