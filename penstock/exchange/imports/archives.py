"""An archive of several tables, as systems hand out a whole backup: each table in it is a file of the set."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from penstock.exchange.imports.reading.opening import is_content, open_member, zip_members
from penstock.exchange.imports.reading.values import FileUnreadable

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx")
NO_TABLES = ("readme", "license", "licence", "manifest")
MOST_FILES = 200
PIECE = 1 << 20


def tables_in(path: Path) -> list[str]:
    """The members of a .zip that holds several files of which some look like tables; of any other file none.

    Raises FileUnreadable for a broken or absurd archive."""
    if not zipfile.is_zipfile(path):
        return []
    names = [member.filename for member in zip_members(path.name, lambda: path.open("rb"))]
    if "[Content_Types].xml" in names or "mimetype" in names or "manifest.json" in names:
        return []
    content = [name for name in names if is_content(name)]
    tables = [name for name in content if is_table(bare_name(name))]
    if len(content) < 2 or len(tables) > MOST_FILES:
        return []
    return sorted(tables)


def bare_name(member: str) -> str:
    """Without folders."""
    return PurePosixPath(member.replace("\\", "/")).name


def is_table(name: str) -> bool:
    """By its ending, and no note beside the tables."""
    return name.lower().endswith(TABLES) and not name.lower().startswith((".", *NO_TABLES))


def pieces_of(path: Path, member: str) -> Iterator[bytes]:
    """The unpacked bytes. Raises FileUnreadable where the packing is broken, locked or without bound."""
    try:
        stream = open_member(path.name, lambda: path.open("rb"), member)
    except (RuntimeError, zipfile.BadZipFile) as error:
        raise FileUnreadable(f"{path.name}: {error}") from error
    with stream:
        while piece := stream.read(PIECE):
            yield piece
