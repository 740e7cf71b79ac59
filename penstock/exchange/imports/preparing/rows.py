"""Read a planned file to its end: prepared rows, refused ones."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from penstock.exchange.imports.converting.digits import with_plain_digits
from penstock.exchange.imports.converting.texts import is_nothing
from penstock.exchange.imports.converting.values import Unconvertible, Value
from penstock.exchange.imports.preparing.names import (
    associated_name,
    linked_name,
    piped_stage,
    pipeline_name,
    stage_name,
    whole_id,
)
from penstock.exchange.imports.preparing.texts import UNSEEN, clean_text, with_signs
from penstock.exchange.imports.preparing.values import (
    DATES,
    DECIMALS,
    FilePlan,
    PlannedColumn,
    Prepared,
    Refused,
)
from penstock.exchange.imports.reading.values import BadRow, Row

TEXTS = ("text", "long_text", "id", "name")
STAGES = ("stage", "last_stage", "old_stage")
# How much of each column is remembered.
MEMORY_CELLS, MEMORY_CHARACTERS = 4096, 100
LONGEST_NOTHING = 22
# A person with a bad address is a person, a company of 51-200 employees a company: what can't be taken of these is kept
# as text, and told.
SOFT = ("email", "link", "phone", "integer")
SEVERAL = (("opportunities", "company"), ("opportunities", "person"))
COUNTED = (*DATES, *DECIMALS)


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
    texts = [
        (column.index, column.key, with_memory(reader_of(column, plan)))
        for column in plan.planned
        if column.type in TEXTS
    ]
    customs = [(column.index, column.label, with_memory(clean_text)) for column in plan.customs]
    others = [column for column in plan.planned if column.type not in TEXTS]
    typed = [(column, with_memory(partial(typed_value, column))) for column in others]
    in_currency = any(column.key == "currency" for column in others) and any(
        c.type == "money" for c in others
    )

    def convert(row: Row) -> Prepared | Refused | None:
        cells = row.cells
        values: dict[str, Any] = {}
        filled(values, cells, texts)
        custom: dict[str, str] = {}
        reasons, unusable = take_typed(values, custom, cells, typed)
        if reasons:
            return Refused(row.line_number, tuple(cells), "; ".join(reasons))
        if in_currency and values.get("currency", plan.currency) != plan.currency:
            with_currency(values, cells, others)
        filled(custom, cells, customs)
        return Prepared(row.line_number, values, custom, tuple(unusable)) if values or custom else None

    return convert


def reader_of(column: PlannedColumn, plan: FilePlan) -> Callable[[str], str]:
    """How a text is read: stages without the codes of their system, names without the links of theirs."""
    if column.key in STAGES:
        return piped_stage if plan.system == "hubspot" else stage_name
    if column.type == "id":
        return whole_id
    if column.key == "pipeline" and plan.system == "hubspot":
        return pipeline_name
    # The companies and contacts of a deal keep their domains and addresses until they are told apart (writing.write).
    if plan.system == "hubspot" and column.type == "name" and (plan.kind, column.key) not in SEVERAL:
        return associated_name
    return linked_name if column.type == "name" else clean_text


def take_typed(
    values: dict[str, Any],
    custom: dict[str, str],
    cells: list[str],
    columns: list[tuple[PlannedColumn, Callable[[str], Any]]],
) -> tuple[list[str], list[tuple[str, str]]]:
    """Put what can be taken among the values; gives the reasons to refuse the row, and what is kept as text only."""
    reasons: list[str] = []
    unusable: list[tuple[str, str]] = []
    for column, read in columns:
        text = cells[column.index]
        if not text:
            continue
        try:
            value = read(text)
        except Unconvertible as error:
            if column.type not in SOFT:
                reasons.append(f"{column.header}: {error}")
                continue
            custom[column.header] = clean_text(text)
            unusable.append((column.header, column.type))
            value = error.partly or ""
        if value != "":
            values[column.key] = value
    return reasons, unusable


def filled(
    values: dict[str, Any], cells: list[str], columns: list[tuple[int, str, Callable[[str], str]]]
) -> None:
    """Put the texts of the cells that have any among the values."""
    for index, key, read in columns:
        text = cells[index]
        if text and (clean := read(text)):
            values[key] = clean


def typed_value(column: PlannedColumn, text: str) -> Any:
    """The value of a cell, an empty text where it says that there is none. Raises Unconvertible."""
    if "&" in text:
        text = with_signs(text)
    if not text.isascii():
        text = text.strip(UNSEEN)
    if len(text) <= LONGEST_NOTHING and is_nothing(text):
        return ""
    if text[:1] == "'":
        text = text[1:]
    return column.convert(with_plain_digits(text) if column.type in COUNTED else text)


def with_memory(convert: Callable[[str], Value]) -> Callable[[str], Value]:
    """The same, remembering the first so many values: columns repeat themselves, and those that do not cost little more."""
    return Memory(convert).__getitem__


class Memory(dict[str, Value]):
    """Cells to values. A remembered one is found without a call of ours."""

    __slots__ = ("convert",)

    def __init__(self, convert: Callable[[str], Value]) -> None:
        self.convert = convert

    def __missing__(self, text: str) -> Value:
        value = self.convert(text)
        if len(self) < MEMORY_CELLS and len(text) <= MEMORY_CHARACTERS:
            self[text] = value
        return value


def with_currency(values: dict[str, Any], cells: list[str], columns: list[PlannedColumn]) -> None:
    """Amounts without a sign of their own are in the currency of their row, with as many decimals as it has."""
    for column in columns:
        if column.convert_in and column.key in values:
            text = with_plain_digits(cells[column.index])
            values[column.key] = column.convert_in(values["currency"])(text)
