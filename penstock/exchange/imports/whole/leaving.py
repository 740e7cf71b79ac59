"""A workspace to one .zip: the manifest, a CSV file for each table, the attached files."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from penstock import __version__
from penstock.exchange.imports.whole.tables import FILES, FORMAT, MANIFEST, Table, tables
from penstock.records.workspace.models import File

PIECE = 1 << 18
# What a spreadsheet would run gets an apostrophe in front, as does a text that begins with one: the way back takes one off.
RUNS = "E'^[=+@\\\\t\\\\r''-]'"


def write_workspace(target: IO[bytes], now: datetime) -> dict[str, int]:
    """One state of everything, whatever is written meanwhile. Gives the number of rows of each table."""
    counts: dict[str, int] = {}
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        listed = tables()
        for table in listed:
            with archive.open(f"{table.name}.csv", "w", force_zip64=True) as member:
                counts[table.name] = copy_out(table, member)
        for path in attached():
            archive.write(path, FILES + path.name)
        archive.writestr(MANIFEST, json.dumps(manifest(listed, counts, now), indent=1))
    return counts


def copy_out(table: Table, member: IO[bytes]) -> int:
    """By COPY, as a stream."""
    columns = ", ".join(
        f"CASE WHEN {quoted(name)} ~ {RUNS} THEN '''' || {quoted(name)} ELSE {quoted(name)} END AS {quoted(name)}"
        if name in table.texts
        else quoted(name)
        for name in table.columns
    )
    query = f"COPY (SELECT {columns} FROM {quoted(table.name)}) TO STDOUT (FORMAT csv, HEADER)"
    with connection.cursor() as cursor:
        with cursor.copy(query) as rows:
            for piece in rows:
                member.write(piece)
        return int(cursor.rowcount)


def quoted(name: str) -> str:
    """A name in SQL."""
    return connection.ops.quote_name(name)


def attached() -> Iterator[Path]:
    """The bytes of attached files, which are named by their digest."""
    for digest in File.objects.values_list("digest", flat=True).distinct().iterator():
        path = Path(settings.MEDIA_ROOT) / digest[:2] / digest
        if path.is_file():
            yield path


def manifest(listed: list[Table], counts: dict[str, int], now: datetime) -> dict[str, Any]:
    """What the set holds, by which the way back checks it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called FROM ledger_act")
        act = cursor.fetchone()
    return {
        "format": FORMAT,
        "version": __version__,
        "written_at": now.isoformat(),
        "last_act": act[0] if act[1] else 0,
        "tables": [
            {"name": table.name, "columns": list(table.columns), "rows": counts[table.name]}
            for table in listed
        ],
    }


def workspace_file(now: datetime) -> tuple[Iterator[bytes], dict[str, int]]:
    """The .zip in pieces, written whole to a temporary file first, and the number of rows of each table."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 (closed when its last piece is out)
    counts = write_workspace(target, now)

    def pieces() -> Iterator[bytes]:
        with target:
            target.seek(0)
            while piece := target.read(PIECE):
                yield piece

    return pieces(), counts
