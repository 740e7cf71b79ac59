"""How much a decoded text looks like one of the languages that are written with its letters."""

import re
from collections import Counter

WORD = re.compile(r"\w+")
HAN_INSIDE = re.compile(r"[A-Za-z][\u3040-\u9fff\uac00-\ud7a3\uff61-\uff9f]+[a-z]|[a-z][\uff61-\uff9f]")
LETTERS = {
    "French": "àâæçéèêëîïôœùûüÿ",
    "Spanish": "áéíñóúüºª",
    "Portuguese": "áâãàçéêíóôõúüºª",
    "Italian": "àèéìíòóùúîºª",
    "German": "äöüßé",
    "Swedish, Finnish": "åäöé",
    "Danish, Norwegian": "åæøéö",
    "Dutch": "éëïóöüáèê",
    "Icelandic": "áðéíóúýþæö",
    "Catalan": "àçéèíïóòúü",
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîșțşţ",
    "Croatian, Slovene, Serbian": "čćđšž",
    "Turkish": "çğıöşüâîûİi̇",
    "Baltic": "āčēģīķļņōŗšūžąęėįųö",
}
ALPHABETS = {name: frozenset(letters + letters.upper()) for name, letters in LETTERS.items()}
SYMBOLS = frozenset("©®°€£§«»‘’“”„‚–—…•™½¼¾²³µ×·¿¡†‰\xa0№")
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")
GREEK = frozenset("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ")


def plausibility(text: str) -> float:
    """From 0 to 1: the share of unusual letters that one language explains, less for words of mixed scripts."""
    unusual: Counter[str] = Counter(letter for letter in text if is_odd_symbol(letter))
    mixed = 0
    words = 0
    for word in WORD.findall(text):
        if word.isascii():
            continue
        words += 1
        strange = [letter for letter in word if not letter.isascii()]
        unusual.update(strange)
        mixed += is_mixed(word, strange)
    symbols = sum(1 for letter in text if letter in SYMBOLS)
    total = sum(unusual.values()) + symbols
    if not total:
        return 0.0
    best = max(covered(unusual, alphabet) for alphabet in ALPHABETS.values())
    best = max(best, covered_lower(unusual, CYRILLIC), covered_lower(unusual, GREEK), wide_share(unusual))
    return ((best + symbols) / total) * (1 - mixed / max(1, words))


def covered(unusual: Counter[str], alphabet: frozenset[str]) -> int:
    """How many of the letters are in the alphabet."""
    return sum(count for letter, count in unusual.items() if letter in alphabet)


def covered_lower(unusual: Counter[str], alphabet: frozenset[str]) -> int:
    """The same for scripts in which each letter has two cases."""
    return sum(count for letter, count in unusual.items() if letter.lower() in alphabet)


def wide_share(unusual: Counter[str]) -> int:
    """Han, kana and hangul."""
    return sum(
        count
        for letter, count in unusual.items()
        if "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3"
    )


def is_odd_symbol(letter: str) -> bool:
    """Control characters and boxes, which stand in no one's words."""
    return "\u0080" <= letter <= "\u009f" or "\u2500" <= letter <= "\u25ff" or letter in "¤¦¬¶¸¯\uf8ff"


def is_mixed(word: str, strange: list[str]) -> bool:
    """A word of Latin letters with Cyrillic or Greek ones among them, Han between them, or a capital in its middle."""
    foreign = sum(1 for letter in strange if letter.lower() in CYRILLIC or letter.lower() in GREEK)
    latin = sum(1 for letter in word if letter.isascii() and letter.isalpha())
    capital_inside = (
        any(letter.isupper() and not letter.isascii() for letter in word[1:]) and not word.isupper()
    )
    return (foreign > 0 and latin > 0) or capital_inside or HAN_INSIDE.search(word) is not None
