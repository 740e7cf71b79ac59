"""Amounts of opportunities in the home currency, as SQL: converted, weighted and rounded half-even once, each record
(METRICS.md, first lines and 1). Written out, because putting it together through the ORM took longer than the answer."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from penstock.foundation.base.values.money import decimals
from penstock.records.workspace.models import Workspace
from penstock.records.workspace.queries import rated_currencies, rates_on

# A probability in SQL is a whole number of ten-thousandths, so that the common case needs no slow numeric.
WHOLE = 10_000
# A stage's probability, and whether it is an open one.
Share = tuple[Decimal, bool]
READ = ("id", "stage_id", "stage_since", "amount_minor", "currency", "probability")
SUMS = """
    SELECT stage_id, count(*), coalesce(sum(home), 0), coalesce(sum(weighted), 0), count(amount_minor) - count(home)
    FROM (SELECT stage_id, amount_minor, {home} AS home, {weighted} AS weighted FROM ({rows}) AS o ({columns})) AS o
    GROUP BY stage_id"""
# round() of a double is half-even, and exact while what it is of fits into 53 bits: half_even took most of the time of a board.
EXACT = 2**53 // WHOLE
WEIGHTED = f"""CASE WHEN abs(amount_minor) < {EXACT} THEN round(({{product}})::float8 / {WHOLE})::bigint
    ELSE half_even({{product}}, {WHOLE}) END"""
# Closed ones have the rate of the day of closing.
RATE = """CASE WHEN kind IN ('won', 'lost') THEN (
    SELECT r.rate FROM exchange_rate AS r WHERE NOT r.is_removed AND r.currency = o.currency
    AND r.starts_on <= (o.stage_since AT TIME ZONE %s)::date ORDER BY r.starts_on DESC LIMIT 1) ELSE %s::numeric END"""


def sums_by_stage(
    parts: Iterable[QuerySet[Any]], workspace: Workspace, day: date, shares: Mapping[int, Share] | None
) -> list[tuple[int | None, int, int, int, int]]:
    """Of the opportunities of all parts, by stage: how many, Σ amount and Σ weighted value in minor units of the home
    currency, how many have an amount but no rate. Open ones get the rate of `day`. shares: those of all stages in question,
    where they are known, which spares the join to them."""
    foreign = [currency for currency in rated_currencies() if currency != workspace.home_currency]
    joined = ["stage__probability"] if shares is None else []
    joined += ["stage__kind"] if shares is None or foreign else []
    rows, params = _together(parts, [*READ, *joined])
    if not rows:
        return []
    product = f"amount_minor * {_share(shares)}"
    home, of_home = _converted("amount_minor", "amount_minor", 1, foreign, workspace, day)
    at_home = WEIGHTED.format(product=product)
    weighted, of_weighted = _converted(f"({product})", at_home, WHOLE, foreign, workspace, day)
    statement = SUMS.format(home=home, weighted=weighted, rows=rows, columns=_columns(joined))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*of_home, *of_weighted, *params])
        return [(stage, *map(int, sums)) for stage, *sums in cursor.fetchall()]


def _together(parts: Iterable[QuerySet[Any]], columns: list[str]) -> tuple[str, list[Any]]:
    """All parts one behind the other: each may be answered by another index."""
    statements: list[str] = []
    params: list[Any] = []
    for part in parts:
        try:
            sql, given = part.order_by().values_list(*columns).query.sql_with_params()
        except EmptyResultSet:
            continue
        statements.append(sql)
        params += given
    return " UNION ALL ".join(f"({sql})" for sql in statements), params


def _columns(joined: list[str]) -> str:
    return ", ".join(
        [*READ, *(name.replace("stage__probability", "of_stage").removeprefix("stage__") for name in joined)]
    )


def _share(shares: Mapping[int, Share] | None) -> str:
    """Their own probability, else the stage's; what is closed has the stage's, whatever was hoped."""
    if shares is None:
        return f"(CASE WHEN kind IN ('won', 'lost') THEN of_stage ELSE coalesce(probability, of_stage, 0) END * {WHOLE})::bigint"
    of_stage = " ".join(f"WHEN {int(pk)} THEN {int(share * WHOLE)}" for pk, (share, _) in shares.items())
    known = f"CASE stage_id {of_stage} ELSE 0 END" if of_stage else "0"
    closed = ", ".join(str(int(pk)) for pk, (_, is_open) in shares.items() if not is_open)
    is_sure = f"probability IS NULL OR stage_id IN ({closed})" if closed else "probability IS NULL"
    return f"CASE WHEN {is_sure} THEN {known} ELSE (probability * {WHOLE})::bigint END"


def _converted(
    value: str, at_home: str, per_unit: int, foreign: list[str], workspace: Workspace, day: date
) -> tuple[str, list[Any]]:
    """A value in the home currency; NULL without a rate."""
    params: list[Any] = [workspace.home_currency]
    cases = [f"WHEN %s THEN {at_home}"]
    rates = rates_on(day)
    for currency in foreign:
        rate = rates.get(currency)
        today = None if rate is None else Decimal(rate.numerator) / Decimal(rate.denominator)
        scale = Decimal(10) ** (decimals(currency) - decimals(workspace.home_currency)) * per_unit
        cases.append(f"WHEN %s THEN half_even({value}::numeric * {RATE}, %s::numeric)")
        params += [currency, workspace.zone, today, scale]
    return f"CASE currency {' '.join(cases)} END", params
