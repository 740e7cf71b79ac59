"""The reader's door: `read_table(path)`."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from penstock.exchange.imports.reading.footers import FOOTER, Tail, is_report_footer, may_end
from penstock.exchange.imports.reading.groups import is_again, ungrouped
from penstock.exchange.imports.reading.headers import (
    column_names,
    find_double_header,
    find_header_row,
    header_remarks,
    joined,
    judge_header,
    numbered_names,
    sparse_header_doubt,
)
from penstock.exchange.imports.reading.opening import open_source
from penstock.exchange.imports.reading.second import SECOND, Gap, IsKnown
from penstock.exchange.imports.reading.sheets import sheet_records
from penstock.exchange.imports.reading.text import text_records
from penstock.exchange.imports.reading.values import (
    COLUMN_LIMIT,
    BadRow,
    Doubt,
    FileUnreadable,
    ReadOptions,
    Record,
    Row,
    Skipped,
    Table,
)

SAMPLE_ROWS, SAMPLE_CHARACTERS, SAMPLE_CELLS = 200, 1 << 22, 200_000
PROSE_RECORDS = 8
NOTHING_BELOW = Doubt("header", "", "there is no row below the header")
NO_HEADER = Doubt("header", "", "the first row is data, so the columns have numbers")
Records = Callable[[], Iterator[Row | BadRow]]


@dataclass(frozen=True, slots=True)
class Start:
    """Where the table begins: its columns, whether a header names them, its first row of data, what stands above."""

    has_header: bool
    first_line: int
    header: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    doubts: tuple[Doubt, ...]
    # The header as it stands in the file, and whether it stands again below.
    names: tuple[str, ...] = ()
    is_grouped: bool = False


def read_table(path: Path, options: ReadOptions | None = None) -> Table:
    """The table in a file. Raises FileUnreadable, with the line, when the file as a whole can't be read."""
    said = options or ReadOptions()
    source = open_source(path)
    if source.kind == "xlsx":
        sheets = sheet_records(source, said)
        start = find_start(source.name, sheets.records, said, is_sheet=True)
        rows = streamed(sheets.records, start, ",", said.is_known_header)
        return Table(
            source.name, start.header, start.has_header, rows, "xlsx", "", "",
            sheets.sheet, sheets.sheets, start.skipped, sheets.doubts + start.doubts,
        )  # fmt: skip
    text = text_records(source, said)
    start = find_start(source.name, text.records, said)
    rows = streamed(text.records, start, text.dialect.delimiter, said.is_known_header)
    return Table(
        source.name, start.header, start.has_header, rows, text.encoding, text.dialect.delimiter,
        text.dialect.quote, None, (), start.skipped, text.doubts + start.doubts,
    )  # fmt: skip


def find_start(name: str, records: Records, options: ReadOptions, is_sheet: bool = False) -> Start:
    """The header and what stands above it. Raises FileUnreadable."""
    sample = list(first_records(records()))
    rows = [record for record in sample if isinstance(record, Row)]
    if not rows:
        bad = next((record for record in sample if isinstance(record, BadRow)), None)
        line, reason = (bad.line_number, bad.reason) if bad else (1, "the file is empty")
        raise FileUnreadable(f"{name}: no row can be read: {reason}", line)
    refuse_prose(name, sample)
    if options.header is False:
        return Start(False, 0, numbered_names(usual_width(rows)), (), ())
    double = find_double_header(rows, options.is_known_header) if options.is_known_header else None
    index = find_header_row(rows, options.is_known_header) if double is None else double
    first, following = rows[index], rows[index + 1 :]
    if double is not None:
        first = Row(first.line_number, joined(rows[index - 1], first))
    refuse_broken_header(name, sample, first)
    first = without_tail(first, following) if is_sheet else first
    has_header, doubts = said_or_judged(options, first.cells, following)
    above = tuple(skipped_above(sample, first.line_number))
    told = doubts + preamble_remark(above)
    if not has_header:
        return Start(False, first.line_number, numbered_names(usual_width(rows)), above, (*told, NO_HEADER))
    if not any(map(str.strip, first.cells)):
        raise FileUnreadable(f"{name}: there is nothing in the file but empty lines", first.line_number)
    header = column_names(first.cells)
    refuse_columns(name, header, first.line_number, options)
    told += sparse_header_doubt(first.cells) if options.header is None else ()
    told += (NOTHING_BELOW,) if sample[-1].line_number == first.line_number else ()
    is_grouped = any(is_again(row.cells, first.cells) for row in following if row.cells)
    told += header_remarks(first.cells)
    return Start(True, first.line_number + 1, header, above, told, tuple(first.cells), is_grouped)


def without_tail(first: Row, following: list[Row]) -> Row:
    """The header without names that are not there at its end, above nothing: what a workbook carries to the right."""
    width = max((index for index, cell in enumerate(first.cells, start=1) if cell.strip()), default=0)
    is_empty = not any(cell.strip() for row in following for cell in row.cells[width:])
    return (
        Row(first.line_number, first.cells[:width])
        if 0 < width < len(first.cells) - 1 and is_empty
        else first
    )


def first_records(records: Iterator[Row | BadRow]) -> Iterator[Row | BadRow]:
    """Enough to see how the table begins, and no more than memory has room for, however wide or long the rows are."""
    cells = characters = 0
    for record in islice(records, SAMPLE_ROWS):
        yield record
        if isinstance(record, Row):
            cells += len(record.cells)
            characters += sum(map(len, record.cells))
        if cells > SAMPLE_CELLS or characters > SAMPLE_CHARACTERS:
            return


def usual_width(rows: list[Row]) -> int:
    """As many columns as most rows have."""
    widths = Counter(len(row.cells) or 1 for row in rows)
    return max(widths.items(), key=lambda item: (item[1], item[0]))[0]


