"""A table as a workbook: written row by row to a temporary file, so that its size costs no memory."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from penstock.faces.views.files.tables import Column, Row

ROWS_OF_A_SHEET = 1_048_575
CELL_LETTERS = 32_767
PIECE = 1 << 16
# Beyond this, the floats of a workbook are no longer exact.
EXACT = 2**53
FIRST_YEAR = 1900
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx_file(columns: list[Column], rows: Iterator[Row]) -> Iterator[bytes]:
    """The workbook in pieces. Text is never a formula; what is more than a sheet holds goes on in the next one."""
    with tempfile.TemporaryFile() as target:
        _write(target, columns, rows)
        target.seek(0)
        while piece := target.read(PIECE):
            yield piece


def _write(target: IO[bytes], columns: list[Column], rows: Iterator[Row]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(target, OPTIONS) as book:
        day, moment = (
            book.add_format({"num_format": shown}) for shown in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss")
        )
        styles = [day if column.type == "day" else moment for column in columns]
        sheet, number = _new_sheet(book, columns), 0
        for row in rows:
            if number == ROWS_OF_A_SHEET:
                sheet, number = _new_sheet(book, columns), 0
            number += 1
            for place, value in enumerate(row):
                _cell(sheet, number, place, columns[place], value, styles[place])


def _new_sheet(book: Any, columns: list[Column]) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, bold)
    return sheet


def _cell(sheet: Any, row: int, place: int, column: Column, value: Any, style: Any) -> None:
    if value is None or value == "":
        return
    match column.type:
        case "whole" | "number" | "money" if is_exact(value):
            sheet.write_number(row, place, value)
        case "yes_no":
            sheet.write_boolean(row, place, bool(value))
        case "day" | "moment" if isinstance(value, date) and value.year >= FIRST_YEAR:
            # A workbook knows no zones: the moment as the clocks of the workspace showed it.
            sheet.write_datetime(
                row, place, value.replace(tzinfo=None) if isinstance(value, datetime) else value, style
            )
        case "texts":
            sheet.write_string(row, place, "; ".join(value)[:CELL_LETTERS])
        case _:
            sheet.write_string(row, place, str(value)[:CELL_LETTERS])


def is_exact(value: Any) -> bool:
    """Whether a workbook's float holds it."""
    return isinstance(value, int | float | Decimal) and -EXACT < value < EXACT
