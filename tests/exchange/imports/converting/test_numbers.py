from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.exchange.imports.converting.numbers import (
    DecimalEvidence,
    integer_converter,
    parse_number,
    share_converter,
)
from penstock.exchange.imports.converting.values import Unconvertible


def decided(texts, whole_or_money=True):
    evidence = DecimalEvidence(whole_or_money)
    for line, text in enumerate(texts, start=2):
        evidence.add(text, line)
    sign, doubts = evidence.decide("amount")
    return sign, [(doubt.flag, doubt.lines) for doubt in doubts]


def test_decimal_sign_is_decided_over_the_column():
    assert decided(["1,234", "1,234.50"]) == (".", [])
    assert decided(["1.234", "1.234,50"]) == (",", [])
    assert decided(["12,5", "1.234"]) == (",", [])
    assert decided(["5", "6"]) == (".", [])


def test_lone_groups_of_three_are_thousands_in_money():
    assert decided(["$40,000", "$1,234"]) == (".", [])
    assert decided(["40.000", "1.234"]) == (",", [])


def test_lone_groups_of_three_are_asked_about_in_plain_numbers():
    assert decided(["1,234", "5"], whole_or_money=False) == (".", [("--decimal", (2,))])


def test_both_signs_are_told_or_asked_about_with_the_rarer_lines():
    assert decided(["1.5", "2.5", "3,5"]) == (".,", [("", (4,))])
    assert decided(["1.5", "2.5", "3,5", "1,234"]) == (".", [("--decimal", (4,))])


def test_integer_takes_whole_numbers_only():
    convert = integer_converter(".")

    assert [convert(text) for text in ("5", "5.0", "1,234", "-3")] == [5, 5, 1234, -3]
    with pytest.raises(Unconvertible):
        convert("5.5")


def test_share_is_of_one_or_of_a_hundred():
    assert share_converter(".", of_hundred=True)("60") == Decimal("0.6")
    assert share_converter(".", of_hundred=False)("0.6") == Decimal("0.6")
    assert share_converter(".", of_hundred=False)("60 %") == Decimal("0.6")
    with pytest.raises(Unconvertible):
        share_converter(".", of_hundred=True)("160")


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=4))
def test_plain_number_is_read_back(number):
    assert parse_number(str(number), ".") == number


@given(st.text(max_size=30), st.sampled_from(".,"))
def test_any_text_is_a_number_or_refused(text, decimal):
    with suppress(Unconvertible):
        assert parse_number(text, decimal).is_finite()
