"""A list as a file: by rights, noted, whole, and nothing in it that a spreadsheet would run."""

import csv
import io
from typing import Any

import pytest

from penstock.faces.views.models import Export
from penstock.records.team.models import User
from tests.faces.ui.lists.conftest import Grow

pytestmark = pytest.mark.django_db


def rows(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_shown_columns_of_all_pages_are_exported_and_it_is_noted(
    client_as: Any, manager: User, grow: Grow
) -> None:
    grow("opportunity", 60)

    found = rows(
        client_as(manager).post(
            "/opportunities/list/export/?columns=amount,owner&sort=amount&amount.from=2000"
        )
    )

    assert found[0] == {
        "id": found[0]["id"],
        "Name": "Opportunity 2",
        "Amount": "2001.00",
        "Currency": "EUR",
        "Owner": "Rita Rep",
    }
    assert len(found) == 59
    note = Export.objects.get()
    assert (note.user, note.kind, note.row_count) == (manager, "opportunity", 59)
    assert note.query == {
        "address": "amount.from=2000&sort=amount&columns=name%2Camount%2Cowner",
        "columns": ["name", "amount", "owner"],
    }


def test_formulas_are_text(client_as: Any, manager: User, grow: Grow) -> None:
    grow("company", 1, name='=HYPERLINK("x")', city="@here", phones=["+49301"], employees=5)

    (found,) = rows(client_as(manager).post("/companies/export/", {"every": "on"}))

    assert (found["Name"], found["City"], found["Phone"], found["Employees"]) == (
        '\'=HYPERLINK("x")',
        "'@here",
        "'+49301",
        "5",
    )


@pytest.mark.parametrize(
    "address", ["/companies/export/", "/people/export/", "/leads/export/", "/opportunities/list/export/"]
)
def test_who_may_export(address: str, ladder: Any) -> None:
    ladder(address, {"administrator": 200, "manager": 200, "marketer": 200}, others=403, method="post")
