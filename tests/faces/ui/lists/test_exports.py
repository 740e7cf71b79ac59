"""A list as a file: by rights, noted, whole, and nothing in it that a spreadsheet would run."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from python_calamine import CalamineWorkbook

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


def test_workbook_holds_numbers_days_and_no_formula(
    client_as: Any, manager: User, grow: Grow, tmp_path: Path
) -> None:
    grow("opportunity", 3, name="=1+1", close_on=date(2026, 1, 2))

    answer = client_as(manager).post(
        "/opportunities/list/export/?columns=amount,close,owner", {"format": "xlsx"}
    )

    (tmp_path / "file.xlsx").write_bytes(b"".join(answer.streaming_content))
    rows = CalamineWorkbook.from_path(str(tmp_path / "file.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[0] == ["id", "Name", "Amount", "Currency", "Close date", "Owner"]
    assert [[row[1], *row[3:]] for row in rows[1:]] == [["=1+1", "EUR", date(2026, 1, 2), "Rita Rep"]] * 3
    assert all(isinstance(row[2], float) for row in rows[1:])
    assert Export.objects.get().row_count == 3


def test_parquet_holds_exact_types(client_as: Any, manager: User, grow: Grow) -> None:
    grow("opportunity", 3, close_on=date(2026, 1, 2))

    answer = client_as(manager).post("/opportunities/list/export/", {"format": "parquet", "every": "on"})

    table = parquet.read_table(io.BytesIO(b"".join(answer.streaming_content)))
    assert table.num_rows == 3
    assert str(table.schema.field("Amount").type) == "decimal128(24, 4)"
    assert table.column("Close date").to_pylist() == [date(2026, 1, 2)] * 3
    assert answer["Content-Disposition"].endswith('.parquet"')


def test_api_gives_the_same_file(client_as: Any, manager: User, grow: Grow) -> None:
    grow("company", 2)

    answer = client_as(manager).get("/api/exports/companies?format=csv&columns=city")

    assert answer.status_code == 200
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("id,Name,City", 3)
    assert Export.objects.get().row_count == 2
    assert client_as(manager).get("/api/exports/companies?planet=1").status_code == 422
