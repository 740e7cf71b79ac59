"""Amounts of which some name a currency and others none: which one these are in is asked."""

from penstock.exchange.imports.converting.money import parse_currency, split_money
from penstock.exchange.imports.converting.numbers import DecimalEvidence, remember_line
from penstock.exchange.imports.converting.values import Unconvertible
from penstock.exchange.imports.preparing.values import Said
from penstock.exchange.imports.reading.values import Doubt
from penstock.exchange.imports.recognition.units import divided

MOST_SIGNS = 20


def look_at_sign(evidence: DecimalEvidence, text: str, line: int) -> None:
    """One cell of a column of money. Nothing is nothing in any currency."""
    if not any(digit in "123456789" for digit in text):
        return
    _, sign = split_money(text)
    if not sign:
        remember_line(evidence.bare_lines, line)
    elif len(evidence.signs) < MOST_SIGNS:
        evidence.signs.add(sign)


def mixed_currencies(header: str, evidence: object, said: Said) -> tuple[Doubt, ...]:
    """Asked where some amounts of a column name another currency than the import's, others name none, and nothing else says
    it."""
    if not isinstance(evidence, DecimalEvidence) or said.is_currency_said or divided(header)[1].currency:
        return ()
    others = sorted(currencies_of(evidence.signs, said) - {said.currency})
    if not others or not evidence.bare_lines:
        return ()
    message = (
        f"“{header}” names {', '.join(others)} in some cells and no currency in others;"
        " say which with --currency"
    )
    return (Doubt("currency", "--currency", message, tuple(evidence.bare_lines)),)


def currencies_of(signs: set[str], said: Said) -> set[str]:
    """The codes of those that are signs of currencies."""
    codes: set[str] = set()
    for sign in signs:
        try:
            codes.add(parse_currency(sign, said.currency, said.yen))
        except Unconvertible:
            continue
    return codes
