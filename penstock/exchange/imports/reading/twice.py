"""Text that was encoded twice: UTF-8 taken for another encoding and written as UTF-8 again (MÃ¼ller is Müller).

Nobody knows whether it was meant so; it is asked about, and mended line by line where the person says so."""

import io
import re
import unicodedata
from collections.abc import Callable
from itertools import islice
from typing import IO

from penstock.exchange.imports.reading.opening import Opener
from penstock.exchange.imports.reading.values import Doubt

# What the person says as the encoding of a file that is to be mended.
TWICE = "utf-8-twice"
TAKEN_FOR = ("cp1252", "cp1251", "cp1250", "cp437", "cp850", "mac_roman")
RUN = re.compile(r"[^\x00-\x7f]+")
RUN_WORD = re.compile(r"[^\s,;|\"]*[^\x00-\x7f][^\s,;|\"]*")
# Left of Ã\xa0 and Â\xa0 where the second byte has become a space.
TORN = frozenset("ÃÂ")
MARKS = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328")
LOST = "\ufffd"
# Beside a letter; elsewhere it is a sign like others.
LOST_LETTER = re.compile(r"[^\W\d_]\ufffd|\ufffd[^\W\d_]")
SHOWN = 10
MOST_LINES = 2_000_000
# Fewer than one line of so many are told and not asked about.
SELDOM = 50


def bytes_of(codec: str) -> dict[str, int]:
    """Letter to byte; bytes that the codec leaves open stand for themselves."""
    table = {chr(number): number for number in range(128, 256)} if codec == "cp1252" else {}
    return table | {
        letter: number for number in range(128, 256) if (letter := bytes([number]).decode(codec, "ignore"))
    }


TABLES = tuple(map(bytes_of, TAKEN_FOR))


def read_once(run: str) -> str | None:
    """The letters that the run stands for, if it is such a run."""
    for table in TABLES:
        try:
            text = bytes(table[letter] for letter in run).decode()
        except (KeyError, UnicodeDecodeError):
            continue
        if all(map(is_written, text)):
            return text
    return None


def is_written(letter: str) -> bool:
    """What a text may hold; of marks above and below letters the usual ones."""
    category = unicodedata.category(letter)
    return category not in ("Cc", "Cn", "Co", "Mn") or letter in MARKS


def mended(line: str) -> str:
    """The line with its letters read once, if that explains every letter that is not ASCII; else as it is."""
    if line.isascii():
        return line
    runs = set(RUN.findall(line)) - TORN
    found = {run: once for run in runs if (once := read_once(run)) is not None}
    if len(found) < len(runs) or not found:
        return line
    return RUN.sub(lambda match: found.get(match[0], match[0]), line)


class MendedText(io.TextIOWrapper):
    """A text read once where it was encoded twice."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """The next line."""
        return mended(super().readline(size))

    def read(self, size: int | None = -1, /) -> str:
        """Some characters, line by line."""
        return "".join(map(mended, re.split(r"(?<=\n)", super().read(size))))


def damage(opener: Opener, sample: bytes) -> tuple[Doubt, ...]:
    """What is doubtful about a text in UTF-8 of which `sample` holds the unusual lines: encoded twice, or with letters that
    were lost before."""
    doubts: list[Doubt] = []
    if any(mended(line) != line for line in sample.decode("utf-8-sig", "ignore").split("\n")):
        doubts += twice_doubt(opener)
    if LOST_LETTER.search(sample.decode("utf-8", "ignore")):
        lines = first_lines(opener, lambda line: LOST_LETTER.search(line) is not None)
        message = f"letters were lost before this file was written (“{LOST}”): line {shown(lines)}"
        doubts.append(Doubt("encoding", "", message, tuple(lines)))
    return tuple(doubts)


def twice_doubt(opener: Opener) -> tuple[Doubt, ...]:
    """With an example and the lines: asked about where it is often so, else told. Nothing where no whole line bears it out."""
    lines = first_lines(opener, lambda line: mended(line) != line)
    if not lines:
        return ()
    with utf8(opener()) as stream:
        line = next(islice(stream, next(iter(lines)) - 1, None))
    words = next((word for word in RUN_WORD.findall(line) if mended(word) != word), line.strip())[:40]
    message = f"letters were encoded twice: “{words}” for “{mended(words)}”, line {shown(lines)}"
    if len(lines) * SELDOM < lines[-1]:
        message += f"; they are left so; the encoding {TWICE} mends them"
        return (Doubt("encoding", "", message, tuple(lines)),)
    message += f"; {TWICE} mends them, utf-8 leaves them; say which with --encoding"
    return (Doubt("encoding", "--encoding", message, tuple(lines)),)


def first_lines(opener: Opener, is_wanted: Callable[[str], bool]) -> list[int]:
    """The physical lines of the first few that are wanted."""
    with utf8(opener()) as stream:
        numbered = enumerate(islice(stream, MOST_LINES), start=1)
        found = (number for number, line in numbered if not line.isascii() and is_wanted(line))
        return list(islice(found, SHOWN + 1))


def utf8(stream: IO[bytes]) -> io.TextIOWrapper:
    """Its lines; what is no text is left out."""
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="ignore", newline="")


def shown(lines: list[int]) -> str:
    """2, 3, 5 …"""
    return ", ".join(map(str, lines[:SHOWN])) + (" …" if len(lines) > SHOWN else "")
