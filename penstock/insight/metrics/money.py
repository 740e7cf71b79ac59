"""Amounts in the currency of the question: converted at dated rates, weighted, rounded half-even once for each record
(METRICS, first lines and 1). No Django."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis
import pyarrow

from penstock.foundation.base.values.money import decimals
from penstock.foundation.base.values.period import start_of_day
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.query import micros
from penstock.insight.mirror.state import FIRST, keep
from penstock.insight.mirror.tables import FOREVER

WHOLE = 10_000
WIDE = "decimal(38, 0)"


def priced(ask: Ask, rows: Any) -> Any:
    """rows with value_minor and weighted_minor in the currency of the question: open ones at the rate of the day asked
    about, closed ones at that of the day of closing. NULL without an amount or a rate."""
    rates = ask.filled("rates", _rates)
    rows = rows.mutate(priced_at=ibis.ifelse(rows.kind == "open", ask.instant("as_of"), rows.stage_since))
    joined = rows.left_join(
        rates,
        [
            rows.currency == rates.of_currency,
            rows.priced_at >= rates.from_,
            rows.priced_at < rates.to_,
        ],
    )
    plain = joined.currency == ask.query.currency
    whole = ibis.literal(WHOLE, "int64")
    abroad = _times(joined.amount_minor, joined.numerator, joined.denominator, WIDE)
    weight, divisor = joined.numerator * joined.weight_e4.cast(WIDE), joined.denominator * whole.cast(WIDE)
    valued = joined.mutate(
        value_minor=ibis.ifelse(plain, joined.amount_minor, abroad),
        weighted_minor=ibis.ifelse(
            plain,
            _times(joined.amount_minor, joined.weight_e4, whole, "int64"),
            _times(joined.amount_minor, weight, divisor, WIDE),
        ),
    )
    return valued.drop("priced_at", "of_currency", "from_", "to_", "numerator", "denominator")


def _times(amount: Any, numerator: Any, denominator: Any, width: str) -> Any:
    """amount * numerator / denominator to the nearest whole, ties to even, exactly: `width` holds the product. The one
    division is of a multiple, so that its floating point can't fall on the wrong side."""
    product, divisor = amount.abs().cast(width) * numerator, denominator
    rest = product % divisor
    down = ((product - rest).cast("float64") / divisor.cast("float64")).round().cast("int64")
    twice = rest + rest
    up = (twice > divisor) | ((twice == divisor) & (down % 2 == 1))
    return (down + ibis.ifelse(up, 1, 0)) * amount.sign().cast("int64")


def _rates(ask: Ask) -> Any:
    """The table of `rates_in_force`, made once for a state, currency, zone and what is known."""
    made, of = ask.state.made, (ask.query.currency, ask.query.zone, ask.known)
    # A question whose SQL is kept finds it under one name, filled anew when another was asked before.
    name = f"rates_{ask.slot}then" if ask.recipe is not None else "rates_{}_{}_{}".format(*of)
    if made.get(f"asked {name}") != of:
        rates = pyarrow.Table.from_pylist(rates_in_force(ask), schema=RATES_SCHEMA)
        keep(ask.state.connection, name, rates)
        made[f"asked {name}"], made[name] = of, ask.state.connection.table(name)
    return made[name]


RATES_SCHEMA = pyarrow.schema(
    [
        ("of_currency", pyarrow.string()),
        ("from_", pyarrow.int64()),
        ("to_", pyarrow.int64()),
        ("numerator", pyarrow.decimal128(38, 0)),
        ("denominator", pyarrow.decimal128(38, 0)),
    ]
)


KNOWN_RATES = """
SELECT currency, starts_on, rate_e10 FROM rate
WHERE valid_from <= $known AND valid_to > $known AND known_from <= $known AND known_to > $known
"""


def rates_in_force(ask: Ask) -> list[dict[str, Any]]:
    """For each foreign currency, from when to when one minor unit of it is worth numerator / denominator minor units
    of the question's currency. Where either has no rate yet there is no row."""
    home, target = ask.settings.home_currency, ask.query.currency
    known = (
        ask.state.connection.con.sql(KNOWN_RATES, params={"known": ask.known}).to_arrow_table().to_pylist()
    )
    worth = {home: [(FIRST, Fraction(1))]}
    for row in sorted(known, key=lambda row: row["starts_on"]):
        since = micros(start_of_day(row["starts_on"], ask.query.tzinfo))
        worth.setdefault(row["currency"], []).append((since, Fraction(row["rate_e10"], 10**10)))
    return [
        {"of_currency": currency, "from_": since, "to_": until} | _in_minor(rate, currency, target)
        for currency in worth
        if currency != target
        for since, until, rate in _ratios(worth[currency], worth.get(target, []))
    ]


def _ratios(
    of: list[tuple[int, Fraction]], target: list[tuple[int, Fraction]]
) -> list[tuple[int, int, Fraction]]:
    edges = sorted({at for at, _ in [*of, *target]})
    found = []
    for since, until in zip(edges, [*edges[1:], FOREVER], strict=True):
        one, other = (
            next((rate for at, rate in reversed(rates) if at <= since), None) for rates in (of, target)
        )
        if one is not None and other is not None:
            found.append((since, until, one / other))
    return found


def _in_minor(rate: Fraction, currency: str, target: str) -> dict[str, Decimal]:
    ratio = rate * Fraction(10 ** decimals(target), 10 ** decimals(currency))
    return {"numerator": Decimal(ratio.numerator), "denominator": Decimal(ratio.denominator)}
