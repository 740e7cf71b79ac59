"""How far the mirror is behind, what holds it back, and whether it still says what the records say. No Django."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from penstock.insight.mirror.lake import continues, lay, read_whole, tail_of
from penstock.insight.mirror.manifest import Manifest, read_manifest
from penstock.insight.mirror.shared import Tail
from penstock.insight.mirror.source import Source, custom_columns, snapshot
from penstock.insight.mirror.state import connect
from penstock.insight.mirror.tables import TABLES

# A transaction that has written and then idles for as long holds the watermark back, and is named.
IDLE_SECONDS = 30
HOLDING = f"""
SELECT pid::bigint AS pid, coalesce(application_name, '') AS program, coalesce(usename, '') AS role,
       extract(epoch FROM clock_timestamp() - xact_start)::bigint AS seconds
FROM pg_stat_activity
WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
  AND xact_start < clock_timestamp() - interval '{IDLE_SECONDS} seconds'
ORDER BY xact_start
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A transaction that has written and goes on: nothing newer can leave the tail."""

    pid: int
    program: str
    role: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Freshness:
    """loaded_at: microseconds, when the files were last brought up to date (None: there are none). continues: whether they
    are of this database. rows: in the files, by table. tail: changed records not yet in them, by table."""

    loaded_at: int | None
    continues: bool
    rows: dict[str, int]
    tail: dict[str, int]
    held_back_by: tuple[Holder, ...]


def freshness(lake: Path, url: str) -> Freshness:
    """How things stand. Reads little."""
    manifest = read_manifest(lake)
    with snapshot(url) as source:
        holders = tuple(Holder(**row) for row in source.fetch(HOLDING).to_pylist())
        if manifest is None:
            return Freshness(None, False, {}, {}, holders)
        goes_on = continues(manifest, source)
        return Freshness(
            manifest.read_at,
            goes_on,
            {name: held.rows for name, held in manifest.tables.items()},
            source.changed(manifest.watermark) if goes_on else {},
            holders,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A table in which lake and records disagree: how many rows only the one or the other has, and whose these are."""

    table: str
    only_in_lake: int
    only_in_records: int
    ids: tuple[int, ...]


def verify(lake: Path, url: str) -> tuple[Difference, ...] | None:
    """Reads everything again and compares, row by row; what changed since the last sync, and is known to have, is not
    compared. Empty: they agree. None: there is no lake of this database."""
    manifest = read_manifest(lake)
    with snapshot(url) as source, TemporaryDirectory(dir=lake if lake.exists() else None) as folder:
        if manifest is None or not continues(manifest, source):
            return None
        connection = connect("1GB", spill=folder)
        try:
            found = [_compared(name, lake, Path(folder), source, connection, manifest) for name in TABLES]
        finally:
            connection.disconnect()
    return tuple(difference for difference in found if difference)


def _compared(
    name: str, lake: Path, folder: Path, source: Source, connection: Any, manifest: Manifest
) -> Difference | None:
    table = TABLES[name].with_columns(custom_columns(manifest.custom).get(name, ()))
    fresh = folder / f"{name}.parquet"
    read_whole(source, connection, table, fresh)
    tail = tail_of(source, connection, table, manifest.watermark)
    lay(connection, lake, table, manifest.tables[name], Tail())
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    settled = f"WHERE id NOT IN (SELECT id FROM {tail.ids})"
    sides = (f'SELECT {columns} FROM "{name}" {settled}', f"SELECT {columns} FROM '{fresh}' {settled}")
    if _sum(connection, sides[0]) == _sum(connection, sides[1]):
        return None
    ours, theirs = f"({sides[0]} EXCEPT ALL {sides[1]})", f"({sides[1]} EXCEPT ALL {sides[0]})"
    ids = connection.raw_sql(
        f"SELECT DISTINCT id FROM ({ours} UNION ALL {theirs}) ORDER BY id LIMIT 20"
    ).fetchall()
    counts = [connection.raw_sql(f"SELECT count(*) FROM {side}").fetchone()[0] for side in (ours, theirs)]
    return Difference(name, counts[0], counts[1], tuple(id for (id,) in ids))


def _sum(connection: Any, rows: str) -> tuple[Any, ...]:
    """How many rows, and a sum over their digests, in which order does not matter."""
    told = connection.raw_sql(f"SELECT count(*), sum(hash(r)::HUGEINT) FROM ({rows}) AS r").fetchone()
    return tuple(told)
