"""Weighted values: rounded half-even once, each record, whatever its size."""

from decimal import ROUND_HALF_EVEN, Decimal
from random import Random

import pytest
from django.db import connection

from penstock.records.pipeline.money import EXACT, WEIGHTED, WHOLE

pytestmark = pytest.mark.django_db


def amounts() -> list[int]:
    """Of every length, both sides of where doubles end."""
    random = Random(7)
    some = [random.randrange(10**digits) for digits in range(1, 15) for _ in range(20)]
    return [0, 1, 2, 3, EXACT - 2, EXACT - 1, EXACT, EXACT + 1, *some]


@pytest.mark.parametrize("share", [0, 1, 1250, 2500, 3333, 5000, 7500, 9999, WHOLE])
def test_a_weighted_value_is_rounded_half_even(share: int) -> None:
    given = [sign * amount for amount in amounts() for sign in (1, -1)]
    weighted = WEIGHTED.format(product=f"amount_minor * {share}")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT amount_minor, {weighted} FROM unnest(%s::bigint[]) AS o (amount_minor)", [given]
        )
        found = cursor.fetchall()

    assert [
        (amount, int((Decimal(amount * share) / WHOLE).quantize(Decimal(1), ROUND_HALF_EVEN)))
        for amount in given
    ] == found
