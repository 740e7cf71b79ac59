"""Money: whole minor units and a currency. Rounded half-even, once (METRICS.md, first lines)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were added or compared."""


def decimals(currency: str) -> int:
    """How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD."""
    return int(get_currency_precision(currency))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents for EUR, yen for JPY) and its ISO 4217 currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """From major units: Money.of("1234.50", "EUR"). More decimals than the currency has round half-even."""
        return cls(
            int(Decimal(amount).scaleb(decimals(currency)).quantize(Decimal(1), ROUND_HALF_EVEN)), currency
        )

    @property
    def major(self) -> Decimal:
        """In major units, with the currency's own number of decimals."""
        return Decimal(self.minor).scaleb(-decimals(self.currency))

    def times(self, share: Fraction) -> "Money":
        """Weighted, rounded half-even (Python's round of a Fraction is)."""
        return Money(round(self.minor * share), self.currency)

    def converted(self, rate: Fraction, into: str) -> "Money":
        """In another currency; rate: major units of `into` for one major unit of this one."""
        scale = Fraction(10 ** decimals(into), 10 ** decimals(self.currency))
        return Money(round(self.minor * rate * scale), into)

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return Money(self.minor + other.minor, self.currency)
