"""What headers say beside the name of the column."""

import pytest

from penstock.exchange.imports.recognition.units import Unit, divided


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Amount (USD)", ("Amount", Unit("USD"))),
        ("importe_eur", ("importe", Unit("EUR"))),
        ("Opportunity Amount USD", ("Opportunity Amount", Unit("USD"))),
        ("Wert (T€)", ("Wert", Unit("EUR", 3))),
        ("Umsatz TEUR", ("Umsatz", Unit("EUR", 3))),
        ("Est. Value ($k)", ("Est. Value", Unit("$", 3))),
        ("Total (EUR m)", ("Total", Unit("EUR", 6))),
        ("金额（万元）", ("金额", Unit("CNY", 4))),
        ("Бюджет, руб.", ("Бюджет", Unit("RUB"))),
        ("Montant HT (€)", ("Montant", Unit("EUR"))),
        ("% Prob", ("Prob", Unit())),
        ("Deal - Currency of Value", ("Deal - Currency of Value", Unit())),
        ("USD", ("USD", Unit())),
        ("Account", ("Account", Unit())),
    ],
)
def test_unit_and_name_are_told_apart(header, expected):
    assert divided(header) == expected
