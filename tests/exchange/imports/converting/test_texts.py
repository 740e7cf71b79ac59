import pytest

from penstock.exchange.imports.converting.phones import phone_converter
from penstock.exchange.imports.converting.texts import (
    choice_converter,
    emails_converter,
    is_nothing,
    yes_no_converter,
)
from penstock.exchange.imports.converting.values import Unconvertible


def test_yes_and_no_in_many_words():
    convert = yes_no_converter()

    assert [convert(text) for text in ("TRUE", "1", "Ja", "да", "x", "是")] == [True] * 6
    assert [convert(text) for text in ("false", "0", "Nein", "hayır", "否")] == [False] * 5
    with pytest.raises(Unconvertible):
        convert("maybe")


def test_addresses_are_lowered_and_divided():
    convert = emails_converter()

    assert convert("Anna@Example.com; bo@x.example, anna@example.com") == ("anna@example.com", "bo@x.example")
    assert convert("Anna Łoś <Anna@Example.com>") == ("anna@example.com",)
    assert convert("mailto:a@b.example") == ("a@b.example",)


@pytest.mark.parametrize("text", ["anna", "anna@", "@example.com", "a@b", "a..b@example.com"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(Unconvertible):
        emails_converter()(text)


def test_phone_is_international_where_it_can_be():
    assert phone_converter("US")("(512) 757-6000") == "+15127576000"
    assert phone_converter(None)("+44 161 555 2001") == "+441615552001"
    assert phone_converter("US")("831.605.2433x72946") == "+18316052433;ext=72946"
    assert phone_converter(None)("  0161  555 2001") == "0161 555 2001"
    with pytest.raises(Unconvertible):
        phone_converter("US")("none")


def test_choice_is_folded():
    convert = choice_converter({"Closed Won": "won", "Closed Lost": "lost"}, "stage")

    assert (convert("closed_won"), convert(" CLOSED-LOST ")) == ("won", "lost")
    with pytest.raises(Unconvertible, match="“Parked” is no stage"):
        convert("Parked")


def test_words_for_nothing():
    assert all(map(is_nothing, ["", " ", "NULL", "N/A", "-None-", "#N/A"]))
    assert not is_nothing("0")
