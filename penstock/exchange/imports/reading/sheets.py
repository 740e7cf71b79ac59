"""A workbook as records, by calamine. Before calamine sees it, only the parts that hold the table are copied, each one
measured as it unpacks, so that no archive can unfold without bound and no document type can name anything outside."""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import IO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from penstock.exchange.imports.reading.looks import Looks, column_number, looked_at, looks_of
from penstock.exchange.imports.reading.opening import Source
from penstock.exchange.imports.reading.values import (
    SHEET_BYTE_LIMIT,
    SHEET_CELL_LIMIT,
    Doubt,
    FileUnreadable,
    ReadOptions,
    Row,
)

NEEDED = re.compile(
    r"\[Content_Types\]\.xml$|_rels/[^/]*$|xl/workbook\.xml$|xl/_rels/[^/]*$|xl/sharedStrings\.xml$|xl/styles\.xml$"
    r"|xl/worksheets/[^/]*\.xml$|xl/worksheets/_rels/[^/]*$",
    re.IGNORECASE,
)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
ROW = re.compile(rb"<(?:\w+:)?row\b")
BLOCK = 1 << 20
TOO_LARGE = "the workbook is too large to open; save the sheet as CSV"


@dataclass(frozen=True, slots=True)
class SheetRecords:
    """The sheet that is read, the names of all, and its records."""

    sheet: str
    sheets: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    records: Callable[[], Iterator[Row]]


def sheet_records(source: Source, options: ReadOptions) -> SheetRecords:
    """Choose the sheet. Raises FileUnreadable for a broken, hostile or too large workbook and an unknown sheet."""
    with safe_copy(source) as copy:
        workbook = opened(source.name, copy)
        names = tuple(promising_sheets(source.name, workbook, filled_sheets(workbook), options))
        sheet, doubts = chosen_sheet(source.name, names, tuple(workbook.sheet_names), options.sheet)
        looks = shown_looks(copy, sheet)

    def records() -> Iterator[Row]:
        with safe_copy(source) as again:
            yield from rows_of(source.name, opened(source.name, again), sheet, looks)

    return SheetRecords(sheet, tuple(workbook.sheet_names), (*doubts, *looks.doubts()), records)


def shown_looks(copy: IO[bytes], sheet: str) -> Looks:
    """What the sheet shows beside its values; nothing where its parts are not as usual."""
    copy.seek(0)
    try:
        return looks_of(copy, sheet)
    except (ElementTree.ParseError, zipfile.BadZipFile, KeyError, ValueError):
        return Looks()


def safe_copy(source: Source) -> IO[bytes]:
    """The needed parts in a fresh archive in a temporary file."""
    copy = tempfile.SpooledTemporaryFile(max_size=1 << 24)  # noqa: SIM115 (the caller closes it)
    left = SHEET_BYTE_LIMIT
    try:
        with (
            source.open() as stream,
            zipfile.ZipFile(stream) as archive,
            zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as clean,
        ):
            for member in archive.infolist():
                if NEEDED.match(member.filename):
                    left = copy_part(archive, member, clean, left)
    except FileUnreadable as error:
        copy.close()
        raise FileUnreadable(f"{source.name}: {error}") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        copy.close()
        raise FileUnreadable(f"{source.name}: a broken workbook ({error})") from error
    copy.seek(0)
    return copy


def copy_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, clean: zipfile.ZipFile, left: int) -> int:
    """Copy one part, looking at every block; give what is left of the allowance."""
    extent = Extent() if "/worksheets/" in member.filename.lower() else None
    tail = b""
    with (
        archive.open(member) as part,
        clean.open(zipfile.ZipInfo(member.filename), "w", force_zip64=True) as target,
    ):
        while block := part.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise FileUnreadable(TOO_LARGE)
            refuse_document_type(tail + block)
            if extent:
                extent.add(block)
            tail = block[-16:]
            target.write(block)
    return left


def refuse_document_type(block: bytes) -> None:
    """A workbook needs no document type and no entities of its own, and is never in UTF-16."""
    if b"<!DOCTYPE" in block or b"<!ENTITY" in block or b"\0" in block:
        raise FileUnreadable("the workbook has a document type with entities, which are not read")


