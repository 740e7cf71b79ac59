from datetime import UTC, date

from penstock.exchange.imports.files import ImportOptions, plan_files
from penstock.exchange.imports.preparing.rows import prepared_rows
from penstock.exchange.imports.preparing.values import Prepared, Said


def targets(tmp_path, text):
    path = tmp_path / "deals.csv"
    path.write_text(text)
    (plan,) = plan_files([path], ImportOptions(), Said("EUR", UTC))
    return {column.header: column.key for column in plan.planned}, [
        row.values for row in prepared_rows(plan) if isinstance(row, Prepared)
    ]


def test_a_column_called_closed_may_hold_days(tmp_path):
    text = "Deal,Amount,Status,Closed\nOne,5,won,2024-04-15\nTwo,6,open,\n"

    keys, (one, two) = targets(tmp_path, text)

    assert keys["Closed"] == "closed_at"
    assert one["closed_at"].at.date() == date(2024, 4, 15)
    assert "closed_at" not in two


def test_or_yes_and_no(tmp_path):
    keys, _ = targets(tmp_path, "Deal,Amount,Closed\nOne,5,yes\nTwo,6,no\n")

    assert keys["Closed"] == "is_closed"


def test_where_another_column_is_the_day_what_is_neither_is_refused(tmp_path):
    keys, rows = targets(tmp_path, "Deal,Amount,Closed,Closed At\nOne,5,2024-04-15,2024-04-15\n")

    assert (keys["Closed"], rows) == ("is_closed", [])
