"""What the cells of a column say against its name: “Closed” may be yes or no, and may be the day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from itertools import islice

from penstock.exchange.imports.converting.dates import DateFormat, moment_converter
from penstock.exchange.imports.converting.texts import is_nothing, yes_no_converter
from penstock.exchange.imports.converting.values import Unconvertible
from penstock.exchange.imports.reading.values import Row, Table
from penstock.exchange.imports.recognition.recognize import Column

# What a column of days in place of yes and no tells.
DAYS = {"is_closed": "closed_at", "is_won": "won_at", "is_lost": "lost_at", "is_converted": "converted_at"}
ROWS_LOOKED_AT = 2_000


def by_content(table: Table, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns, those of yes and no that hold days as the days that they are, unless another column is that."""
    taken = {column.target for column in columns}
    flags = [column for column in columns if column.target in DAYS and DAYS[column.target] not in taken]
    if not flags:
        return tuple(columns)
    rows = [row.cells for row in islice(table.rows(), ROWS_LOOKED_AT) if isinstance(row, Row)]
    days = {flag.number for flag in flags if holds_days([cells[flag.number - 1] for cells in rows])}
    return tuple(
        replace(column, target=DAYS[column.target]) if column.number in days else column for column in columns
    )


def holds_days(cells: Sequence[str]) -> bool:
    """Whether every cell that says anything is a day in some order, and none is yes or no."""
    said = {cell for cell in cells if cell and not is_nothing(cell)}
    return bool(said) and not any(map(is_flag, said)) and all(map(is_day, said))


def is_flag(cell: str) -> bool:
    """Yes or no."""
    try:
        yes_no_converter()(cell)
    except Unconvertible:
        return False
    return True


def is_day(cell: str) -> bool:
    """A day or an instant, in whatever order."""
    for order in ("ymd", "dmy", "mdy"):
        try:
            moment_converter(DateFormat(order, only_days=False), UTC)(cell)
        except Unconvertible:
            continue
        return True
    return False
