"""Read a planned file to its end: prepared rows, refused ones."""

from collections.abc import Callable, Iterator
from typing import Any

from penstock.exchange.imports.converting.texts import is_nothing
from penstock.exchange.imports.converting.values import Unconvertible
from penstock.exchange.imports.preparing.texts import clean_text
from penstock.exchange.imports.preparing.values import (
    CustomColumn,
    FilePlan,
    PlannedColumn,
    Prepared,
    Refused,
)
from penstock.exchange.imports.reading.values import BadRow, Row

TEXTS = ("text", "long_text", "id", "name")


def prepared_rows(plan: FilePlan, after_line: int = 0) -> Iterator[Prepared | Refused]:
    """Every record below `after_line`, in the order of the file. A row without any value is passed over."""
    convert = row_converter(plan)
    for record in plan.table.rows():
        if record.line_number <= after_line:
            continue
        if isinstance(record, Row):
            row = convert(record)
            if row is not None:
                yield row
        elif isinstance(record, BadRow):
            yield Refused(record.line_number, (record.text,), record.reason)


def row_converter(plan: FilePlan) -> Callable[[Row], Prepared | Refused | None]:
    """Compiled for the plan: texts first, which can't fail, then what can."""
    texts = [column for column in plan.planned if column.type in TEXTS]
    others = [column for column in plan.planned if column.type not in TEXTS]
    in_currency = any(column.key == "currency" for column in others) and any(
        c.type == "money" for c in others
    )

    def convert(row: Row) -> Prepared | Refused | None:
        values: dict[str, Any] = {}
        cells = row.cells
        for column in texts:
            text = cells[column.index]
            if text and (text := clean_text(text)):
                values[column.key] = text
        reasons = [
            reason
            for column in others
            if (reason := converted_into(values, cells[column.index], column)) is not None
        ]
        if reasons:
            return Refused(row.line_number, tuple(cells), "; ".join(reasons))
        if in_currency and values.get("currency", plan.currency) != plan.currency:
            with_currency(values, cells, others)
        custom = custom_values(cells, plan.customs)
        return Prepared(row.line_number, values, custom) if values or custom else None

    return convert


def converted_into(values: dict[str, Any], text: str, column: PlannedColumn) -> str | None:
    """Put the cell's value among the values, or say what is wrong with it."""
    if not text or is_nothing(text):
        return None
    try:
        value = column.convert(text)
    except Unconvertible as error:
        return f"{column.header}: {error}"
    if value != "":
        values[column.key] = value
    return None


def with_currency(values: dict[str, Any], cells: list[str], columns: list[PlannedColumn]) -> None:
    """Amounts without a sign of their own are in the currency of their row, with as many decimals as it has."""
    for column in columns:
        if column.convert_in and column.key in values:
            values[column.key] = column.convert_in(values["currency"])(cells[column.index])


def custom_values(cells: list[str], customs: tuple[CustomColumn, ...]) -> dict[str, str]:
    """Label to text, of the cells that have any."""
    return {column.label: text for column in customs if (text := clean_text(cells[column.index]))}
