"""A table as CSV."""

import csv
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from penstock.faces.views.files.tables import Column, Row

# What a spreadsheet would run: = + - @, and what it strips before looking.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """A file for the csv module that hands each line on."""

    def write(self, line: str) -> str:
        return line


def csv_file(columns: list[Column], rows: Iterator[Row]) -> Iterator[bytes]:
    """Line by line, with the mark by which Excel knows UTF-8."""
    writer = csv.writer(_Line())
    yield b"\xef\xbb\xbf" + writer.writerow([safe(column.label) for column in columns]).encode()
    types = [column.type for column in columns]
    for row in rows:
        cells = [_text(kind, value) for kind, value in zip(types, row, strict=True)]
        yield writer.writerow(cells).encode()


def _text(kind: str, value: Any) -> Any:
    match kind:
        case _ if value is None:
            return ""
        case "whole" | "number" | "money":
            return value if not isinstance(value, str) else safe(value)
        case "texts":
            return safe("; ".join(value))
        case "day":
            return safe(value) if isinstance(value, str) else value.isoformat()
        case "moment":
            return value.isoformat(timespec="seconds")
        case "yes_no":
            return _("yes") if value else _("no")
        case _:
            return safe(value)


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