class Extent:
    """How large a rectangle the cells of a sheet span, however far apart they stand."""

    def __init__(self) -> None:
        self.rows = 0
        self.in_row = 0
        self.widest = 0
        self.last_row = 0
        self.rest = b""

    def add(self, block: bytes) -> None:
        """Count the cells in whole tags. Raises FileUnreadable when the rectangle is too large."""
        text = self.rest + block
        cut = text.rfind(b"<")
        text, self.rest = text[:cut], text[cut:][-4096:]
        first, *pieces = ROW.split(text)
        self.count(first, new_row=False)
        for piece in pieces:
            self.count(piece, new_row=True)
        if max(self.rows, self.last_row) * self.widest > SHEET_CELL_LIMIT:
            raise FileUnreadable(TOO_LARGE)

    def count(self, piece: bytes, new_row: bool) -> None:
        """The cells of one row, or of a piece of it."""
        if new_row:
            self.rows += 1
            self.in_row = 0
        self.in_row += len(CELL.findall(piece))
        self.widest = max(self.widest, self.in_row)
        references = REFERENCE.findall(piece)
        if references:
            _, number = references[-1]
            self.last_row = max(self.last_row, int(number))
            self.widest = max(self.widest, *(column_number(name) for name, _ in references))


def opened(name: str, copy: IO[bytes]) -> CalamineWorkbook:
    """The workbook, or FileUnreadable."""
    try:
        return CalamineWorkbook.from_filelike(copy)
    except (CalamineError, OSError, ValueError) as error:
        raise FileUnreadable(f"{name}: a broken workbook ({error})") from error


def filled_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Visible sheets of cells that have something in them."""
    names = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
            continue
        try:
            if workbook.get_sheet_by_name(meta.name).total_height:
                names.append(meta.name)
        except CalamineError:
            continue
    return names


def promising_sheets(
    name: str, workbook: CalamineWorkbook, filled: list[str], options: ReadOptions
) -> list[str]:
    """Where only some sheets begin with a header that is known, those; else all."""
    if len(filled) < 2 or options.is_known_header is None:
        return filled
    known = [
        sheet
        for sheet in filled
        if any(options.is_known_header(row.cells) for row in islice(rows_of(name, workbook, sheet), 10))
    ]
    return known or filled


def chosen_sheet(
    name: str, filled: tuple[str, ...], every: tuple[str, ...], wanted: str | None
) -> tuple[str, tuple[Doubt, ...]]:
    """The sheet asked for by name or number, else the only one with something in it, else the first, with a doubt."""
    if wanted is not None:
        if wanted in every:
            return wanted, ()
        if wanted.isdigit() and 1 <= int(wanted) <= len(every):
            return every[int(wanted) - 1], ()
        raise FileUnreadable(f"{name}: there is no sheet {wanted!r}; there are: {', '.join(every)} (--sheet)")
    if not filled:
        raise FileUnreadable(f"{name}: no sheet has anything in it", 1)
    if len(filled) == 1:
        return filled[0], ()
    message = f"the workbook has several sheets: {', '.join(filled)}; say which with --sheet"
    return filled[0], (Doubt("sheet", "--sheet", message),)


def rows_of(
    name: str, workbook: CalamineWorkbook, sheet_name: str, looks: Looks | None = None
) -> Iterator[Row]:
    """Rows with the numbers that the sheet itself shows, every cell as text. A text that is merged over several rows is each
    one's; a number is the first one's, since it may be their sum."""
    try:
        sheet = workbook.get_sheet_by_name(sheet_name)
    except CalamineError as error:
        raise FileUnreadable(f"{name}: the sheet {sheet_name} is broken ({error})") from error
    # calamine fills the rows above the first cell, but leaves out the empty columns before it.
    before = sheet.start[1] if sheet.start else 0
    merged, kept = merged_below(sheet, before), dict[int, list[tuple[int, str]]]()
    dressed = {column - before: runs for column, runs in looks.runs.items()} if looks else {}
    places = dict.fromkeys(dressed, 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = [as_text(cell) for cell in cells]
        for column, runs in dressed.items():
            look, places[column] = looked_at(runs, number, places[column])
            if 0 <= column < len(row) and isinstance(cells[column], int | float):
                row[column] = look.sign + row[column].zfill(look.digits)
        for column, until in merged.get(number, ()):
            held = row[column] if column < len(row) and isinstance(cells[column], str) else ""
            for below in range(number + 1, until + 1) if held else ():
                kept.setdefault(below, []).append((column, held))
        # A row without anything of its own is no row: it is where a header is high.
        for column, held in kept.pop(number, ()) if any(row) else ():
            row[column] = row[column] or held
        yield Row(number, row)


def merged_below(sheet: CalamineSheet, before: int) -> dict[int, list[tuple[int, int]]]:
    """Of cells that are merged with those below: by the number of their row, the column and the last row. `before`: empty
    columns that the rows leave out."""
    merged: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom > top and left == right >= before:
            merged.setdefault(top + 1, []).append((left - before, bottom + 1))
    return merged


def as_text(cell: object) -> str:
    """What a CSV file would hold: ISO dates, numbers without a needless fraction."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell.total_seconds())
    return "" if cell is None else str(cell)
