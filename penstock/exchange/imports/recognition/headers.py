"""Headers compared without regard to case, accents, separators and marks."""

import re
import unicodedata
from functools import lru_cache

NO_LETTER = re.compile(r"[^a-z0-9]+")
# Every preset asks for every header; longer ones are no names of columns and are not remembered.
REMEMBERED = 200
SPLIT_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def folded(header: str) -> str:
    """Letters and digits only: “Close Date”, close_date, CloseDate and “clôse-date*” are the same."""
    return folded_again(header) if len(header) > REMEMBERED else remembered(header)


def folded_again(header: str) -> str:
    """The work itself; “properties.dealname” of an API is dealname."""
    header = header.removeprefix("properties.")
    if header.isascii():
        return NO_LETTER.sub("", header.lower())
    plain = unicodedata.normalize(
        "NFKD", header.casefold().replace("ß", "ss").replace("ł", "l").replace("ı", "i")
    )
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


remembered = lru_cache(maxsize=1 << 15)(folded_again)


def words(header: str) -> tuple[str, ...]:
    """The words of a header, camel case divided."""
    spaced = SPLIT_CAMEL.sub(" ", header)
    return tuple(word for word in (folded(part) for part in re.split(r"[\W_]+", spaced)) if word)
