"""How much a decoded text looks like one of the languages that are written with its letters."""

import re
import unicodedata
from collections import Counter

# Letters with the marks that stand on them.
WORD = re.compile(r"[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0e31-\u0e4e]+")
HAN_INSIDE = re.compile(
    r"[A-Za-z][\u3040-\u9fff\uac00-\ud7a3\uff61-\uff9f]+[a-z]|[a-z][\u3040-\u9fff\uac00-\ud7a3\uff61-\uff9f]"
)
# A sign between two letters is a letter that was read wrongly (J÷rgen, Gr▀e).
INSIDE = re.compile(r"(?<=[^\W\d_])[©®°€£§«»“”„‚–—…•™½¼¾²³µ×÷¿¡†‰№](?=[^\W\d_])")
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
SYMBOLS = frozenset("©®°€£§«»‘’“”„‚–—…•™½¼¾²³µ×÷·¿¡†‰\xa0№、。，：；（）「」・ー")
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў")
GREEK = frozenset("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ")
VIETNAMESE = frozenset(
    "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\u0300\u0301\u0303\u0309\u0323"
)
# Han and kana, Han and hangul, Hebrew, Arabic, Thai.
SCRIPTS = (
    (("\u3005", "\u3007"), ("\u3040", "\u30ff"), ("\u4e00", "\u9fff"), ("\uff66", "\uff9f")),
    (("\u4e00", "\u9fff"), ("\uac00", "\ud7a3")),
    (("\u05b0", "\u05c7"), ("\u05d0", "\u05f4")),
    (("\u0620", "\u06ff"),),
    (("\u0e01", "\u0e3a"), ("\u0e40", "\u0e5b")),
)


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
    symbols = sum(1 for letter in text if letter in SYMBOLS) - len(INSIDE.findall(text))
    total = sum(unusual.values()) + symbols
    if not total:
        return 0.0
    best = max(covered(unusual, alphabet) for alphabet in ALPHABETS.values())
    for alphabet in (CYRILLIC, GREEK, VIETNAMESE):
        best = max(best, covered_lower(unusual, alphabet))
    best = max(best, *(in_range(unusual, ranges) for ranges in SCRIPTS))
    return ((best + symbols) / total) * (1 - mixed / max(1, words)) - (0.05 if shouts(text) else 0.0)


def covered(unusual: Counter[str], alphabet: frozenset[str]) -> int:
    """How many of the letters are in the alphabet."""
    return sum(count for letter, count in unusual.items() if letter in alphabet)


def covered_lower(unusual: Counter[str], alphabet: frozenset[str]) -> int:
    """The same for scripts in which each letter has two cases."""
    return sum(count for letter, count in unusual.items() if letter.lower() in alphabet)


def in_range(unusual: Counter[str], ranges: tuple[tuple[str, str], ...]) -> int:
    """How many of the letters are of the script."""
    return sum(
        count for letter, count in unusual.items() if any(first <= letter <= last for first, last in ranges)
    )


def is_odd_symbol(letter: str) -> bool:
    """What stands in no one's words: control characters, boxes, signs that no keyboard has."""
    if letter.isascii() or letter.isalnum() or letter in SYMBOLS:
        return False
    return not (
        unicodedata.category(letter).startswith("M")
        or "\u3000" <= letter <= "\u303f"
        or "\uff00" <= letter <= "\uff65"
    )


def is_mixed(word: str, strange: list[str]) -> bool:
    """A word of Latin letters with those of another alphabet among them, Han between them, or a capital or ª in its middle."""
    foreign = any(is_foreign(letter) for letter in strange)
    latin = any(letter.isascii() and letter.isalpha() for letter in word)
    capital_inside = (
        any(letter.isupper() and not letter.isascii() for letter in word[1:]) and not word.isupper()
    )
    ordinal_inside = any(letter in "ªº" for letter in word[:-1])
    return (foreign and latin) or capital_inside or ordinal_inside or HAN_INSIDE.search(word) is not None


def is_foreign(letter: str) -> bool:
    """Of an alphabet that is never mixed with the Latin one inside a word."""
    return letter.lower() in CYRILLIC or letter.lower() in GREEK or "\u0590" <= letter <= "\u0e7f"


def shouts(text: str) -> bool:
    """Whether every unusual letter that has two cases is a capital, as in a text read with the wrong half of KOI8."""
    cased = [letter for letter in text if not letter.isascii() and letter.lower() != letter.upper()]
    return len(cased) > 3 and all(letter.isupper() for letter in cased)
