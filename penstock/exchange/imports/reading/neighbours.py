"""Which letters stand beside each other in the languages: what tells è from č when both could be meant. The words come
from the names of countries, languages, currencies, months and cities that babel has in every language."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

from penstock.exchange.imports.reading.letters import INSIDE, WORD

HAN = "\u3400"
OF_SIGNS = 0.6
LANGUAGES = (
    "fr", "es", "pt", "it", "de", "sv", "da", "nb", "fi", "nl", "is", "ca", "pl", "cs", "sk", "hu", "ro", "hr", "sl",
    "tr", "lt", "lv", "et", "ru", "uk", "bg", "sr", "el", "he", "ar", "fa", "th", "ja", "zh", "zh_Hant", "ko", "vi",
)  # fmt: skip


def familiarity(text: str) -> float:
    """From 0 to 1: how many of the pairs around unusual letters the best fitting language knows. Signs say nothing."""
    pairs = list(pairs_of(text))
    if not pairs:
        return OF_SIGNS / 3 if INSIDE.search(text) else OF_SIGNS
    return max(sum(pair in known_pairs(language) for pair in pairs) for language in LANGUAGES) / len(pairs)


def pairs_of(text: str) -> Iterator[str]:
    """Each letter that is not ASCII, alone and with the ones before and after; a space stands for the edge of a word.
    Han and hangul, of which there are thousands, only alone."""
    for word in WORD.findall(text.lower()):
        if word.isascii() or (len(word) == 1 and word < HAN):
            continue
        edged = f" {word} "
        for index in range(1, len(edged) - 1):
            if edged[index].isascii():
                continue
            yield edged[index]
            if not HAN <= edged[index] <= "\ud7a3":
                yield edged[index - 1 : index + 1]
                yield edged[index : index + 2]
                yield edged[index - 1 : index + 2]


@cache
def known_pairs(language: str) -> frozenset[str]:
    """The pairs of a language."""
    locale = Locale.parse(language)
    months, days = locale.months["format"]["wide"], locale.days["format"]["wide"]
    named = (locale.territories, locale.languages, locale.currencies, months, days)
    words = [str(name) for names in named for name in names.values()]
    cities = [str(zone.get("city", "")) for zone in locale.time_zones.values()]
    return frozenset(pair for text in (*words, *cities) for pair in pairs_of(text))
