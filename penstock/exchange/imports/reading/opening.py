"""Opening a path: what kind of file it is, and its bytes, unpacked, as often as they are asked for."""

import gzip
import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from penstock.exchange.imports.reading.values import BYTE_LIMIT, SHEET_BYTE_LIMIT, FileUnreadable

Opener = Callable[[], IO[bytes]]


class Layer(Protocol):
    """A packing, the archive around it, the file below."""

    def read(self, size: int = -1, /) -> bytes:
        """Some bytes."""

    def close(self) -> None:
        """Let go."""


REFUSED_KINDS = [
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls) or one with a password; save it as .xlsx or CSV"),
    (b"%PDF", "a PDF file; export the table as CSV or XLSX"),
    (b"PAR1", "a Parquet file; export it as CSV"),
    (b"BZh", "packed with bzip2; unpack it, or pack it as .gz or .zip"),
    (b"\xfd7zXZ", "packed with xz; unpack it, or pack it as .gz or .zip"),
    (b"(\xb5/\xfd", "packed with zstd; unpack it, or pack it as .gz or .zip"),
    (b"7z\xbc\xaf", "packed with 7-Zip; unpack it, or pack it as .gz or .zip"),
    (b"Rar!", "packed with RAR; unpack it, or pack it as .gz or .zip"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database; export the table as CSV"),
    (b"{\\rtf", "a text document (RTF); save the table as CSV"),
    (b"BEGIN:VCARD", "a file of contact cards (vCard); export the contacts as CSV"),
    (b"BEGIN:VCALENDAR", "a calendar; export the table as CSV"),
    (b"ARROW1", "an Arrow file; export it as CSV"),
]


# No header of a table begins like this.
JSON_START = re.compile(rb"(\[\s*)?\{\s*(\"[^\"]*\"\s*:|\}?\s*$)|\[\s*\[")

HTML_START = re.compile(rb"<(!doctype html|html|head|body|table|meta|div)\b")
MARKUP_START = re.compile(rb"<[?!/a-z][^,;\t\n]*>")


@dataclass(frozen=True, slots=True)
class Source:
    """The unpacked bytes of a file; `kind` is text or xlsx."""

    name: str
    kind: str
    open: Opener


def open_source(path: Path) -> Source:
    """Look at the first bytes, not at the name, and unpack .gz and .zip (one file inside). Raises FileUnreadable."""
    if not path.is_file():
        raise FileUnreadable(f"{path.name}: there is no such file")
    return unpacked(path.name, lambda: path.open("rb"), depth=0)


def unpacked(name: str, opener: Opener, depth: int) -> Source:
    """The source behind an opener, going through at most two layers of packing."""
    head = read_head(name, opener)
    refuse_foreign_kinds(name, head)
    if head.startswith(b"\x1f\x8b"):
        refuse_deep_packing(name, depth)
        return unpacked(name.removesuffix(".gz"), partial(open_gzip, name, opener), depth + 1)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return from_zip(name, partial(open_in_file, name, opener) if depth else opener, depth)
    return Source(name, "text", opener)


def from_zip(name: str, opener: Opener, depth: int) -> Source:
    """A workbook, or the one file that an archive holds."""
    members = zip_members(name, opener)
    names = {member.filename for member in members}
    if "xl/workbook.bin" in names:
        raise FileUnreadable(f"{name}: a binary workbook (.xlsb); save it as .xlsx or CSV")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise FileUnreadable(f"{name}: a text document or slides; save the table as .xlsx or CSV")
    if "[Content_Types].xml" in names and any(part.startswith("xl/") for part in names):
        return Source(name, "xlsx", opener)
    if "mimetype" in names and "content.xml" in names:
        raise FileUnreadable(f"{name}: an OpenDocument file; save it as .xlsx or CSV")
    if {"manifest.json", "ledger.csv"} <= names:
        message = (
            "a whole workspace; `penstock import` brings it into an empty one, on the machine that holds it"
        )
        raise FileUnreadable(f"{name}: {message}")
    refuse_deep_packing(name, depth)
    wanted = [member for member in members if is_content(member.filename)]
    if len(wanted) != 1:
        raise FileUnreadable(
            f"{name}: the archive holds {len(wanted)} files; bring an archive of one, or unpack it"
        )
    member = wanted[0]
    if member.flag_bits & 1:
        raise FileUnreadable(f"{name}: the archive is locked with a password")
    inner = PurePosixPath(member.filename.replace("\\", "/")).name
    return unpacked(inner, partial(open_member, name, opener, member.filename), depth + 1)


