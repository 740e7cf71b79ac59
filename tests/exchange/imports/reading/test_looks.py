"""What a sheet shows beside the values of its cells."""

import xlsxwriter

from penstock.exchange.imports.reading.looks import look_of
from tests.exchange.imports.preparing.bringing import brought

HEADER = ["Deal Name", "Stage", "Amount", "Zip Code"]


def book(path, fill):
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        fill(workbook, sheet)
    return path


def test_currencies_and_leading_zeros_of_formats_are_read(tmp_path):
    def fill(workbook, sheet):
        for row, code in enumerate(
            ['"$"#,##0.00', "[$£-809]#,##0", "#,##0.00", '_-* #,##0.00 "zł"_-'], start=1
        ):
            sheet.write_row(row, 0, [f"D{row}", "Open"])
            sheet.write_number(row, 2, -500.5, workbook.add_format({"num_format": code}))
            sheet.write_number(row, 3, 2134, workbook.add_format({"num_format": "00000"}))

    rows, flags, plan = brought(book(tmp_path / "book.xlsx", fill))

    assert [row["amount"] for row in rows.values()] == [
        (-50_050, "USD"),
        (-50_050, "GBP"),
        (-50_050, "EUR"),
        (-50_050, "PLN"),
    ]
    assert next(iter(plan.table.rows())).cells[3] == "02134"
    assert flags == ["--currency"]
    assert any("shows with $, zł, £ are read so" in doubt.message for doubt in plan.doubts)


def test_dates_and_shares_have_no_currency():
    codes = ["[$-409]d. mmmm yyyy", "0%", "General", '#,##0,"k"', "mmm-yy", '[$-F800]dddd"$"']

    assert {(look_of(code).sign, look_of(code).digits) for code in codes} == {("", 0)}


def test_errors_formulas_without_a_result_hidden_rows_and_long_numbers_are_told(tmp_path):
    def fill(workbook, sheet):
        sheet.write_row(1, 0, ["A", "Open"])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["B", "Open"])
        sheet.write_formula(2, 2, "=SUM(1)", None, "")
        sheet.write_row(3, 0, ["C", "Open", 5, 123456789012345678])
        sheet.set_row(3, None, None, {"hidden": True})

    rows, flags, plan = brought(book(tmp_path / "book.xlsx", fill))

    assert ([row.get("amount") for row in rows.values()], flags) == ([None, None, (500, "EUR")], [])
    assert [
        (doubt.message.rpartition(": ")[2], doubt.lines) for doubt in plan.doubts if doubt.kind == "cells"
    ] == [
        ("C2", (2,)),
        ("C3", (3,)),
        ("D4", (4,)),
        ("4", (4,)),
    ]


def test_empty_cells_far_to_the_right_are_no_columns(tmp_path):
    def fill(workbook, sheet):
        sheet.write_row(1, 0, ["A", "Open", 5, "1"])
        sheet.write_string(900, 30, " ")

    rows, flags, plan = brought(book(tmp_path / "book.xlsx", fill))

    assert (len(rows), plan.table.header, flags) == (1, tuple(HEADER), [])
