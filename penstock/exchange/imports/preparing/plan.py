"""Decide over the whole of each column how it is read, and compile its converter."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

from penstock.exchange.imports.converting.clocks import named_zone
from penstock.exchange.imports.converting.dates import (
    DateEvidence,
    DateFormat,
    day_converter,
    moment_converter,
)
from penstock.exchange.imports.converting.digits import with_plain_digits
from penstock.exchange.imports.converting.money import money_converter, parse_currency
from penstock.exchange.imports.converting.numbers import (
    DecimalEvidence,
    integer_converter,
    number_converter,
    share_converter,
)
from penstock.exchange.imports.converting.phones import phone_converter
from penstock.exchange.imports.converting.texts import (
    emails_converter,
    yes_no_converter,
)
from penstock.exchange.imports.converting.values import Converter
from penstock.exchange.imports.preparing.currencies import look_at_sign, mixed_currencies
from penstock.exchange.imports.preparing.mapping import custom_label
from penstock.exchange.imports.preparing.texts import clean_text, parse_domain, parse_outcome
from penstock.exchange.imports.preparing.values import (
    DATES,
    DECIMALS,
    CustomColumn,
    FilePlan,
    PlannedColumn,
    Said,
)
from penstock.exchange.imports.preparing.yen import yen_sign
from penstock.exchange.imports.reading.footers import FOOTER, TOTALS
from penstock.exchange.imports.reading.groups import AGAIN, SUMMARY, TITLE
from penstock.exchange.imports.reading.second import SECOND
from penstock.exchange.imports.reading.values import Doubt, Row, Skipped, Table
from penstock.exchange.imports.recognition.fields import FIELDS, IGNORED, STAGE_ENTERED
from penstock.exchange.imports.recognition.recognize import Column
from penstock.exchange.imports.recognition.units import divided

LEFT_OUT = (FOOTER, TOTALS, AGAIN, TITLE, SUMMARY, SECOND)
MOST_TOLD = 1000
Evidence = DateEvidence | DecimalEvidence
SHAPE = str.maketrans("12345678", "9" * 8)
SHAPES_KEPT = 10_000


def plan_file(table: Table, system: str, kind: str, columns: tuple[Column, ...], said: Said) -> FilePlan:
    """Read the file once for what its columns show, then compile. Doubts name the flag that settles them."""
    typed = [(column, type_of(kind, column)) for column in columns if column.target != IGNORED]
    filled = [(column, kind_of_value) for column, kind_of_value in typed if kind_of_value is not None]
    evidence, largest, skipped = gathered(table, filled)
    doubts: list[Doubt] = list(left_out(skipped))
    order = neighbour_order(evidence)
    yen, asked = yen_sign(
        table, [(column.header, evidence.get(column.number)) for column, _ in filled], said.currency
    )
    doubts += asked
    said = replace(said, yen=yen)
    planned = []
    names_currency = any(column.target == "currency" for column, _ in filled)
    for column, kind_of_value in filled:
        convert, told = compiled(column, kind_of_value, evidence.get(column.number), largest, said, order)
        doubts += told
        if kind_of_value == "money":
            doubts += unit_told(column, said)
            if not names_currency:
                doubts += mixed_currencies(column.header, evidence.get(column.number), said)
        planned.append(
            PlannedColumn(
                column.number - 1, column.target, column.header, kind_of_value, convert,
                money_in(evidence.get(column.number), column, said) if kind_of_value == "money" else None,
            )
        )  # fmt: skip
    customs = [
        CustomColumn(column.number - 1, label)
        for column, kind_of_value in typed
        if kind_of_value is None and (label := custom_label(column))
    ]
    return FilePlan(
        table, system, kind, columns, tuple(planned), tuple(customs), said.currency, tuple(doubts)
    )


def type_of(kind: str, column: Column) -> str | None:
    """The type of the field, or None for a custom field."""
    if column.target.startswith(STAGE_ENTERED):
        return "moment"
    field = FIELDS[kind].get(column.target)
    return field.type if field else None


def gathered(
    table: Table, filled: list[tuple[Column, str]]
) -> tuple[dict[int, Evidence], dict[int, float], list[Skipped]]:
    """What the columns of dates and numbers show, the largest value of each share, and which lines are no records."""
    evidence: dict[int, Evidence] = {}
    largest: dict[int, float] = {}
    for column, kind_of_value in filled:
        if kind_of_value in DATES:
            evidence[column.number] = DateEvidence()
        elif kind_of_value in DECIMALS:
            evidence[column.number] = DecimalEvidence(
                kind_of_value in ("money", "integer"), kind_of_value == "share"
            )
    shares = [column.number for column, kind_of_value in filled if kind_of_value == "share"]
    skipped: list[Skipped] = []
    money = {column.number for column, kind_of_value in filled if kind_of_value == "money"}
    watched = [(number - 1, first_of_shape(found, number in money)) for number, found in evidence.items()]
    seen_shares: set[tuple[int, str]] = set()
    for row in good_rows(table, skipped):
        cells = row.cells
        for index, add in watched:
            text = cells[index]
            if text:
                add(text, row.line_number)
        for number in shares:
            text = cells[number - 1]
            if (number, text) not in seen_shares:
                if len(seen_shares) < SHAPES_KEPT:
                    seen_shares.add((number, text))
                largest[number] = max(largest.get(number, 0.0), rough(text))
    return evidence, largest, skipped


def first_of_shape(evidence: Evidence, is_money: bool = False) -> Callable[[str, int], None]:
    """Add a cell to the evidence unless one of its shape was seen: what one shows, another that differs in its digits only
    shows too. Whether a number begins with 0 matters; of dates every digit does."""
    seen: set[str] = set()
    is_number = isinstance(evidence, DecimalEvidence)

    def add(text: str, line: int) -> None:
        text = with_plain_digits(text)
        shape = text.translate(SHAPE) if is_number else text
        if shape not in seen:
            if len(seen) < SHAPES_KEPT:
                seen.add(shape)
            evidence.add(text, line)
            if is_money and isinstance(evidence, DecimalEvidence):
                look_at_sign(evidence, text, line)

    return add


def good_rows(table: Table, skipped: list[Skipped]) -> Iterator[Row]:
    """Rows only; the lines of footers and totals are put aside."""
    for record in table.rows():
        if isinstance(record, Row):
            yield record
        elif isinstance(record, Skipped) and record.reason in LEFT_OUT and len(skipped) < MOST_TOLD:
            skipped.append(record)


def left_out(skipped: list[Skipped]) -> Iterator[Doubt]:
    """What stands under the table is told, since it is not brought in."""
    for reason in LEFT_OUT:
        lines = tuple(record.line_number for record in skipped if record.reason == reason)
        if lines:
            shown = ", ".join(map(str, lines[:10])) + (" …" if len(lines) > 10 else "")
            yield Doubt("footer", "", f"{reason}, not brought in: line {shown}", lines[:20])


def rough(text: str) -> float:
    """A number, roughly, for telling 0.5 from 50; what says % itself tells nothing."""
    try:
        return float(with_plain_digits(text).strip().replace(",", "."))
    except ValueError:
        return 0.0


def neighbour_order(evidence: dict[int, Evidence]) -> str | None:
    """The order that the date columns of the file show, if none shows the other."""
    orders = {found.shown_order for found in evidence.values() if isinstance(found, DateEvidence)} - {None}
    return orders.pop() if len(orders) == 1 else None


def compiled(
    column: Column,
    kind_of_value: str,
    evidence: Evidence | None,
    largest: dict[int, float],
    said: Said,
    order: str | None,
) -> tuple[Converter[Any], tuple[Doubt, ...]]:
    """The converter of a column and what is doubtful about it."""
    if isinstance(evidence, DateEvidence):
        style, doubts = evidence.decide(column.header, order)
        if said.dates:
            style, doubts = DateFormat(said.dates, style.only_days), ()
        if kind_of_value == "day":
            return day_converter(style), doubts
        zone = divided(column.header)[1].zone
        return moment_converter(style, named_zone(zone, said.zone) if zone else said.zone), doubts
    if isinstance(evidence, DecimalEvidence):
        decimal, doubts = evidence.decide(column.header)
        if said.decimal:
            decimal, doubts = said.decimal, ()
        return number_of(kind_of_value, decimal, column, largest, said), doubts
    return plain(kind_of_value, said), ()


def money_in(
    evidence: Evidence | None, column: Column, said: Said
) -> Callable[[str], Converter[tuple[int, str]]] | None:
    """The converter of a column of money for another currency than the import's; none where the header names its own."""
    unit = divided(column.header)[1]
    if unit.currency:
        return None
    shown = evidence.decide(column.header)[0] if isinstance(evidence, DecimalEvidence) else "."
    return cache(partial(money_converter, said.decimal or shown, power=unit.power, near=said.yen))


