"""The bridge between two instants: the open value at each, and the bars between. No Django."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any

import pyarrow

from penstock.foundation.base.values.money import decimals
from penstock.insight.changes.points import SHOWN, counted, existed, points, stock
from penstock.insight.changes.question import BARS, Answer, Bar, Bridge, Stock
from penstock.insight.changes.replay import Movement, Point, Worth, replayed
from penstock.insight.metrics.answer import LeftOut
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.money import rates_in_force
from penstock.insight.mirror.state import State


def bridged(state: State, asked: Bridge) -> Answer:
    """Opening, bars and closing, with every movement behind them. Raises WrongQuestion."""
    believed, before, after = asked.ends(state)
    moves = list(_corrections(believed, before, asked)) if asked.as_known else []
    moves += replayed(
        _lives(before, after, asked), worth_of(after), _ids(existed(before, after)), before.as_of
    )
    opening, _ = _end(believed, asked)
    closing, left_out = _end(after, asked)
    return Answer(opening, _bars(moves), closing, _table(moves), left_out)


def _lives(before: Ask, after: Ask, asked: Bridge) -> Iterator[list[Point]]:
    table = points(before, after, asked.window).to_pyarrow()
    table = table.sort_by([("id", "ascending"), ("at", "ascending"), ("place", "ascending")])
    columns = [table[name].to_pylist() for name in SHOWN if name != "place"]
    for _, life in groupby(map(Point, *columns), key=lambda point: point.id):
        yield list(life)


def worth_of(ask: Ask) -> Worth:
    """Amounts in the currency of the question at the rate of an instant, rounded half-even once; None without a rate."""
    target = ask.query.currency
    rates: dict[str, tuple[list[int], list[tuple[int, Fraction]]]] = defaultdict(lambda: ([], []))
    for row in sorted(rates_in_force(ask), key=lambda row: row["from_"]):
        starts, values = rates[row["of_currency"]]
        starts.append(row["from_"])
        values.append((row["to_"], Fraction(int(row["numerator"]), int(row["denominator"]))))

    def worth(amount: int, currency: str, at: int, written_in: str) -> int | None:
        scale = (
            1 if written_in == currency else Fraction(10 ** decimals(currency), 10 ** decimals(written_in))
        )
        if currency == target:
            return round(amount * scale)
        starts, values = rates[currency]
        place = bisect_right(starts, at) - 1
        if place < 0 or values[place][0] <= at:
            return None
        return round(amount * scale * values[place][1])

    return worth


def _corrections(believed: Ask, before: Ask, asked: Bridge) -> Iterator[Movement]:
    """By opportunity: its worth at the opening as it is known for the later instant, less as it was believed then."""
    was, now = _values(believed, asked), _values(before, asked)
    for id in sorted(was.keys() | now.keys()):
        change = now.get(id, 0) - was.get(id, 0)
        if change:
            yield Movement(id, before.query.as_of_micros, "corrected", change)


def _values(ask: Ask, asked: Bridge) -> dict[int, int]:
    rows = counted(stock(ask, asked.window))
    table = rows.filter(rows.value_minor.notnull()).select("id", "value_minor").to_pyarrow()
    return dict(zip(table["id"].to_pylist(), table["value_minor"].to_pylist(), strict=True))


def _end(ask: Ask, asked: Bridge) -> tuple[Stock, tuple[LeftOut, ...]]:
    """What is open at one end, and what of it has no worth."""
    rows = counted(stock(ask, asked.window))
    found = rows.group_by(rows.currency, bare=rows.amount_minor.isnull()).aggregate(
        n=rows.count(), valued=rows.value_minor.count(), value=rows.value_minor.sum()
    )
    n, value, told = 0, 0, dict[str, int]()
    for row in found.to_pyarrow().to_pylist():
        n, value = n + row["valued"], value + int(row["value"] or 0)
        why = "no amount" if row["bare"] else f"no exchange rate for {row['currency']}"
        told[why] = told.get(why, 0) + row["n"] - row["valued"]
    return Stock(n, value), tuple(LeftOut(why, left) for why, left in sorted(told.items()) if left)


def _ids(rows: Any) -> set[int]:
    return set(rows.to_pyarrow()["id"].to_pylist())


def _bars(moves: list[Movement]) -> tuple[Bar, ...]:
    sums: dict[str, int] = defaultdict(int)
    who: dict[str, set[int]] = defaultdict(set)
    for move in moves:
        sums[move.bar] += move.change
        who[move.bar].add(move.id)
    return tuple(Bar(name, len(who[name]), sums[name]) for name in BARS if name in sums)


def _table(moves: list[Movement]) -> pyarrow.Table:
    return pyarrow.table(
        {
            "id": pyarrow.array([move.id for move in moves], pyarrow.int64()),
            "at": pyarrow.array([move.at for move in moves], pyarrow.int64()),
            "bar": pyarrow.array([move.bar for move in moves], pyarrow.string()),
            "change": pyarrow.array([move.change for move in moves], pyarrow.int64()),
        }
    )
