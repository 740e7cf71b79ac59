"""Headers compared without regard to case, accents, separators and marks."""

import re
import unicodedata

SPLIT_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def folded(header: str) -> str:
    """Letters and digits only: “Close Date”, close_date, CloseDate and “clôse-date*” are the same."""
    plain = unicodedata.normalize(
        "NFKD", header.casefold().replace("ß", "ss").replace("ł", "l").replace("ı", "i")
    )
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


def words(header: str) -> tuple[str, ...]:
    """The words of a header, camel case divided."""
    spaced = SPLIT_CAMEL.sub(" ", header)
    return tuple(word for word in (folded(part) for part in re.split(r"[\W_]+", spaced)) if word)
