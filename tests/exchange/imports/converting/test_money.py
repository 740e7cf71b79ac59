import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.exchange.imports.converting.money import money_converter, parse_currency, parse_money
from penstock.exchange.imports.converting.values import Unconvertible


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("$22,700.00", ".", (2_270_000, "USD")),
        ("$342.09K", ".", (34_209_000, "USD")),
        ("1.234,56 €", ",", (123_456, "EUR")),
        ("$40,000", ".", (4_000_000, "USD")),
        ("EUR 1 234,5", ",", (123_450, "EUR")),
        ("CHF 1'234.50", ".", (123_450, "CHF")),
        ("(1,000.50)", ".", (-100_050, "EUR")),
        ("-$5", ".", (-500, "USD")),
        ("JPY 1200", ".", (1200, "JPY")),
        ("KWD 1.234", ".", (1234, "KWD")),
        ("R$ 1.234,50", ",", (123_450, "BRL")),
        ("1,23,456.7", ".", (12_345_670, "EUR")),
        ("1.5M €", ".", (150_000_000, "EUR")),
        ("$1,009.784", ".", (100_978, "USD")),
        ("0", ".", (0, "EUR")),
    ],
)
def test_money_is_read(text, decimal, value):
    assert parse_money(text, decimal, "EUR") == value
    assert money_converter(decimal, "EUR")(text) == value


@pytest.mark.parametrize("text", ["abc", "", "USD1,5", "12 34", "1.2.3", "5 XYZ", "1e999", "--5", "1,2345"])
def test_what_is_no_money_is_refused(text):
    with pytest.raises(Unconvertible):
        parse_money(text, ".", "EUR")


def test_sign_of_several_currencies_means_the_home_currency_if_it_is_one_of_them():
    assert parse_currency("$", "CAD") == "CAD"
    assert parse_currency("$", "EUR") == "USD"
    assert parse_currency("euro (EUR)", "USD") == "EUR"


@given(
    minor=st.integers(-(10**12), 10**12),
    decimal=st.sampled_from(".,"),
    sign=st.sampled_from(["", "€ ", "EUR "]),
)
def test_money_written_with_groups_is_read_back(minor, decimal, sign):
    text = f"{sign}{abs(minor) // 100:,}.{abs(minor) % 100:02}"
    if decimal == ",":
        text = text.translate(str.maketrans(",.", ".,"))

    assert parse_money(f"-{text}" if minor < 0 else text, decimal, "EUR") == (minor, "EUR")


@pytest.mark.parametrize("text", [" $-   ", "$ -", "- $", "$ –"])
def test_dash_beside_a_currency_is_nothing_of_it(text):
    assert parse_money(text, ".", "EUR") == (0, "USD")
