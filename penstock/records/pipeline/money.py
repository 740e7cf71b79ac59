"""Amounts of opportunities in the home currency, as SQL: converted, weighted and rounded half-even once, each record
(METRICS.md, first lines and 1)."""

from datetime import date
from decimal import Decimal

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


def home_minor(workspace: Workspace, day: date, *, weighted: bool = False) -> Case:
    """An opportunity's amount (or weighted value) in minor units of the home currency: open ones at the rate of `day`,
    closed ones at that of the day of closing. NULL without an amount or a rate."""
    share = Cast(Coalesce(F("probability"), F("stage__probability"), Value(0)) * WHOLE, BigIntegerField())
    home: Combinable = F("amount_minor")
    if weighted:
        home = _half_even(F("amount_minor") * share, Value(WHOLE, BigIntegerField()))
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
