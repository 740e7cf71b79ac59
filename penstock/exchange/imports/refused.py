"""Refused rows as a file: the original columns, the physical line and the reason, ready to be mended and brought again."""

import csv
from collections.abc import Mapping
from pathlib import Path

from penstock.exchange.imports.preparing.values import FilePlan
from penstock.exchange.imports.reading.values import BadRow, Skipped

LINE, REASON = "Refused line", "Refused because"


def write_refused(plan: FilePlan, reasons: Mapping[int, str], target: Path) -> None:
    """Write the rows of these lines, in the order of the file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow([LINE, REASON, *(harmless(name) for name in plan.table.header)])
        for record in plan.table.rows():
            if record.line_number not in reasons or isinstance(record, Skipped):
                continue
            cells = cells_of_bad(record, plan) if isinstance(record, BadRow) else record.cells
            writer.writerow([record.line_number, reasons[record.line_number], *map(harmless, cells)])


def cells_of_bad(record: BadRow, plan: FilePlan) -> list[str]:
    """The cells of a row of the wrong width; the bare text of one that is no row."""
    if plan.table.delimiter and "cell" in record.reason and "header has" in record.reason:
        return next(csv.reader([record.text], delimiter=plan.table.delimiter), [])
    return [record.text]


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front (and so is only text)."""
    return (
        f"'{cell}"
        if cell[:1] in ("=", "@", "\t", "\r") or (cell[:1] in ("+", "-") and not is_number(cell))
        else cell
    )


def is_number(cell: str) -> bool:
    """-5, +49 30 1234: harmless."""
    return all(letter in "0123456789.,+-() /" for letter in cell)
