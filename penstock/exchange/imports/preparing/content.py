"""What the cells of a column say against its name: “Closed” may be yes or no, and may be the day; “Status” may be the stage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from itertools import islice

from penstock.exchange.imports.converting.dates import DateFormat, moment_converter
from penstock.exchange.imports.converting.money import CODES, USUAL
from penstock.exchange.imports.converting.texts import fold, is_nothing, yes_no_converter
from penstock.exchange.imports.converting.values import Unconvertible
from penstock.exchange.imports.preparing.names import CUT_ID
from penstock.exchange.imports.preparing.texts import clean_text, parse_outcome
from penstock.exchange.imports.reading.values import Doubt, Row, Table
from penstock.exchange.imports.recognition.fields import CUSTOM, FIELDS
from penstock.exchange.imports.recognition.recognize import Column

# What a column of days in place of yes and no tells.
DAYS = {"is_closed": "closed_at", "is_won": "won_at", "is_lost": "lost_at", "is_converted": "converted_at"}
# What says of an opportunity that it is open and no more than that.
JUST_OPEN = frozenset(
    fold(word)
    for word in [
        "open",
        "in progress",
        "ongoing",
        "active",
        "pending",
        "current",
        "live",
        "working",
        "offen",
        "in bearbeitung",
        "laufend",
        "aktiv",
        "ouvert",
        "ouverte",
        "en cours",
        "abierto",
        "abierta",
        "en curso",
        "activo",
        "aberto",
        "aberta",
        "em aberto",
        "em andamento",
        "aperto",
        "aperta",
        "in corso",
        "otwarte",
        "otwarta",
        "otwarty",
        "w toku",
        "открыто",
        "открыта",
        "открыт",
        "в работе",
        "otevřený",
        "otevřeno",
        "öppen",
        "åben",
        "åpen",
        "avoin",
        "açık",
        "devam ediyor",
        "進行中",
        "进行中",
        "商談中",
        "진행 중",
        "진행중",
    ]
)
ROWS_LOOKED_AT = 2_000
SIGNS_TOLD = 10


def by_content(table: Table, columns: Sequence[Column], kind: str) -> tuple[Column, ...]:
    """The columns, those of yes and no that hold days as the days that they are, a status that holds stages as the stage,
    codes of currencies as the currency, unless another column is that."""
    taken = {column.target for column in columns}
    wanted = [
        column
        for column in columns
        if (column.target in DAYS and DAYS[column.target] not in taken)
        or (kind == "opportunities" and column.target == "status" and "stage" not in taken)
        or (column.target == CUSTOM and "currency" in FIELDS[kind] and "currency" not in taken)
    ]
    if not wanted:
        return tuple(columns)
    rows = [row.cells for row in islice(table.rows(), ROWS_LOOKED_AT) if isinstance(row, Row)]
    found: dict[int, str] = {}
    for column in wanted:
        said = {cell for cells in rows if (cell := cells[column.number - 1]) and not is_nothing(cell)}
        target = target_of(column, said)
        if target and target not in found.values():
            found[column.number] = target
    return tuple(
        replace(column, target=found[column.number], is_known=True) if column.number in found else column
        for column in columns
    )


def target_of(column: Column, said: set[str]) -> str:
    """What the cells say that the column is, empty where they say nothing else than its name."""
    if column.target in DAYS:
        return DAYS[column.target] if holds_days(said) else ""
    if column.target == "status":
        return "stage" if holds_stages(said) else ""
    return "currency" if holds_currencies(said) else ""


def holds_stages(said: set[str]) -> bool:
    """Whether a cell says more than open, won or lost. Where records are marked as deleted, it is a status."""
    outcomes = {cell: parse_outcome(cell) for cell in said}
    return "deleted" not in outcomes.values() and any(
        outcome == "open" and fold(cell) not in JUST_OPEN for cell, outcome in outcomes.items()
    )


def holds_currencies(said: set[str]) -> bool:
    """Whether every cell is a code, one of them of a usual currency: ALL and TOP are codes too."""
    return bool(said & USUAL) and said <= CODES


def cut_ids(table: Table, columns: Sequence[Column], kind: str) -> Iterator[Doubt]:
    """Ids that a spreadsheet wrote as 1.23457E+12 are told, as far as the first rows show them."""
    fields = FIELDS[kind]
    ids = [column for column in columns if column.target in fields and fields[column.target].type == "id"]
    rows = [row for row in islice(table.rows(), ROWS_LOOKED_AT if ids else 0) if isinstance(row, Row)]
    for column in ids:
        cut = [row for row in rows if CUT_ID.match(row.cells[column.number - 1])]
        if cut:
            message = (
                f"“{column.header}” has ids that a spreadsheet cut ({cut[0].cells[column.number - 1]});"
                " they are left out, and the rows are known by what else they say"
            )
            yield Doubt("id", "", message, tuple(row.line_number for row in cut[:SIGNS_TOLD]))


def web_signs(table: Table) -> tuple[Doubt, ...]:
    """That signs are written as for web pages is told with the first example, as far as the first rows show it."""
    rows = (row for row in islice(table.rows(), ROWS_LOOKED_AT) if isinstance(row, Row))
    shown = [
        (row.line_number, cell, read)
        for row in rows
        for cell in row.cells
        if "&" in cell and ";" in cell and (read := clean_text(cell)) != cell.strip()
    ]
    if not shown:
        return ()
    _, cell, read = shown[0]
    message = f"signs are written as for web pages: “{cell.strip()[:60]}” is read as “{read[:60]}”"
    lines = tuple(dict.fromkeys(line for line, *_ in shown))[:SIGNS_TOLD]
    return (Doubt("text", "", message, lines),)


def holds_days(said: set[str]) -> bool:
    """Whether every cell that says anything is a day in some order, and none is yes or no."""
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
