"""Amounts of opportunities in the home currency, as SQL: converted, weighted and rounded half-even once, each record
(METRICS.md, first lines and 1)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    DecimalField,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Cast, Coalesce, TruncDate

from penstock.foundation.base.values.money import decimals
from penstock.records.workspace.models import ExchangeRate, Workspace
from penstock.records.workspace.queries import rated_currencies, rates_on

NUMERIC = DecimalField(max_digits=60, decimal_places=10)
# A probability in SQL is a whole number of ten-thousandths, so that the common case needs no slow numeric.
WHOLE = 10_000


def home_minor(
    workspace: Workspace, day: date, *, weighted: bool = False, shares: Mapping[int, Decimal] | None = None
) -> Case:
    """An opportunity's amount (or weighted value) in minor units of the home currency: open ones at the rate of `day`,
    closed ones at that of the day of closing. NULL without an amount or a rate. shares: the probabilities of all stages
    in question, where they are known, which spares the join to them."""
    share = _joined_share() if shares is None else _known_share(shares)
    home: Combinable = F("amount_minor")
    if weighted:
        home = _HalfEvenOfWhole(F("amount_minor") * share, output_field=BigIntegerField())
    branches = [When(currency=workspace.home_currency, then=home)]
    for currency in rated_currencies():
        if currency == workspace.home_currency:
            continue
        scale = Decimal(10) ** (decimals(currency) - decimals(workspace.home_currency))
        value = Cast(F("amount_minor"), NUMERIC) * _rate(workspace, currency, day)
        if weighted:
            value, scale = value * Cast(share, NUMERIC), scale * WHOLE
        branches.append(When(currency=currency, then=_half_even(value, Value(scale, NUMERIC))))
    return Case(*branches, default=None, output_field=BigIntegerField())


def _joined_share() -> Expression:
    return Cast(Coalesce(F("probability"), F("stage__probability"), Value(0)) * WHOLE, BigIntegerField())


def _known_share(shares: Mapping[int, Decimal]) -> Expression:
    own = When(probability__isnull=False, then=Cast(F("probability") * WHOLE, BigIntegerField()))
    of_stage = [When(stage=pk, then=Value(int(share * WHOLE))) for pk, share in shares.items()]
    return Case(own, *of_stage, default=Value(0), output_field=BigIntegerField())


class _HalfEvenOfWhole(Func):
    """half_even(expression, WHOLE), written out: called for each row, the function took most of a board's time."""

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        sql, params = compiler.compile(self.source_expressions[0])
        whole, rest = f"({sql} / {WHOLE})", f"abs({sql} %% {WHOLE})"
        up = f"{rest} > {WHOLE // 2} OR {rest} = {WHOLE // 2} AND {whole} %% 2 <> 0"
        return f"({whole} + CASE WHEN {up} THEN CASE WHEN {sql} < 0 THEN -1 ELSE 1 END ELSE 0 END)", [
            *params
        ] * 5


def _half_even(numerator: Combinable, denominator: Expression) -> Func:
    return Func(numerator, denominator, function="half_even", output_field=BigIntegerField())


def _rate(workspace: Workspace, currency: str, day: date) -> Case:
    since = ExpressionWrapper(OuterRef("stage_since"), output_field=DateTimeField())
    closed_on = TruncDate(since, tzinfo=workspace.tzinfo)
    at_closing = ExchangeRate.objects.filter(is_removed=False, currency=currency, starts_on__lte=closed_on)
    rate = rates_on(day).get(currency)
    today = Value(None if rate is None else Decimal(rate.numerator) / Decimal(rate.denominator), NUMERIC)
    return Case(
        When(
            Q(stage__kind__in=("won", "lost")),
            then=Subquery(at_closing.order_by("-starts_on").values("rate")[:1]),
        ),
        default=today,
        output_field=NUMERIC,
    )
