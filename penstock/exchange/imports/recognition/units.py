"""What a header says beside the name of its column: “Amount (USD)”, “importe_eur”, “Wert (T€)”, “Value in k$”, “Montant HT”,
“Created (UTC)”."""

import re
from dataclasses import dataclass
from functools import lru_cache

from penstock.exchange.imports.converting.clocks import ZONES

CODES = (
    "usd|eur|gbp|chf|jpy|cny|rmb|inr|brl|mxn|ars|clp|cop|pen|cad|aud|nzd|sgd|hkd|twd|krw|rub|uah|pln|czk|huf|ron|bgn"
    "|sek|nok|dkk|isk|try|zar|ils|aed|sar|egp|ngn|kes|thb|vnd|idr|myr|php|kzt"
)
SIGNS = {
    "$": "$", "us$": "USD", "r$": "BRL", "€": "EUR", "£": "GBP", "¥": "¥", "円": "JPY", "元": "CNY", "万円": "JPY", "万元": "CNY",
    "₹": "INR", "₽": "RUB", "руб": "RUB", "руб.": "RUB", "zł": "PLN", "kč": "CZK", "ft": "HUF", "₴": "UAH", "₺": "TRY", "₩": "KRW",
    "euro": "EUR", "euros": "EUR", "dollars": "$",
}  # fmt: skip
POWERS = {
    "k": 3, "t": 3, "tsd": 3, "tsd.": 3, "000": 3, "'000": 3, "000s": 3, "thousand": 3, "thousands": 3, "тыс": 3, "тыс.": 3, "millier": 3,
    "milliers": 3, "miles": 3, "mil": 3, "tys": 3, "tys.": 3, "tis": 3, "tis.": 3, "千": 3, "万": 4, "m": 6, "mio": 6, "mio.": 6, "mn": 6, "mln": 6,
    "mln.": 6, "million": 6, "millions": 6, "млн": 6, "lakh": 5, "lakhs": 5, "lacs": 5, "crore": 7, "crores": 7, "cr": 7,
}  # fmt: skip
SIGN = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
POWER = "|".join(sorted(map(re.escape, POWERS), key=len, reverse=True))
UNIT = (
    rf"(?:(?P<p1>{POWER})\s*(?P<c1>{CODES}|{SIGN})|(?P<c2>{CODES}|{SIGN})\s*(?P<p2>{POWER})?|(?P<p3>{POWER}))"
)
# In brackets anything of these is a unit; bare, at the end, only what can't be a word of the name.
BRACKETED = re.compile(rf"\s*[(\[（]\s*(?:in|en|em|w|in der währung|,)?\s*{UNIT}\s*[)\]）]\s*", re.IGNORECASE)
TRAILING = re.compile(
    rf"[\s_,/:-]+(?:in|en|em|w)?[\s_]*(?:(?P<p1>k|t|tsd\.?|mio\.?|mln\.?|тыс\.?|млн\.?)\s*)?(?P<c1>{CODES}|{SIGN})(?P<p2>k|m)?$",
    re.IGNORECASE,
)
TAX = re.compile(
    r"[\s_]*[(\[]?\b(?:h\.?t\.?|t\.?t\.?c\.?|netto?|brutto|excl?\.?\s?(?:vat|tax|btw|gst)|incl?\.?\s?(?:vat|tax|btw|gst)"
    r"|ohne mwst\.?|zzgl\.? mwst\.?|inkl\.? mwst\.?|sin iva|con iva|s/ ?iva|iva esclusa|без ндс|с ндс|税抜|税込)\s*[)\]]?$",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"[\s_]*[(\[]\s*(?P<zone>[A-Z]{1,4}(?:[+-]\d{1,2}(?::?\d{2})?)?)\s*[)\]]$|[\s_]+(?P<bare>UTC|GMT)$"
)
PERCENT = re.compile(r"\s*[(\[]?\s*(?:in |en )?%\s*[)\]]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """`currency` is a code or a sign that several share, empty if the header names none; amounts count 10 ** `power`; `zone` is
    that of times, as the header has it."""

    currency: str = ""
    power: int = 0
    zone: str = ""


@lru_cache(maxsize=4096)
def divided(header: str) -> tuple[str, Unit]:
    """The name without its unit, and the unit. What has none comes back as it is."""
    name, unit = header.strip(), Unit()
    for pattern in (BRACKETED, TRAILING):
        match = pattern.search(name)
        if match and name[: match.start()].strip() + name[match.end() :].strip():
            unit = unit_of(match)
            name = f"{name[: match.start()]} {name[match.end() :]}".strip()
            break
    if (match := ZONE.search(name)) and unit == Unit() and is_zone(match["zone"] or match["bare"]):
        return name[: match.start()].strip(), Unit(zone=match["zone"] or match["bare"])
    shorter = TAX.sub("", name).strip(" ,;:-_")
    if shorter and shorter != name:
        name = shorter
    elif "%" in name:
        name = PERCENT.sub(" ", name).strip()
    return name, unit


def is_zone(text: str) -> bool:
    """UTC, CET, GMT+2; not USD."""
    return re.split(r"[+-]", text)[0] in ZONES


def unit_of(match: re.Match[str]) -> Unit:
    """Currency and power of what was found."""
    found = match.groupdict()
    sign = next((found[name] for name in ("c1", "c2") if found.get(name)), "").casefold()
    power = next((found[name] for name in ("p1", "p2", "p3") if found.get(name)), "").casefold()
    tens = 4 if sign.startswith("万") else POWERS.get(power, 0)
    currency = SIGNS.get(sign, {"rmb": "CNY"}.get(sign, sign.upper()))
    return Unit(currency, tens)
