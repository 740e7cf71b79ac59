"""Money: a number with a currency, in minor units."""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel import Locale
from babel.numbers import get_currency_precision, list_currencies

from penstock.exchange.imports.converting.numbers import parse_number
from penstock.exchange.imports.converting.values import Converter, Unconvertible, remembered, shortened

DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS", "TWD")
# A sign that several currencies share means the import's own currency if that is among them, else the first.
SIGNS: dict[str, tuple[str, ...]] = {
    "US$": ("USD",), "A$": ("AUD",), "AU$": ("AUD",), "C$": ("CAD",), "CA$": ("CAD",), "NZ$": ("NZD",),
    "HK$": ("HKD",), "S$": ("SGD",), "NT$": ("TWD",), "MX$": ("MXN",), "R$": ("BRL",), "$": DOLLARS,
    "€": ("EUR",), "£": ("GBP", "EGP"), "¥": ("JPY", "CNY"), "￥": ("JPY", "CNY"), "元": ("CNY", "TWD"),
    "円": ("JPY",), "RMB": ("CNY",), "₹": ("INR",), "Rs": ("INR", "PKR", "LKR"), "Rs.": ("INR", "PKR", "LKR"),
    "₽": ("RUB",), "руб": ("RUB",), "руб.": ("RUB",), "р": ("RUB",), "р.": ("RUB",), "\\": ("JPY",), "₺": ("TRY",), "TL": ("TRY",), "zł": ("PLN",), "Kč": ("CZK",),
    "Ft": ("HUF",), "kr": ("SEK", "NOK", "DKK", "ISK"), "kr.": ("DKK", "SEK", "NOK"), "lei": ("RON",), "лв": ("BGN",),
    "лв.": ("BGN",), "₴": ("UAH",), "₪": ("ILS",), "₩": ("KRW",), "฿": ("THB",), "₫": ("VND",), "₦": ("NGN",),
    "dollar": DOLLARS, "dollars": DOLLARS, "pound": ("GBP",), "pounds": ("GBP",), "sterling": ("GBP",), "dollar américain": ("USD",),
    "人民元": ("CNY",), "人民币": ("CNY",), "人民幣": ("CNY",), "рубль": ("RUB",), "рублей": ("RUB",), "yen": ("JPY",), "franken": ("CHF",),
    "francs suisses": ("CHF",), "peso": ("MXN", "ARS", "CLP", "COP", "PHP"), "pesos": ("MXN", "ARS", "CLP", "COP", "PHP"), "reais": ("BRL",), "real": ("BRL",), "rupees": ("INR", "PKR", "LKR"),
    "Fr.": ("CHF",), "SFr.": ("CHF",), "R": ("ZAR",), "RM": ("MYR",), "Rp": ("IDR",), "₱": ("PHP",), "₸": ("KZT",), "S/": ("PEN",), "S/.": ("PEN",), "₡": ("CRC",), "Bs": ("BOB", "VES"), "Bs.": ("BOB", "VES"), "د.إ": ("AED",), "₾": ("GEL",),
}  # fmt: skip
# The id that SugarCRM and SuiteCRM give to the currency of the workspace.
DEFAULT_OF_SUGAR = "-99"
FOLDED_SIGNS = {sign.casefold(): codes for sign, codes in SIGNS.items()}
CODES = frozenset(list_currencies())
# No words of any language that a column might hold, as ALL, TOP, MAD and TRY are.
USUAL = frozenset(
    [
        "USD",
        "EUR",
        "GBP",
        "CHF",
        "JPY",
        "CNY",
        "INR",
        "BRL",
        "MXN",
        "ARS",
        "CAD",
        "AUD",
        "NZD",
        "SGD",
        "HKD",
        "TWD",
        "KRW",
        "RUB",
        "UAH",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "SEK",
        "NOK",
        "DKK",
        "ZAR",
        "ILS",
        "AED",
        "SAR",
        "THB",
        "IDR",
        "PHP",
    ]
)
# Beside the sign of such a currency only: elsewhere CR is an entry on the credit side.
INDIAN = re.compile(
    r"^(?P<sign>₹|rs\.?|inr)\s*(?P<number>[\d.,]+)\s*(?P<unit>l|lacs?|lakhs?|cr|crores?)\.?$", re.IGNORECASE
)
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "nb", "fi", "hu", "ro", "tr", "ru", "uk", "ja", "zh", "ko")  # fmt: skip
AROUND = re.compile(
    r"^(?P<before>(?:[^\d.,()+\-−–]|(?<=[^\W\d_])\.)*)(?P<number>.*?[\d.)\-])(?P<after>[^\d)\-]*)$", re.DOTALL
)
# “$ -”: how a workbook shows nothing in the columns of an account.
DASHES = dict.fromkeys(map(ord, "-–—()"))
# 1.234,– and 1'234.-- and 1,200/- have no fraction.
NO_FRACTION = re.compile(r"[.,/][-–—]{1,2}(?=\D*$)")
SUFFIX = re.compile(
    r"^\s*(?P<suffix>[tkm](?=(?:eur|usd|chf|gbp)\b|[€$£])|[千万億亿]|(?:k|m|mm|mn|mio|mln|b|bn|mrd|mld|tsd|tys|thousand|million|billion"
    r"|lakhs?|lac|crores?|тыс|млн|млрд)\b)?\.?\s*",
    re.I,
)


