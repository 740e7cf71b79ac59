"""docs/api.md knows every status and every noun of the addresses."""

import re
from pathlib import Path

from penstock.faces.api.errors import CODES
from penstock.faces.api.page import schema

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text()


def test_every_status_has_its_row() -> None:
    assert dict(re.findall(r"^\| (\d+) \| `(\w+)` \|", PAGE, re.MULTILINE)) == {
        str(status): code for status, code in CODES.items()
    }


def test_every_noun_of_an_address_is_on_the_page() -> None:
    nouns = {word for path in schema()["paths"] for word in re.findall(r"/([a-z-]+)(?=/|$)", path)} - {"api"}

    assert {noun for noun in nouns if noun not in PAGE} == set()