def refuse_prose(name: str, sample: list[Row | BadRow]) -> None:
    """Lines of which no half fall into the same number of cells are a text, not a table."""
    filled = [record for record in sample if is_filled(record)]
    if len(filled) < PROSE_RECORDS:
        return
    widths = Counter(len(record.cells) for record in filled if isinstance(record, Row))
    _, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    if count * 2 < len(filled):
        message = (
            f"this is no table: only {count} of the first {len(filled)} records have the same number of cells"
        )
        raise FileUnreadable(f"{name}: {message}", filled[0].line_number)


def is_filled(record: Row | BadRow) -> bool:
    """Neither blank nor a comment."""
    if isinstance(record, BadRow):
        return not looks_like_comment(record.text)
    return any(map(str.strip, record.cells)) and not looks_like_comment(record.cells[0])


def said_or_judged(
    options: ReadOptions, cells: list[str], following: list[Row]
) -> tuple[bool, tuple[Doubt, ...]]:
    """What the person said, else what a known header says, else what the rows say."""
    if options.header or options.required_header is not None:
        return True, ()
    if options.is_known_header and options.is_known_header(cells):
        return True, ()
    return judge_header(cells, following)


def refuse_columns(name: str, header: tuple[str, ...], line: int, options: ReadOptions) -> None:
    """A header that is not the one required, or absurdly wide."""
    if len(header) > COLUMN_LIMIT:
        raise FileUnreadable(f"{name}: {len(header):,} columns, more than {COLUMN_LIMIT:,}", line)
    if options.required_header is not None and header != options.required_header:
        found, wanted = ", ".join(header)[:200], ", ".join(options.required_header)[:200]
        raise FileUnreadable(f"{name}: the header is “{found}”, not “{wanted}”", line)


def refuse_broken_header(name: str, sample: list[Row | BadRow], first: Row) -> None:
    """A bad record above the header, as wide as the header, may be the header itself: then nothing is sure."""
    for record in sample:
        if record.line_number >= first.line_number:
            return
        if isinstance(record, BadRow) and not looks_like_comment(record.text):
            raise FileUnreadable(f"{name}: the header can't be read: {record.reason}", record.line_number)


def looks_like_comment(text: str) -> bool:
    """A note above the table."""
    return text.lstrip().startswith(("#", "!", "//", "--"))


def skipped_above(sample: list[Row | BadRow], header_line: int) -> Iterator[Skipped]:
    """Titles, notes and blank rows above the header."""
    for record in sample:
        if record.line_number >= header_line:
            return
        text = record.text if isinstance(record, BadRow) else " ".join(record.cells)
        yield Skipped(record.line_number, text, "above the header")


def preamble_remark(above: tuple[Skipped, ...]) -> tuple[Doubt, ...]:
    """What was passed over is told, unless it is blank."""
    filled = tuple(skipped.line_number for skipped in above if skipped.text.strip())
    if not filled:
        return ()
    many = "1 line above the header is" if len(filled) == 1 else f"{len(filled)} lines above the header are"
    return (Doubt("preamble", "", f"{many} not read", filled[:20]),)


def streamed(
    records: Records, start: Start, delimiter: str, is_known: IsKnown | None = None
) -> Callable[[], Iterator[Record]]:
    """The rows below the header, each of the header's width or bad."""
    width = len(start.header)

    def checked() -> Iterator[Record]:
        tail = Tail(lambda cells: written(cells, delimiter))
        gap, below = Gap(start.names, is_known), records()
        for record in below:
            if record.line_number < start.first_line:
                continue
            cells = record.cells if isinstance(record, Row) else []
            if gap.is_open and cells and gap.is_whole(cells):
                yield from tail.end()
                yield from passed_over(chain([record], below), delimiter)
                return
            if cells and len(cells) == width and cells[0] and not may_end(cells[0]):
                if tail.is_open():
                    yield from tail.close()
                yield record
                continue
            gap.see(cells)
            looked_at = checked_row(record, width, delimiter) if isinstance(record, Row) else record
            yield from tail.add(cells, looked_at)
        yield from tail.end()

    return lambda: ungrouped(
        checked(), start.names, start.is_grouped, lambda cells: written(cells, delimiter)
    )


def passed_over(records: Iterator[Row | BadRow], delimiter: str) -> Iterator[Skipped]:
    """The rows of a second table."""
    for record in records:
        text = written(record.cells, delimiter) if isinstance(record, Row) else record.text
        if text.strip(f" {delimiter}"):
            yield Skipped(record.line_number, text, SECOND)


def checked_row(record: Row, width: int, delimiter: str) -> Record | None:
    """The row, or why it is none: a footer, an empty row, the wrong number of cells. A blank line is nothing."""
    cells = record.cells
    if not cells:
        return Row(record.line_number, [""]) if width == 1 else None
    if is_report_footer(cells):
        return Skipped(record.line_number, written(cells, delimiter), FOOTER)
    if width > 1 and not any(cell.strip() for cell in cells):
        return Skipped(record.line_number, written(cells, delimiter), "an empty row")
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return Row(record.line_number, cells[:width])
    if len(cells) < width and cells[0].startswith("#"):
        return Skipped(record.line_number, written(cells, delimiter), "a comment")
    if len(cells) != width:
        text = written(cells, delimiter)
        last = record.line_number + text.count("\n")
        return BadRow(record.line_number, last, text, f"{counted(len(cells))} where the header has {width}")
    return record


def counted(number: int) -> str:
    """1 cell, 2 cells."""
    return "1 cell" if number == 1 else f"{number} cells"


def written(cells: list[str], delimiter: str) -> str:
    """The cells as a line of the file."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="").writerow(cells)
    return target.getvalue()
