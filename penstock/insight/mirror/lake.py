"""The files of the mirror: made anew, brought up to date, and opened with the live tail on top. No Django.

A table lies in a base file, a delta (records that changed since the base, whole), and, when it is asked, the live tail
(records that changed since the manifest's watermark, read from PostgreSQL there and then)."""

import fcntl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from penstock.insight.mirror.manifest import Held, Manifest, read_manifest, swap, sweep
from penstock.insight.mirror.shared import Tail
from penstock.insight.mirror.source import Source, as_held, custom_columns, marks_of, select, snapshot
from penstock.insight.mirror.state import MEMORY_LIMIT, SHARED_FROM, State, connect, keep
from penstock.insight.mirror.tables import TABLES, Table

# A tail longer than this is written to the lake before a question is answered, so that the next need not read it.
LONG_TAIL = 20_000
# A delta larger than this share of its base is merged into a new base.
MERGED_FROM = 0.05
# A loader's share of memory; beyond it DuckDB spills into the lake's folder.
LOADER_MEMORY = "1GB"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a sync did: tables that were loaded whole, and how many changed records each other one took in."""

    manifest: Manifest
    whole: tuple[str, ...]
    changed: dict[str, int]


def sync(lake: Path, url: str, *, anew: bool = False) -> Loaded:
    """Bring the files up to date. anew: everything from nothing. Only one process at a time; others wait. Killed at
    any moment, it leaves the state before it whole."""
    lake.mkdir(parents=True, exist_ok=True)
    with _alone(lake), snapshot(url) as source:
        before = read_manifest(lake)
        custom = source.custom_fields()
        trusted = None if anew or before is None or not continues(before, source) else before
        connection = connect(LOADER_MEMORY, spill=str(lake / "spill"))
        try:
            loaded = _load(lake, source, connection, trusted, custom, before.serial + 1 if before else 1)
        finally:
            connection.disconnect()
        swap(lake, loaded.manifest)
        sweep(lake, before, loaded.manifest)
    return loaded


def continues(manifest: Manifest, source: Source) -> bool:
    """Whether this database is the one that the lake was loaded from, so that its changes suffice."""
    return manifest.identity == source.identity and manifest.watermark <= source.xmax


@contextmanager
def _alone(lake: Path) -> Iterator[None]:
    with (lake / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _load(
    lake: Path,
    source: Source,
    connection: Any,
    before: Manifest | None,
    custom: dict[str, list[list[str]]],
    serial: int,
) -> Loaded:
    changed = source.changed(before.watermark) if before else {}
    columns = custom_columns(custom)
    tables, whole, taken = {}, [], {}
    for name, table in TABLES.items():
        declared = table.with_columns(columns.get(name, ()))
        held = before.tables.get(name) if before else None
        if held is None or before is None or before.custom.get(name) != custom.get(name):
            tables[name] = _whole(lake, source, connection, declared, serial)
            whole.append(name)
        elif name in changed:
            tables[name] = _updated(lake, source, connection, declared, held, before.watermark, serial)
            taken[name] = changed[name]
        else:
            tables[name] = held
    manifest = Manifest(source.identity, source.xmin, source.read_at, tables, custom, serial)
    return Loaded(manifest, tuple(whole), taken)


def _whole(lake: Path, source: Source, connection: Any, table: Table, serial: int) -> Held:
    """A new base of everything there is. In the order in which it comes, which is the present first."""
    base = f"{serial:08}-{table.name}.parquet"
    return Held(base, rows=read_whole(source, connection, table, lake / base))


def read_whole(source: Source, connection: Any, table: Table, path: Path) -> int:
    """All of a table from the records into a file. Returns how many rows."""
    connection.raw_sql("SET preserve_insertion_order = true")
    with source.stream(select(table)) as incoming:
        connection.con.register("incoming", incoming)
        rows = _write(connection, as_held(table, "incoming"), path)
        connection.con.unregister("incoming")
    return rows


def _updated(
    lake: Path, source: Source, connection: Any, table: Table, held: Held, watermark: int, serial: int
) -> Held:
    """A new delta of all that changed since the base; a new base when the delta has grown."""
    lay(connection, lake, table, held, tail_of(source, connection, table, watermark))
    changed = connection.raw_sql(f'SELECT count(*) FROM "{table.name}_changed"').fetchone()[0]
    if changed > max(1_000, MERGED_FROM * held.rows):
        base = f"{serial:08}-{table.name}.parquet"
        order = "valid_to DESC, id" if table.name != "fact" else "id"
        rows = _write(connection, f'SELECT * FROM "{table.name}" ORDER BY {order}', lake / base)
        return Held(base, rows=rows)
    delta, ids = f"{serial:08}-{table.name}.delta.parquet", f"{serial:08}-{table.name}.ids.parquet"
    _write(connection, f'SELECT * FROM "{table.name}_delta"', lake / delta)
    _write(connection, f'SELECT * FROM "{table.name}_changed"', lake / ids)
    return Held(held.base, delta, ids, held.rows, changed)


def _write(connection: Any, sql: str, path: Path) -> int:
    told = connection.raw_sql(f"COPY ({sql}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)").fetchone()
    return int(told[0])


def tail_of(source: Source, connection: Any, table: Table, watermark: int, called: str = "tail") -> Tail:
    """Read what changed of one table since a watermark."""
    ids = source.ids(table, watermark)
    if table.name == "fact":
        ids = f"SELECT seq AS id FROM ledger WHERE kind = 'opportunity' AND {source.since(watermark)}"
    tail = Tail(f"{table.name}_{called}", f"{table.name}_{called}_ids")
    keep(connection, tail.ids, source.fetch(ids))
    keep(connection, f"{tail.rows}_read", source.fetch(select(table, ids, source.since(watermark))))
    held = as_held(table, f'"{tail.rows}_read"')
    connection.raw_sql(f'CREATE OR REPLACE VIEW "{tail.rows}" AS {held}')
    return tail


def lay(connection: Any, lake: Path, table: Table, held: Held, tail: Tail) -> None:
    """Make three views: NAME_changed (ids that the base is wrong about), NAME_delta (their rows), NAME (the table)."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    changed, rows = [], []
    if held.delta:
        newer = f" WHERE id NOT IN (SELECT id FROM {tail.ids})" if tail.ids else ""
        changed.append(f"SELECT id FROM '{lake / held.ids}'")
        rows.append(f"SELECT {columns} FROM '{lake / held.delta}'{newer}")
    if tail.rows:
        changed.append(f"SELECT id FROM {tail.ids}")
        rows.append(f"SELECT {columns} FROM {tail.rows}")
    base = f"SELECT {columns} FROM '{lake / held.base}'"
    if changed:
        _view(connection, f"{table.name}_changed", " UNION ".join(changed))
        _view(connection, f"{table.name}_delta", " UNION ALL ".join(rows))
        base += f' WHERE id NOT IN (SELECT id FROM "{table.name}_changed") UNION ALL SELECT {columns} FROM "{table.name}_delta"'
    _view(connection, table.name, base)