def open_gzip(name: str, opener: Opener) -> IO[bytes]:
    """What a .gz holds."""
    packed = opener()
    return bounded(name, gzip.GzipFile(fileobj=packed), packed)


def open_in_file(name: str, opener: Opener) -> IO[bytes]:
    """What a packing holds, laid down in a file of its own, since an archive is read from its end."""
    copy = tempfile.SpooledTemporaryFile(max_size=1 << 24)  # noqa: SIM115 (the caller closes it)
    left = SHEET_BYTE_LIMIT
    try:
        with opener() as stream:
            while block := stream.read(1 << 20):
                left -= len(block)
                if left < 0:
                    raise FileUnreadable(
                        f"{name}: an archive in an archive, and too large; unpack the outer one"
                    )
                copy.write(block)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def open_member(name: str, opener: Opener, member: str) -> IO[bytes]:
    """What an archive holds under that name."""
    packed = opener()
    try:
        archive = zipfile.ZipFile(packed)
        return bounded(name, archive.open(member), packed)
    except BaseException:
        packed.close()
        raise


def zip_members(name: str, opener: Opener) -> list[zipfile.ZipInfo]:
    """The directory of an archive. Raises FileUnreadable when it is broken or absurd."""
    try:
        with opener() as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error, ValueError) as error:
        raise FileUnreadable(f"{name}: a broken archive ({error})") from error
    if len(members) > 10_000:
        raise FileUnreadable(f"{name}: an archive of {len(members)} files")
    return members


def is_content(filename: str) -> bool:
    """Not a folder and not what a Mac adds."""
    return (
        not filename.endswith("/")
        and not filename.startswith("__MACOSX/")
        and not filename.endswith(".DS_Store")
    )


def read_head(name: str, opener: Opener) -> bytes:
    """The first bytes, or FileUnreadable if there are none or they can't be unpacked."""
    try:
        with opener() as stream:
            head = stream.read(512)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise FileUnreadable(f"{name}: can't be opened ({error})") from error
    if not head:
        raise FileUnreadable(f"{name}: the file is empty", 1)
    return head


def refuse_foreign_kinds(name: str, head: bytes) -> None:
    """One clear line for the files that people bring by mistake."""
    for magic, sentence in REFUSED_KINDS:
        if head.startswith(magic):
            raise FileUnreadable(f"{name}: this is {sentence}")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if HTML_START.match(start):
        raise FileUnreadable(f"{name}: this is a web page; export the table as CSV or XLSX")
    if JSON_START.match(start):
        raise FileUnreadable(f"{name}: this is a JSON file; export the table as CSV or XLSX")
    if MARKUP_START.match(start):
        raise FileUnreadable(f"{name}: this is an XML file; export the table as CSV or XLSX")


def refuse_deep_packing(name: str, depth: int) -> None:
    """A packed file in a packed file is enough."""
    if depth >= 2:
        raise FileUnreadable(f"{name}: packed more than twice")


class Bounded(io.RawIOBase):
    """A stream that says so when what it unpacks to passes the limit, instead of filling the machine. Closing it closes
    everything below."""

    def __init__(self, name: str, layers: tuple[Layer, ...], limit: int) -> None:
        self.name = name
        self.layers = layers
        self.left = limit

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer. Raises FileUnreadable past the limit or when the packing is broken."""
        try:
            piece = self.layers[0].read(len(buffer))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise FileUnreadable(f"{self.name}: the packing is broken ({error})") from error
        self.left -= len(piece)
        if self.left < 0:
            raise FileUnreadable(f"{self.name}: unpacks to more than {BYTE_LIMIT // 2**30} GB")
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close what is below too."""
        for layer in self.layers:
            layer.close()
        super().close()


def bounded(name: str, *layers: Layer, limit: int = BYTE_LIMIT) -> IO[bytes]:
    """The unpacked bytes, buffered and bounded."""
    return io.BufferedReader(Bounded(name, layers, limit), 1 << 16)
