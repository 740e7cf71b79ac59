"""Which encoding a text has: a byte order mark, else UTF-8 if it is, else UTF-16 or UTF-32 by its zeros, else a guess."""

import codecs
from dataclasses import replace
from typing import IO

from penstock.exchange.imports.reading.guessing import IsKnown, guessed
from penstock.exchange.imports.reading.letters import plausibility
from penstock.exchange.imports.reading.opening import Opener
from penstock.exchange.imports.reading.twice import TWICE, damage
from penstock.exchange.imports.reading.values import Doubt, Encoding, FileUnreadable
from penstock.exchange.imports.reading.wide import wide_encoding

BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
SCAN_BYTES = 192 * 2**20
SAMPLE_BYTES = 24 * 2**10
BLOCK = 1 << 20
UNDECODABLE = "\udcff"


def mark_undecodable(error: UnicodeError) -> tuple[str, int]:
    """Put a lone surrogate where bytes are no text, so that the row that holds them can be named."""
    if isinstance(error, UnicodeDecodeError):
        return UNDECODABLE, error.end
    raise error


codecs.register_error("penstock.mark", mark_undecodable)


def given_encoding(name: str) -> Encoding:
    """What the person said. Raises FileUnreadable for a name that is no text encoding."""
    if name.strip().lower() == TWICE:
        return Encoding(TWICE)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError) as error:
        raise FileUnreadable(f"there is no encoding called {name!r} (--encoding)") from error
    if not info._is_text_encoding:
        raise FileUnreadable(f"{name!r} is no text encoding (--encoding)")
    return Encoding("utf-8-sig" if info.name == "utf-8" else info.name)


def detect_encoding(name: str, opener: Opener, is_known: IsKnown | None = None) -> Encoding:
    """Look through the file (at most 192 MB of it). Raises FileUnreadable for what is no text."""
    with opener() as stream:
        head = stream.read(4096)
        for bom, encoding in BOMS:
            if head.startswith(bom):
                if encoding == "utf-8-sig":
                    return Encoding(encoding, damage(opener, unusual_lines(head, stream)))
                return contradicted(head) or Encoding(encoding)
        wide = wide_encoding(head)
        if wide:
            return Encoding(wide, (Doubt("encoding", "", f"read as {wide}, which nothing in the file says"),))
        if head.find(b"\x1b$") >= 0:
            return Encoding("iso2022_jp", (Doubt("encoding", "", "read as iso2022_jp, as its escapes say"),))
        if looks_binary(head):
            raise FileUnreadable(f"{name}: this is no text file")
        sample = unusual_lines(head, stream)
    if not sample:
        return Encoding("utf-8-sig")
    found = encoding_of_sample(name, sample, is_known)
    is_utf8_text = found.name == "utf-8-sig"
    return replace(found, doubts=found.doubts + damage(opener, sample)) if is_utf8_text else found


def contradicted(head: bytes) -> Encoding | None:
    """A mark of UTF-16 before a text that is UTF-32, as some writers leave it."""
    wide = wide_encoding(head[2:]) if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else None
    if wide is None or not wide.startswith("utf-32"):
        return None
    remark = Doubt("encoding", "", f"marked as UTF-16, but read as {wide}, which it is")
    return Encoding(wide, (remark,), skip=2)


def looks_binary(head: bytes) -> bool:
    """More than a twentieth of control characters that no text has."""
    odd = sum(head.count(byte) for byte in range(32) if byte not in (0, 9, 10, 11, 12, 13, 27, 30, 31))
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


def encoding_of_sample(name: str, sample: bytes, is_known: IsKnown | None = None) -> Encoding:
    """UTF-8 if most of the unusual lines are, else the best guess for the others, which is always told."""
    lines = sample.splitlines()
    others = [line for line in lines if not is_utf8(line)]
    if len(others) * 2 < len(lines) or (len(others) == 1 and len(lines) > 1):
        return Encoding("utf-8-sig", mixed_remark(len(others)))
    found = guessed(name, b"\n".join(others) + b"\n", is_known)
    utf8 = b"\n".join(line for line in lines if is_utf8(line))
    if not utf8 or not reads_better_as_utf8(utf8, found.name):
        return found
    remark = Doubt("encoding", "", f"some lines are not {found.name} but UTF-8; they are refused")
    return replace(found, doubts=(*found.doubts, remark), has_utf8_lines=True)


def reads_better_as_utf8(text: bytes, codec: str) -> bool:
    """In encodings of one byte a letter, text that happens to be UTF-8 is UTF-8; in the others it may be chance."""
    is_single = len(bytes(range(0xC0, 0xE0)).decode(codec, "replace")) == 0x20
    return is_single and plausibility(text.decode("utf-8", "replace")) > plausibility(
        text.decode(codec, "replace")
    )


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