def money_of(decimal: str, column: Column, said: Said) -> Converter[Any]:
    """In the currency and the thousands that the header names."""
    unit = divided(column.header)[1]
    home = parse_currency(unit.currency, said.currency) if unit.currency else said.currency
    return money_converter(decimal, home, unit.power, said.yen)


def unit_told(column: Column, said: Said) -> tuple[Doubt, ...]:
    """A column that does not count in ones is told with an example."""
    power = divided(column.header)[1].power
    if not power:
        return ()
    return (
        Doubt(
            "unit",
            "",
            f"“{column.header}” counts in {10**power:,}: 1.5 in a cell is {15 * 10 ** (power - 1):,}",
        ),
    )


def number_of(
    kind_of_value: str, decimal: str, column: Column, largest: dict[int, float], said: Said
) -> Converter[Any]:
    """Money, whole number, share or number."""
    match kind_of_value:
        case "money":
            return money_of(decimal, column, said)
        case "integer":
            return integer_converter(decimal)
        case "share":
            of_hundred = largest.get(column.number, 0.0) > 1 or "%" in column.header
            return share_converter(decimal, of_hundred)
        case _:
            return number_converter(decimal)


def plain(kind_of_value: str, said: Said) -> Converter[Any]:
    """What needs no evidence."""
    match kind_of_value:
        case "email":
            return emails_converter()
        case "phone":
            return phone_converter(said.region)
        case "yes_no":
            return yes_no_converter()
        case "currency":
            return lambda text: parse_currency(text, said.currency)
        case "link":
            return parse_domain
        case "outcome":
            return parse_outcome
        case _:
            return clean_text
