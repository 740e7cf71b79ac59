"""Yes and no, e-mail addresses, phone numbers, choices."""

import re
from collections.abc import Mapping

from email_validator import EmailNotValidError, validate_email

from penstock.exchange.imports.converting.values import Converter, Unconvertible, shortened

NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        "null",
        "none",
        "n/a",
        "#n/a",
        "na",
        "nan",
        "nat",
        "nil",
        "undefined",
        "<null>",
        "[null]",
        "(blank)",
        "(none)",
        "-none-",
        "--none--",
        "\\n",
        "—",
        "–",
        "не закрыта",
        "не закрыт",
        "tbd",
        "tbc",
        "tba",
        "?",
        "??",
        "???",
        "n.a.",
        "n.a",
        "k.a.",
        "unknown",
        "unbekannt",
        "inconnu",
        "desconocido",
        "0001-01-01",
        "0001-01-01 00:00:00",
        "0001-01-01t00:00:00",
        "01/01/0001",
        "01/01/0001 00:00:00",
        "01.01.0001 00:00:00",
        "1/1/0001",
        "1/1/0001 12:00:00 am",
        "9999-12-31",
        "12/31/9999",
        "31/12/9999",
        "31.12.9999",
        "1900-01-00",
        "1/0/1900",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "00/00/0000",
        "00.00.0000",
    ]
)
# Yes and no in the languages of the screens and their neighbours, as words and as what the systems write.
YES = frozenset(
    [
        "true",
        "t",
        "yes",
        "y",
        "1",
        "1.0",
        "x",
        "on",
        "checked",
        "active",
        "enabled",
        "✓",
        "✔",
        "☑",
        "✅",
        "wahr",
        "ja",
        "j",
        "vrai",
        "oui",
        "o",
        "verdadero",
        "sí",
        "si",
        "s",
        "verdadeiro",
        "sim",
        "vero",
        "prawda",
        "tak",
        "doğru",
        "evet",
        "да",
        "истина",
        "так",
        "是",
        "真",
        "はい",
        "有",
        "예",
        "네",
        "참",
        "kyllä",
        "tosi",
        "igen",
        "igaz",
        "ano",
        "pravda",
        "áno",
        "da",
        "adevărat",
        "ναι",
        "jah",
        "taip",
        "jā",
        "כן",
        "نعم",
        "haan",
        "はい。",
        "sand",
        "sant",
        "sann",
        "waar",
    ]
)
NO = frozenset(
    [
        "false",
        "f",
        "no",
        "n",
        "0",
        "0.0",
        "off",
        "unchecked",
        "inactive",
        "disabled",
        "✗",
        "✘",
        "☐",
        "❌",
        "falsch",
        "nein",
        "faux",
        "non",
        "falso",
        "não",
        "nao",
        "fałsz",
        "nie",
        "yanlış",
        "hayır",
        "hayir",
        "нет",
        "ложь",
        "ні",
        "否",
        "假",
        "いいえ",
        "無",
        "无",
        "아니요",
        "아니오",
        "거짓",
        "ei",
        "epätosi",
        "nem",
        "hamis",
        "ne",
        "nepravda",
        "nu",
        "fals",
        "όχι",
        "οχι",
        "ikke",
        "nej",
        "nei",
        "nee",
        "onwaar",
        "falsk",
        "falskt",
        "usann",
        "nē",
        "לא",
        "لا",
    ]
)
SIMPLE_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,24}$")
# Also ::: of address books.
DIVIDERS = re.compile(r"(?:[;,|/\s]|:::)+")
# Bo Ek <bo@ek.example>: what stands before it is no address.
NAMED_ADDRESS = re.compile(r"[^;,<>]*<([^<>]*)>")


def is_nothing(text: str) -> bool:
    """Whether the cell says that there is no value."""
    return text.strip().casefold() in NOTHING


def yes_no_converter() -> Converter[bool]:
    """Yes or no in the languages of the screens."""

    def convert(text: str) -> bool:
        bare = text.strip().casefold()
        if bare in YES:
            return True
        if bare in NO:
            return False
        raise Unconvertible(f"“{shortened(text)}” is neither yes nor no")

    return convert


def parse_email(text: str) -> str:
    """One address in lower case, without a display name or mailto:. Raises Unconvertible."""
    bare = text.strip().strip("<>").lower().removeprefix("mailto:")
    if SIMPLE_EMAIL.match(bare) and ".." not in bare:
        return bare
    named = re.search(r"<([^<>]+@[^<>]+)>", text)
    try:
        return validate_email(named[1] if named else bare, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Unconvertible(f"“{shortened(text)}” is no e-mail address") from error


def emails_converter() -> Converter[tuple[str, ...]]:
    """One or several addresses, divided by ; , / or a space, each once. Raises Unconvertible, with the good ones, if one is bad."""

    def convert(text: str) -> tuple[str, ...]:
        if "<" in text:
            parts = DIVIDERS.split(NAMED_ADDRESS.sub(r" \1 ", text))
            found = dict.fromkeys(parse_email(part) for part in parts if "@" in part)
            return tuple(found) or (parse_email(text),)
        good: dict[str, None] = {}
        bad: Unconvertible | None = None
        for part in filter(None, DIVIDERS.split(text.strip())):
            try:
                good[parse_email(part)] = None
            except Unconvertible as error:
                bad = error
        if bad:
            raise Unconvertible(str(bad), tuple(good) or None)
        return tuple(good)

    return convert


def choice_converter(choices: Mapping[str, str], label: str) -> Converter[str]:
    """One of the known words, without regard to case and spaces. Raises Unconvertible."""
    folded = {fold(word): value for word, value in choices.items()}

    def convert(text: str) -> str:
        value = folded.get(fold(text))
        if value is None:
            raise Unconvertible(f"“{shortened(text)}” is no {label}")
        return value

    return convert


def fold(text: str) -> str:
    """Without case and without what stands between words."""
    return re.sub(r"[\s_\-–/.]+", " ", text.strip().casefold())