def _view(connection: Any, name: str, sql: str) -> None:
    connection.raw_sql(f'CREATE OR REPLACE VIEW "{name}" AS {sql}')


def open_state(lake: Path, url: str, *, memory_limit: str = MEMORY_LIMIT) -> State:
    """The mirror as of this moment: the files and the live tail. Made first where there is none, where the database
    is another one, where a custom field has come or gone, or where the tail has grown long. What is still in the tail
    then, because somebody's transaction holds the horizon back (LEDGER, 6), is read with every question."""
    for longest_tail in (LONG_TAIL, None, None):
        with snapshot(url) as source:
            manifest = read_manifest(lake)
            changed = source.changed(manifest.watermark) if manifest and continues(manifest, source) else None
            if (
                manifest is not None
                and changed is not None
                and (longest_tail is None or sum(changed.values()) <= longest_tail)
                and ("custom_field" not in changed or manifest.custom == source.custom_fields())
            ):
                return _opened(lake, source, manifest, changed, memory_limit)
        sync(lake, url)
    raise RuntimeError("the mirror cannot keep up: its tables change while they are copied")


def _opened(
    lake: Path, source: Source, manifest: Manifest, changed: dict[str, int], memory_limit: str
) -> State:
    connection = connect(memory_limit, spill=str(lake / "spill"))
    _lay_all(connection, lake, source, manifest, changed, TABLES)
    columns = custom_columns(manifest.custom)
    return State(connection, source.read_at, columns, stands_on=_standing(source, manifest), seen=source.xmin)


def _lay_all(
    connection: Any,
    lake: Path,
    source: Source,
    manifest: Manifest,
    changed: Mapping[str, int],
    names: Iterable[str],
) -> None:
    """Those tables as they are now. changed: which have a tail."""
    columns = custom_columns(manifest.custom)
    for name in names:
        declared = TABLES[name].with_columns(columns.get(name, ()))
        tail = tail_of(source, connection, declared, manifest.watermark) if name in changed else Tail()
        lay(connection, lake, declared, manifest.tables[name], tail)


def _standing(source: Source, manifest: Manifest) -> tuple[object, ...]:
    marks = source.fetch(marks_of(manifest.watermark)).to_pylist()[0]["marks"]
    return manifest, marks


def follow(state: State, lake: Path, url: str) -> State | None:
    """The same state as of this moment, with all that was made on it; None where it has to be opened anew: what numbers are
    told by has changed (a stage, a user, a rate), or much has, or the files were made anew. A change that it has not seen was written by a transaction at
    or above the `xmin` of the snapshot that it was read in, as with the files."""
    with snapshot(url) as source:
        manifest, before = read_manifest(lake), state.stands_on[0]
        if manifest is None or not isinstance(before, Manifest) or manifest.custom != before.custom:
            return None
        if not continues(manifest, source) or before.identity != source.identity:
            return None
        if any(manifest.tables[name].base != before.tables[name].base for name in SHARED_FROM):
            return None
        tail, fresh = source.changed(manifest.watermark), source.changed(state.seen)
        if (
            any(TABLES[name].is_definition or name == "rate" for name in fresh)
            or sum(tail.values()) > LONG_TAIL
        ):
            return None
        _lay_all(state.connection, lake, source, manifest, tail, fresh if manifest == before else TABLES)
        columns, since = custom_columns(manifest.custom), {}
        for name in SHARED_FROM:
            if name in fresh:
                declared = TABLES[name].with_columns(columns.get(name, ()))
                since[name] = tail_of(source, state.connection, declared, state.seen, "since")
        state.follow(since)
        return replace(state, read_at=source.read_at, stands_on=_standing(source, manifest), seen=source.xmin)
