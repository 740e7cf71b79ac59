"""UTF-16 and UTF-32 without a mark: their zeros give them away, and only one way of reading them makes a text."""

import unicodedata

CODECS = (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2))
LEAST_ZEROS = 3


def wide_encoding(head: bytes) -> str | None:
    """The codec in which the first bytes are a text with lines and ASCII among its letters; None where none is."""
    if len(head) < 8 or head.count(0) < LEAST_ZEROS:
        return None
    shares = [(ascii_share(head, codec, width), codec) for codec, width in CODECS]
    share, best = max(shares)
    return best if share > 0 else None


def ascii_share(head: bytes, codec: str, width: int) -> float:
    """How much of the text is ASCII; 0 if it is no text: broken, with control or unassigned characters, or without
    anything that divides it."""
    try:
        text = head[: len(head) // width * width].decode(codec)
    except UnicodeDecodeError as error:
        if error.start < len(head) - 8:
            return 0.0
        text = head[: error.start].decode(codec)
    if not text or not any(sign in text for sign in "\n\r,;\t|"):
        return 0.0
    if any(not is_written(letter) for letter in text):
        return 0.0
    return sum(letter.isascii() for letter in text) / len(text)


def is_written(letter: str) -> bool:
    """A letter, sign or space that a table can hold."""
    return letter in "\t\r\n\x0b\x0c\x1e\x1f" or unicodedata.category(letter) not in ("Cc", "Cn", "Co", "Cs")
