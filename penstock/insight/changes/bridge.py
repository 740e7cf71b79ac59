"""The bridge between two instants: the open value at each, and the bars between. No Django."""

from bisect import bisect_right
from collections import defaultdict
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute as pc
from numpy.typing import NDArray

from penstock.foundation.base.values.money import decimals
from penstock.insight.changes.points import counted, existed, points, stock
from penstock.insight.changes.question import BARS, Answer, Bar, Bridge, Stock
from penstock.insight.changes.replay import KINDS, Movements, Points, Worth, replayed
from penstock.insight.metrics.answer import LeftOut
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.money import rates_in_force
from penstock.insight.metrics.plans import fetched
from penstock.insight.mirror.state import FIRST, State
from penstock.insight.mirror.tables import FOREVER


def bridged(state: State, asked: Bridge) -> Answer:
    """Opening, bars and closing, with every movement behind them. Raises WrongQuestion."""
    believed, before, after = asked.ends(state)
    there = numbers(fetched(after, "existed", lambda: existed(before, after), before), "id")
    moves = replayed(_points(before, after, asked), worth_of(after), there, before.as_of)
    table = _table(moves)
    if asked.as_known:
        table = pyarrow.concat_tables([_corrections(believed, before, asked), table])
    opening, _ = _end(believed, asked)
    closing, left_out = _end(after, asked)
    return Answer(opening, _bars(table), closing, table, left_out)


def standing(state: State, asked: Bridge, *, is_closing: bool) -> tuple[int, ...]:
    """Who makes up the value at one end. Raises WrongQuestion."""
    believed, _, after = asked.ends(state)
    ask = after if is_closing else believed
    found = fetched(ask, ("standing", asked.window), lambda: _worth(ask, asked).select("id").order_by("id"))
    return tuple(found["id"].to_pylist())


def _worth(ask: Ask, asked: Bridge) -> Any:
    rows = counted(stock(ask, asked.window))
    return rows.filter(rows.value_minor.notnull()).select("id", "value_minor")


def _points(before: Ask, after: Ask, asked: Bridge) -> Points:
    table = fetched(after, ("points", asked.window), lambda: points(before, after, asked.window), before)
    kind = pc.index_in(table["kind"], pyarrow.array(list(KINDS))).to_numpy()
    flags = {name: table[name].to_numpy() for name in ("exists", "is_inside", "is_in_window")}
    return Points(
        table["id"].to_numpy(),
        table["at"].to_numpy(),
        flags["exists"],
        kind,
        table["amount_minor"].fill_null(0).to_numpy(),
        table["amount_minor"].is_valid().to_numpy(),
        table["currency"].to_numpy(),
        flags["is_inside"],
        flags["is_in_window"],
    )


def worth_of(ask: Ask) -> Worth:
    """Amounts in the currency of the question at the rates of their instants, rounded half-even once; 0 without a rate."""
    target = ask.query.currency
    rates: dict[str, tuple[list[int], list[tuple[int, Fraction]]]] = defaultdict(lambda: ([], []))
    for row in sorted(rates_in_force(ask), key=lambda row: row["from_"]):
        starts, values = rates[row["of_currency"]]
        starts.append(row["from_"])
        values.append((row["to_"], Fraction(int(row["numerator"]), int(row["denominator"]))))
    rates[target] = ([FIRST], [(FOREVER, Fraction(1))])

    def one(amount: int, currency: str, at: int, written_in: str) -> int:
        starts, values = rates[currency]
        place = bisect_right(starts, at) - 1
        if place < 0 or values[place][0] <= at:
            return 0
        scale = (
            1 if written_in == currency else Fraction(10 ** decimals(currency), 10 ** decimals(written_in))
        )
        return round(amount * scale * values[place][1])

    def worth(
        amount: NDArray[Any], currency: NDArray[Any], at: NDArray[Any], written_in: NDArray[Any]
    ) -> NDArray[Any]:
        found = amount.astype(np.int64)
        for i in np.flatnonzero((currency != target) | (written_in != currency)):
            found[i] = one(int(amount[i]), currency[i], int(at[i]), written_in[i])
        return found

    return worth


def _corrections(believed: Ask, before: Ask, asked: Bridge) -> pyarrow.Table:
    """By opportunity: its worth at the opening as it is known for the later instant, less as it was believed then."""
    was, now = _values(believed, asked), _values(before, asked)
    changed = {id: now.get(id, 0) - was.get(id, 0) for id in sorted(was.keys() | now.keys())}
    ids = np.array([id for id, change in changed.items() if change], dtype=np.int64)
    return _table(
        Movements(
            ids,
            np.full(ids.size, believed.query.as_of_micros),
            np.full(ids.size, "corrected", dtype=object),
            np.array([changed[int(id)] for id in ids], dtype=np.int64),
        )
    )


def _values(ask: Ask, asked: Bridge) -> dict[int, int]:
    table = fetched(ask, ("values", asked.window), lambda: _worth(ask, asked))
    return dict(zip(table["id"].to_pylist(), table["value_minor"].to_pylist(), strict=True))


def _end(ask: Ask, asked: Bridge) -> tuple[Stock, tuple[LeftOut, ...]]:
    """What is open at one end, and what of it has no worth."""
    found = fetched(ask, ("end", asked.window), lambda: _summed(ask, asked))
    n, value, told = 0, 0, dict[str, int]()
    for row in found.to_pylist():
        n, value = n + row["valued"], value + int(row["value"] or 0)
        why = "no amount" if row["bare"] else f"no exchange rate for {row['currency']}"
        told[why] = told.get(why, 0) + row["n"] - row["valued"]
    return Stock(n, value), tuple(LeftOut(why, left) for why, left in sorted(told.items()) if left)


def _summed(ask: Ask, asked: Bridge) -> Any:
    rows = counted(stock(ask, asked.window))
    return rows.group_by(rows.currency, bare=rows.amount_minor.isnull()).aggregate(
        n=rows.count(), valued=rows.value_minor.count(), value=rows.value_minor.sum()
    )


def _bars(moves: pyarrow.Table) -> tuple[Bar, ...]:
    found = moves.group_by("bar").aggregate([("change", "sum"), ("id", "count_distinct")]).to_pylist()
    told = {row["bar"]: row for row in found}
    return tuple(
        Bar(name, told[name]["id_count_distinct"], told[name]["change_sum"]) for name in BARS if name in told
    )


def _table(moves: Movements) -> pyarrow.Table:
    return pyarrow.table(
        {
            "id": pyarrow.array(moves.id, pyarrow.int64()),
            "at": pyarrow.array(moves.at, pyarrow.int64()),
            "bar": pyarrow.array(moves.bar, pyarrow.string()),
            "change": pyarrow.array(moves.change, pyarrow.int64()),
        }
    )
