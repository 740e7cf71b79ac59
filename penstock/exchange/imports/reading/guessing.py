"""The legacy encoding of a text that is not UTF-8: the one in which it looks most like a language."""

import re
from collections.abc import Callable
from typing import NamedTuple

from charset_normalizer import from_bytes

from penstock.exchange.imports.reading.letters import plausibility
from penstock.exchange.imports.reading.neighbours import familiarity
from penstock.exchange.imports.reading.values import Doubt, Encoding, FileUnreadable

IsKnown = Callable[[list[str]], bool]
TASTE = 6 * 2**10
# The more usual first: where two make the same text, the first is named.
# The more usual first, with how much that weighs: where two make the same text, the first is named.
USUAL = {
    "cp1252": 0.15, "cp1250": 0.1, "cp1251": 0.1, "cp1254": 0.1, "cp1253": 0.1, "cp1257": 0.02, "cp1255": 0.05, "cp1256": 0.05,
    "cp874": 0.05, "gb18030": 0.1, "big5": 0.1, "shift_jis": 0.1, "cp932": 0.1, "euc_jp": 0.1, "euc_kr": 0.1, "cp949": 0.1,
    "koi8_r": 0.05, "koi8_u": 0.05, "iso8859_2": 0.05, "iso8859_5": 0.05, "iso8859_15": 0.05, "cp850": -0.1, "cp852": -0.1,
    "cp866": -0.05, "mac_roman": -0.1, "cp1258": -0.1,
}  # fmt: skip
ALIKE = 0.02
LESS_FAMILIAR = 0.08
LOOKS_WRONG = 0.5


class Reading(NamedTuple):
    """A text by one codec, and how good it looks."""

    score: float
    codec: str
    text: str


def guessed(name: str, sample: bytes, is_known: IsKnown | None = None) -> Encoding:
    """The best reading, told; another that looks as good, or none that looks good, is asked about. Where only some
    readings begin with a header that is known, the text is one of these."""
    found = readings(sample)
    if is_known:
        found = [reading for reading in found if is_known(cells_of(reading.text))] or found
    if not found:
        raise FileUnreadable(f"{name}: the encoding can't be told; name it with --encoding")
    top = max(reading.score for reading in found)
    alike = [reading for reading in found if reading.score >= top - ALIKE]
    if len(alike) > 1:
        alike = sorted((weighed(reading, top) for reading in alike), key=lambda reading: -reading.score)
    best = alike[0]
    example = next((word for word in best.text.split() if not word.isascii()), "")[:40]
    rivals = [other.codec for other in alike[1:] if other.score >= best.score - LESS_FAMILIAR]
    if rivals or top < LOOKS_WRONG:
        others = f" or {', '.join(rivals)}" if rivals else ", but that looks wrong"
        message = f"the text could be {best.codec} (“{example}”){others}; say which with --encoding"
        return Encoding(best.codec, (Doubt("encoding", "--encoding", message),))
    return Encoding(best.codec, (Doubt("encoding", "", f"read as {best.codec}: “{example}”"),))


def cells_of(text: str) -> list[str]:
    """The first line, divided at whatever may divide cells."""
    return [cell.strip(' "') for cell in re.split(r"[,;\t|]", text.splitlines()[0])] if text else []


def readings(sample: bytes) -> list[Reading]:
    """Each text once: by the usual codecs, and by what charset-normalizer thinks of it."""
    best = from_bytes(sample[: sample.rfind(b"\n", 0, TASTE) + 1] or sample[:TASTE]).best()
    found: dict[str, Reading] = {}
    for codec in dict.fromkeys([*USUAL, *([best.encoding] if best else [])]):
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        if text not in found and keeps_ascii(codec):
            found[text] = Reading(plausibility(text[:TASTE]), codec, text)
    return list(found.values())


def keeps_ascii(codec: str) -> bool:
    """No codec of mainframes."""
    return b"Name,1;".decode(codec, "replace") == "Name,1;"


def weighed(reading: Reading, top: float) -> Reading:
    """By its pairs of letters, a little for being usual, less for what its single letters are behind the best."""
    score = familiarity(reading.text[:TASTE]) + USUAL.get(reading.codec, 0.0) - 5 * (top - reading.score)
    return Reading(score, reading.codec, reading.text)
