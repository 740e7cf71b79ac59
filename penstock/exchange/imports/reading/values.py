"""What the reader hands out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

CELL_LIMIT = 1_000_000
LINE_LIMIT = 8_000_000
COLUMN_LIMIT = 16_384
BYTE_LIMIT = 32 * 2**30
SHEET_BYTE_LIMIT = 160 * 2**20
SHEET_CELL_LIMIT = 6_000_000


class FileUnreadable(Exception):
    """The file as a whole can't be read; `line` is the physical line at which that was seen, if any."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"line {line}: {message}")
        self.line = line


class Row(NamedTuple):
    """One record; `line_number` is the physical line (from 1) on which it begins."""

    line_number: int
    cells: list[str]


class BadRow(NamedTuple):
    """A record that can't be taken, with its text as it stands in the file and the reason."""

    line_number: int
    last_line: int
    text: str
    reason: str


class Skipped(NamedTuple):
    """A line that is no record: the footer of a report, a comment, a title above the header."""

    line_number: int
    text: str
    reason: str


Record = Row | BadRow | Skipped


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the file leaves open. `flag` is the option that settles it; without one it is a remark."""

    kind: str
    flag: str
    message: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec name, what is doubtful about it, how many bytes stand before the text, and whether some lines are UTF-8
    in a file that as a whole is not."""

    name: str
    doubts: tuple[Doubt, ...] = ()
    skip: int = 0
    has_utf8_lines: bool = False


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person said about the file; None leaves it to the reader."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: bool | None = None
    sheet: str | None = None
    required_header: tuple[str, ...] | None = None
    is_known_header: Callable[[list[str]], bool] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file (or a sheet of it) as rows of text. `rows()` reads it from the start each time it is called."""

    name: str
    header: tuple[str, ...]
    has_header: bool
    rows: Callable[[], Iterator[Record]]
    encoding: str
    delimiter: str
    quote: str
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())
