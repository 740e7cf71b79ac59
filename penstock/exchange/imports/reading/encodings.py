"""Which encoding a text has: a byte order mark, else UTF-8 if it is, else UTF-16 or UTF-32 by its zeros, else a guess."""

import codecs
from dataclasses import dataclass
from typing import IO

from charset_normalizer import from_bytes

from penstock.exchange.imports.reading.letters import plausibility
from penstock.exchange.imports.reading.opening import Opener
from penstock.exchange.imports.reading.values import Doubt, FileUnreadable

BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
SCAN_BYTES = 192 * 2**20
SAMPLE_BYTES = 24 * 2**10
TASTE = 6 * 2**10
BLOCK = 1 << 20
UNDECODABLE = "\udcff"
USUAL = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1254",
    "cp1253",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "koi8_r",
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec name, what is doubtful about it, and how many bytes stand before the text."""

    name: str
    doubts: tuple[Doubt, ...] = ()
    skip: int = 0


def mark_undecodable(error: UnicodeError) -> tuple[str, int]:
    """Put a lone surrogate where bytes are no text, so that the row that holds them can be named."""
    if isinstance(error, UnicodeDecodeError):
        return UNDECODABLE, error.end
    raise error


codecs.register_error("penstock.mark", mark_undecodable)


def given_encoding(name: str) -> Encoding:
    """What the person said. Raises FileUnreadable for a name that is no text encoding."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError) as error:
        raise FileUnreadable(f"there is no encoding called {name!r} (--encoding)") from error
    if not info._is_text_encoding:
        raise FileUnreadable(f"{name!r} is no text encoding (--encoding)")
    return Encoding("utf-8-sig" if info.name == "utf-8" else info.name)


def detect_encoding(name: str, opener: Opener) -> Encoding:
    """Look through the file (at most 192 MB of it). Raises FileUnreadable for what is no text."""
    with opener() as stream:
        head = stream.read(4096)
        for bom, encoding in BOMS:
            if head.startswith(bom):
                return contradicted(head) or Encoding(encoding)
        wide = wide_encoding(head)
        if wide:
            return Encoding(wide, (Doubt("encoding", "", f"read as {wide}, which nothing in the file says"),))
        if looks_binary(head):
            raise FileUnreadable(f"{name}: this is no text file")
        sample = unusual_lines(head, stream)
    if not sample:
        return Encoding("utf-8-sig")
    return encoding_of_sample(name, sample)


def contradicted(head: bytes) -> Encoding | None:
    """A mark of UTF-16 before a text that is UTF-32, as some writers leave it."""
    wide = wide_encoding(head[2:]) if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else None
    if wide is None or not wide.startswith("utf-32"):
        return None
    remark = Doubt("encoding", "", f"marked as UTF-16, but read as {wide}, which it is")
    return Encoding(wide, (remark,), skip=2)


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark shows by zeros at every second (or three of four) bytes."""
    if len(head) < 8 or b"\0" not in head:
        return None
    whole = head[: len(head) // 4 * 4]
    zeros = [whole[i::4].count(0) / (len(whole) / 4) for i in range(4)]
    match [share > 0.6 for share in zeros]:
        case [False, True, True, True]:
            return "utf-32-le"
        case [True, True, True, False]:
            return "utf-32-be"
        case [False, True, False, True]:
            return "utf-16-le"
        case [True, False, True, False]:
            return "utf-16-be"
    return None


def looks_binary(head: bytes) -> bool:
    """More than a twentieth of control characters that no text has."""
    odd = sum(head.count(byte) for byte in range(32) if byte not in (0, 9, 10, 11, 12, 13, 27))
    return odd > max(2, len(head) // 20) or head.count(0) > len(head) // 3


def unusual_lines(head: bytes, stream: IO[bytes]) -> bytes:
    """Lines with a byte that is not ASCII, from anywhere in the file: they alone tell encodings apart."""
    kept = bytearray()
    rest = b""
    seen = 0
    block = head
    while block and seen < SCAN_BYTES and len(kept) < SAMPLE_BYTES:
        seen += len(block)
        if not block.isascii() or not rest.isascii():
            lines = (rest + block).splitlines(keepends=True)
            rest = lines.pop() if len(lines[-1]) < BLOCK else b""
            for line in lines:
                if not line.isascii():
                    kept += line[:SAMPLE_BYTES]
        else:
            rest = block[max(block.rfind(b"\n"), block.rfind(b"\r")) + 1 :][-SAMPLE_BYTES:]
        block = stream.read(BLOCK)
    if not rest.isascii():
        kept += rest[:SAMPLE_BYTES]
    return bytes(kept)


def encoding_of_sample(name: str, sample: bytes) -> Encoding:
    """UTF-8 if most of the unusual lines are, else the best guess, which is always told."""
    lines = sample.splitlines()
    wrong = sum(1 for line in lines if not is_utf8(line))
    if wrong * 2 < len(lines) or (wrong == 1 and len(lines) > 1):
        return Encoding("utf-8-sig", mixed_remark(wrong))
    return guessed(name, sample)


def is_utf8(line: bytes) -> bool:
    """Whether the line reads as UTF-8 (the last character may be cut)."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line)
    except UnicodeDecodeError:
        return False
    return True


def mixed_remark(wrong: int) -> tuple[Doubt, ...]:
    """Lines in another encoding are refused one by one; here is why."""
    if not wrong:
        return ()
    return (Doubt("encoding", "", f"read as UTF-8; {wrong} of the lines looked at are in another encoding"),)


def guessed(name: str, sample: bytes) -> Encoding:
    """The legacy encoding in which the sample looks most like a language. Another that looks as good is a doubt."""
    scored = sorted(plausible_readings(sample), key=lambda reading: -reading[0])
    if not scored:
        raise FileUnreadable(f"{name}: the encoding can't be told; name it with --encoding")
    score, best, text = scored[0]
    example = next((word for word in text.split() if not word.isascii()), "")[:40]
    rivals = [other for share, other, read in scored[1:] if share >= score - 0.01 and read != text]
    if rivals or score < 0.5:
        others = f" or {', '.join(rivals)}" if rivals else ", but that looks wrong"
        return Encoding(
            best, (Doubt("encoding", "--encoding", f"the text could be {best} (“{example}”){others}"),)
        )
    return Encoding(best, (Doubt("encoding", "", f"read as {best}: “{example}”"),))


def plausible_readings(sample: bytes) -> list[tuple[float, str, str]]:
    """Score, codec and text: the usual codecs that decode the sample, and what charset-normalizer thinks of it."""
    best = from_bytes(sample[: sample.rfind(b"\n", 0, TASTE) + 1] or sample[:TASTE]).best()
    names = [*USUAL, *([best.encoding] if best and best.encoding not in USUAL else [])]
    readings = []
    for codec in names:
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        score = plausibility(text[:TASTE])
        bonus = 0.02 if best and best.encoding == codec else 0.0
        readings.append((score + bonus * score, codec, text))
    return readings
