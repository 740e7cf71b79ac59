"""From text to records: Python's csv reader, with the physical line of each record and bad ones handed out as values.

After an error inside a record of several lines the reading goes on at the record's second line, so that one quote that
is never closed costs one row and not the rest of the file. What is held is bounded by LINE_LIMIT and CELL_LIMIT.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from penstock.exchange.imports.reading.encodings import UNDECODABLE
from penstock.exchange.imports.reading.values import CELL_LIMIT, LINE_LIMIT, BadRow, Row

UNCLOSED = "a quote is opened and never closed"
AFTER_QUOTE = "text follows a closing quote; a quote inside a cell must be doubled"
BARE_QUOTE = "a quote inside a cell that is not quoted"
NUL = "a NUL byte"
UNDECODED = "bytes that are no text in the encoding of the file"
LONG_CELL = f"a cell of more than {CELL_LIMIT:,} characters, or a quote that is never closed"
END_OF_DOS = "\x1a"
LONG_LINE = f"a line of more than {LINE_LIMIT:,} characters"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are told apart."""

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    skips_spaces: bool = False


class Lines:
    """Physical lines, counted from 1, that can be put back. A line that can't be read at all sets `problem`."""

    __slots__ = ("back", "number", "problem", "stream", "taken")

    def __init__(self, stream: TextIO, number: int = 0) -> None:
        self.stream = stream
        self.number = number
        self.back: deque[str] = deque()
        self.taken: list[str] = []
        self.problem = ""

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else self.stream.readline(LINE_LIMIT)
        if not line or line == END_OF_DOS:
            raise StopIteration
        self.number += 1
        if len(line) == LINE_LIMIT and line[-1] not in "\r\n":
            line = self.without_rest(line)
        elif "\0" in line:
            self.problem = NUL
        elif UNDECODABLE in line:
            self.problem = UNDECODED
        self.taken.append(line)
        return line

    def without_rest(self, line: str) -> str:
        """Read the over-long line to its end and keep only its beginning."""
        self.problem = LONG_LINE
        piece = line
        while piece and piece[-1] not in "\r\n":
            piece = self.stream.readline(LINE_LIMIT)
        return line[:200].replace('"', "") + "…\n"

    def give_back(self) -> str:
        """Put back all but the first of the taken lines; give the first."""
        first, *rest = self.taken
        self.back.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


def has_undecoded(line: str) -> bool:
    """Whether the decoder left its mark."""
    return UNDECODABLE in line


def read_records(stream: TextIO, dialect: Dialect, number: int = 0) -> Iterator[Row | BadRow]:
    """Rows and bad rows in order. `number` is how many physical lines were read before."""
    csv.field_size_limit(CELL_LIMIT)
    lines = Lines(stream, number)
    reader = csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape,
        skipinitialspace=dialect.skips_spaces,
        strict=True,
    )
    quote = dialect.quote
    taken = lines.taken
    while True:
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = reason_of(error, len(taken))
            mended = without_blanks(taken, dialect) if reason == AFTER_QUOTE else None
            if mended is None:
                yield refuse_first(lines, first, reason)
                continue
            cells = mended
        if lines.problem:
            yield refuse_first(lines, first, lines.problem)
            continue
        if quote and has_bare_quote(cells, taken, dialect) and still_has_bare_quote(cells, taken, dialect):
            yield refuse_first(lines, first, BARE_QUOTE)
            continue
        if quote and any('="' in line for line in taken):
            cells = [kept_text(cell) for cell in cells]
        taken.clear()
        yield Row(first, cells)


def without_blanks(taken: list[str], dialect: Dialect) -> list[str] | None:
    """The cells of a line when blanks between a closing quote and the delimiter are left out; None if that does not mend
    it."""
    mended = blanks_pattern(dialect).sub(dialect.quote, "".join(taken).rstrip("\r\n"))
    options = {"delimiter": dialect.delimiter, "quotechar": dialect.quote, "escapechar": dialect.escape}
    try:
        rows = list(csv.reader([mended], strict=True, skipinitialspace=True, **options))  # type: ignore[arg-type]
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def is_kept_text(cell: str) -> bool:
    """="00123": how a spreadsheet is made to keep a number as text."""
    return len(cell) > 2 and cell.startswith('="') and cell.endswith('"') and '"' not in cell[2:-1]


