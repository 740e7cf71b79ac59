"""The files of the thin thread: their counts and sums as the data's README states them."""

from collections import Counter

import pytest

from penstock.exchange.imports.reading.table import read_table
from penstock.exchange.imports.reading.values import Row

pytestmark = pytest.mark.data


def rows_of(path):
    records = list(read_table(path).rows())
    assert all(isinstance(record, Row) for record in records)
    return [record.cells for record in records]


def test_maven_pipeline_has_its_stages_and_its_won_value(data):
    rows = rows_of(data / "maven_crm" / "sales_pipeline.csv")

    assert Counter(row[4] for row in rows) == {
        "Won": 4238,
        "Lost": 2473,
        "Engaging": 1589,
        "Prospecting": 500,
    }
    assert sum(int(row[7]) for row in rows if row[4] == "Won") == 10_005_534


@pytest.mark.parametrize(("name", "count"), [("accounts", 85), ("products", 7), ("sales_teams", 35)])
def test_maven_tables_are_whole(data, name, count):
    assert len(rows_of(data / "maven_crm" / f"{name}.csv")) == count


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("olist_marketing_qualified_leads_dataset.csv", 8000),
        ("olist_closed_deals_dataset.csv", 842),
        ("variants/closed_deals_excel_resaved.csv", 842),
        ("variants/mql_excel_resaved_dd-mm-yyyy.csv", 8000),
        ("variants/mql_no_header_timestamps.csv", 8000),
        ("variants/mql_spaces_instead_of_underscores.csv", 8000),
        ("variants/mql_us_dates_3cols.csv", 8000),
    ],
)
def test_olist_files_are_whole(data, name, count):
    assert len(rows_of(data / "olist" / name)) == count