def currency_precision(currency: str) -> int:
    """How many decimals the currency has. Raises Unconvertible for a code that is none."""
    if currency not in CODES:
        raise Unconvertible(f"“{shortened(currency)}” is no currency")
    return int(get_currency_precision(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """Minor units, rounded half-even beyond what the currency has."""
    scaled = amount.scaleb(currency_precision(currency))
    if abs(scaled) >= 2**62:
        raise Unconvertible(f"{amount} is too large an amount")
    return int(scaled.to_integral_value(ROUND_HALF_EVEN))


def parse_currency(text: str, home: str, near: str = "") -> str:
    """The code for a code, sign or English name; of a sign that several currencies share `near`, if it is one of them.
    Raises Unconvertible."""
    bare = text.strip()
    if bare == DEFAULT_OF_SUGAR:
        return home
    if bare.upper() in CODES:
        return bare.upper()
    codes = FOLDED_SIGNS.get(bare.casefold())
    if codes:
        return next((code for code in (near, home) if code in codes), codes[0])
    inside = re.fullmatch(r"(?P<sign>\S{0,3}?)[\s(]*(?P<code>[A-Z]{3})[\s)]*(?P<after>\S{0,3})", bare)
    if inside and inside["code"] in CODES and fits(inside["sign"] or inside["after"], inside["code"]):
        return inside["code"]
    named = names().get(bare.casefold()) or names().get(bare.casefold().removesuffix("s"))
    if named:
        return named
    bracketed = re.search(r"\(([A-Z]{3})\)$", bare)
    if bracketed:
        return parse_currency(bracketed[1], home)
    raise Unconvertible(f"“{shortened(text)}” is no currency")


@cache
def names() -> dict[str, str]:
    """“Euro”, “US Dollar”, “Российский рубль”: name to code. Where languages differ, English holds, then the usual currency."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).currencies.items():
            if code in CODES:
                found.setdefault(str(name).casefold(), code)
    return found


def fits(sign: str, code: str) -> bool:
    """Whether a sign beside a code means that currency: $ and USD, € and EUR."""
    return not sign.strip("()-") or code in FOLDED_SIGNS.get(sign.strip("()-").casefold(), ())


def split_money(text: str) -> tuple[str, str]:
    """The number (with its suffix) and the currency around it, empty if there is none."""
    bare = NO_FRACTION.sub("", text.strip())
    if bare[-2:-1].isalpha() or bare[-1:].isalpha():
        short = INDIAN.match(bare)
        if short:
            return short["number"] + ("crore" if short["unit"][0] in "cC" else "lakh"), short["sign"]
    negative = bare.startswith("(") and bare.endswith(")")
    inner = bare[1:-1].strip() if negative else bare
    sign = ""
    if inner[:1] in ("-", "−", "–", "+"):
        sign, inner = inner[0], inner[1:].strip()
    match = AROUND.match(inner)
    if not match:
        return bare, ""
    before, number, after = match["before"].strip(), match["number"], match["after"]
    suffix = SUFFIX.match(after)
    kept = suffix["suffix"] or "" if suffix else ""
    rest = after[suffix.end() :].strip() if suffix and kept else after.strip()
    number = f"{sign}{number}{kept}"
    rest = rest.strip(" .;")
    sign = f"{before} {rest}" if before and rest and before.casefold() != rest.casefold() else before or rest
    return (f"({number})" if negative else number), sign


def parse_money(text: str, decimal: str, home: str, power: int = 0, near: str = "") -> tuple[int, str]:
    """Minor units and currency code; `home` where the text names none. A column may count in thousands (`power` 3); a
    cell that says k or m itself is as it says."""
    if not any(map(str.isdigit, text)) and (beside := text.translate(DASHES).strip()) not in (
        "",
        text.strip(),
    ):
        return 0, parse_currency(beside, home, near)
    number, sign = split_money(text)
    currency = parse_currency(sign, home, near) if sign else home
    own = number.rstrip(")")[-1:].isalpha()
    return to_minor(parse_number(number, decimal).scaleb(0 if own else power), currency), currency


def money_converter(decimal: str, home: str, power: int = 0, near: str = "") -> Converter[tuple[int, str]]:
    """Compiled for a column: `home` is the currency where a cell names none, 10 ** `power` what it counts in, `near` the
    currency of a sign that several share."""
    digits = currency_precision(home)
    factor = 10 ** (digits + power)

    def convert(text: str) -> tuple[int, str]:
        if text.isascii() and len(text) <= 15:
            if text.isdigit():
                return int(text) * factor, home
            whole, point, fraction = text.partition(decimal)
            if (
                not power
                and point == "."
                and len(fraction) == digits
                and whole.isdigit()
                and fraction.isdigit()
            ):
                return int(whole + fraction), home
        return parse_money(text, decimal, home, power, near)

    return remembered(convert)