def kept_text(cell: str) -> str:
    """What stands in ="..."; any other cell as it is."""
    return cell[2:-1] if is_kept_text(cell) else cell


def still_has_bare_quote(cells: list[str], taken: list[str], dialect: Dialect) -> bool:
    """Whether there is a bare quote besides those of ="..."."""
    if not any(map(is_kept_text, cells)):
        return True
    text = without_quoted("".join(taken), dialect)
    delimiter = re.escape(dialect.delimiter)
    bare = re.sub(rf'(^|{delimiter})="[^"]*"(?={delimiter}|[\r\n]*$)', r"\1", text)
    return bool(bare_quote_pattern(dialect).search(bare))


def refuse_first(lines: Lines, first: int, reason: str) -> BadRow:
    """The record as a bad row: its first line, and the others are read again as their own records."""
    last = lines.number
    text = "".join(lines.taken)
    if len(lines.taken) > 1 and reason not in (BARE_QUOTE,):
        text, last = lines.give_back(), first
    lines.taken.clear()
    lines.problem = ""
    return BadRow(first, last, readable(text), reason)


def readable(text: str) -> str:
    """The text without its line end and without what no file could hold."""
    return text.rstrip("\r\n").replace(UNDECODABLE, "\ufffd")


def reason_of(error: csv.Error, line_count: int) -> str:
    """Our sentence for what the csv module says."""
    said = str(error)
    if "unexpected end of data" in said:
        return UNCLOSED
    if "expected after" in said:
        return UNCLOSED if line_count > 1 else AFTER_QUOTE
    if "field limit" in said:
        return LONG_CELL
    return said


def has_bare_quote(cells: list[str], taken: list[str], dialect: Dialect) -> bool:
    """A quote in a cell that does not begin with one. After a digit it is inches or seconds, and in a file with tabs it
    is a quote: those stay."""
    quote = dialect.quote
    if len(taken) == 1 and quote not in taken[0]:
        return False
    if dialect.delimiter == "\t" or quote not in "\n".join(cells):
        return False
    return bool(bare_quote_pattern(dialect).search(without_quoted("".join(taken), dialect)))


def without_quoted(text: str, dialect: Dialect) -> str:
    """The record with its quoted cells emptied."""
    return quoted_cell_pattern(dialect).sub(r"\1", text)


PATTERNS: dict[tuple[str, Dialect], re.Pattern[str]] = {}


def quoted_cell_pattern(dialect: Dialect) -> re.Pattern[str]:
    """A whole quoted cell at the beginning or after a delimiter."""
    key = ("quoted", dialect)
    if key not in PATTERNS:
        quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
        space = " *" if dialect.skips_spaces else ""
        inner = f"[^{quote}]|{quote}{quote}"
        if dialect.escape:
            inner = f"[^{quote}{re.escape(dialect.escape)}]|{quote}{quote}|{re.escape(dialect.escape)}."
        PATTERNS[key] = re.compile(f"(^|{delimiter}){space}{quote}(?:{inner})*+{quote}", re.DOTALL)
    return PATTERNS[key]


def blanks_pattern(dialect: Dialect) -> re.Pattern[str]:
    """A closing quote and the blanks that follow it before a delimiter or the end."""
    key = ("blanks", dialect)
    if key not in PATTERNS:
        quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
        PATTERNS[key] = re.compile(f"{quote}[ \\u00a0]+(?={delimiter}|$)")
    return PATTERNS[key]


def bare_quote_pattern(dialect: Dialect) -> re.Pattern[str]:
    """A quote that follows neither a digit nor another such quote (37.8", 5'')."""
    key = ("bare", dialect)
    if key not in PATTERNS:
        PATTERNS[key] = re.compile(f"(?<![0-9'{re.escape(dialect.quote)}]){re.escape(dialect.quote)}")
    return PATTERNS[key]
