"""Names of months in the languages that exports are written in."""

import unicodedata
from functools import cache

from babel.dates import get_month_names

LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "tr",
    "ru",
    "cs",
    "sv",
    "da",
    "nb",
    "fi",
    "hu",
    "ro",
    "uk",
    "el",
    "sk",
    "sl",
    "bg",
    "ca",
    "et",
    "lt",
    "lv",
    "sr",
    "id",
    "ar",
    "he",
)


def month_number(name: str) -> int | None:
    """1 to 12, or None for a word that is no month, or a different one in two languages."""
    return month_table().get(folded(name))


@cache
def month_table() -> dict[str, int]:
    """Every name and abbreviation, without those on which languages disagree."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    found.setdefault(folded(name), set()).add(number)
    found["sept"] = {9}
    return {
        name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()
    }


def folded(name: str) -> str:
    """Without case, accents and points."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))
