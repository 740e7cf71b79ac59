"""The record's side: one snapshot of PostgreSQL, read in columns (ADBC). No Django.

Watermark (LEDGER, 6): whoever writes a mirrored row stamps it with its transaction. A snapshot sees every transaction
below its `xmin`; so what a later snapshot finds stamped at or above that is all that can have been missed. Stamps at or
above the snapshot's `xmax` are of another cluster's counting (a restore): they have been loaded with everything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from penstock.insight.mirror.tables import CUSTOM_KINDS, CUSTOM_TYPES, SPANS, Column, Table, custom_column

if TYPE_CHECKING:
    import pyarrow

IDENTITY = """
SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || (SELECT timeline_id FROM pg_control_checkpoint())
       || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' || 'ledger'::regclass::oid
       || (SELECT CASE WHEN is_sample THEN '/sample' ELSE '' END FROM ledger_mark) AS identity,
       pg_snapshot_xmin(now_.snapshot)::text::bigint, pg_snapshot_xmax(now_.snapshot)::text::bigint,
       (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS clock
FROM (SELECT pg_current_snapshot() AS snapshot) AS now_
"""


@dataclass(frozen=True)
class Source:
    """One REPEATABLE READ transaction: everything read through it is of one moment. identity: of the database, another
    one after a restore or a move, or when the sample is removed. xmin, xmax: of its snapshot; read_at: microseconds."""

    connection: Any
    identity: str
    xmin: int
    xmax: int
    read_at: int

    @contextmanager
    def stream(self, sql: str) -> "Iterator[pyarrow.RecordBatchReader]":
        """The rows of a query, to be read once, within."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            yield cursor.fetch_record_batch()

    def fetch(self, sql: str) -> "pyarrow.Table":
        """The rows of a query, in memory."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetch_arrow_table()

    def custom_fields(self) -> dict[str, list[list[str]]]:
        """By kind of record, [key, type, label] of the custom fields that are mirrored."""
        types = ", ".join(f"'{type}'" for type in CUSTOM_TYPES)
        found = self.fetch(
            "SELECT kind, key, type, label FROM custom_field"
            f" WHERE NOT is_removed AND type IN ({types}) ORDER BY kind, key"
        )
        fields: dict[str, list[list[str]]] = {kind: [] for kind in CUSTOM_KINDS}
        for row in found.to_pylist():
            fields[row["kind"]].append([row["key"], row["type"], row["label"]])
        return {kind: rows for kind, rows in fields.items() if rows}

    def changed(self, watermark: int) -> dict[str, int]:
        """How many records of each table may have changed since a watermark; tables without are not named."""
        counts = [f"SELECT '{table.name}' AS name, count(*) AS n FROM ({self.ids(table, watermark)}) AS ids"
                  for table in SPANS]  # fmt: skip
        counts.append(
            f"SELECT 'fact', count(*) FROM ledger WHERE kind = 'opportunity' AND {self.since(watermark)}"
        )
        rows = self.fetch(" UNION ALL ".join(counts)).to_pylist()
        return {row["name"]: row["n"] for row in rows if row["n"]}

    def ids(self, table: Table, watermark: int) -> str:
        """SQL of the records that may have changed: rows stamped since (a fold stamps its rows too), and records
        of which a fact was written."""
        since = self.since(watermark)
        return (
            f"SELECT id FROM {table.relation} WHERE {since}"
            f" UNION SELECT record_id FROM ledger WHERE kind = '{table.kind}' AND {since}"
        )

    def since(self, watermark: int) -> str:
        return f"xact >= '{watermark}'::xid8 AND xact < '{self.xmax}'::xid8"


def marks_of(watermark: int) -> str:
    """SQL of one row: the database's identity, its clock in microseconds, and every transaction that wrote mirrored rows or
    facts since a watermark. While these and the manifest are the same, so is all that a state shows."""
    since = f"xact >= '{watermark}'::xid8 AND xact < pg_snapshot_xmax(pg_current_snapshot())"
    tables = [*(table.relation for table in SPANS), "ledger"]
    written = " UNION ".join(f"SELECT '{table}' AS name, xact FROM {table} WHERE {since}" for table in tables)
    return f"""
        WITH ours AS ({IDENTITY}), written AS ({written})
        SELECT (SELECT identity FROM ours), (SELECT clock FROM ours),
               coalesce((SELECT string_agg(name || xact::text, ' ' ORDER BY name, xact) FROM written), '') AS marks
    """


@contextmanager
def snapshot(url: str) -> Iterator[Source]:
    """url: of the database, as libpq takes it. A connection of its own: it sees what is committed, nothing else."""
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(url) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute(IDENTITY)
            row = cursor.fetchone()
        assert row is not None
        yield Source(connection, *row)
        connection.rollback()


def custom_columns(custom: dict[str, list[list[str]]]) -> dict[str, tuple[Column, ...]]:
    """The columns of custom fields by table."""
    return {kind: tuple(custom_column(*field) for field in fields) for kind, fields in custom.items()}


def select(table: Table, ids: str = "", facts_since: str = "") -> str:
    """SQL that reads a table's rows, all or those of some records; the present ones first. Instants come as
    timestamptz, NULL for infinity."""
    if table.name == "fact":
        where = f" AND {facts_since}" if facts_since else ""
        return f"SELECT {_columns(table)} FROM ledger WHERE kind = 'opportunity'{where}"
    now = {"valid_from": "true_from", "valid_to": "NULL::timestamptz", "known_to": "NULL::timestamptz"}
    chosen = f" AND id IN ({ids})" if ids else ""
    return (
        f"SELECT {_columns(table, now)} FROM {table.relation} WHERE NOT is_removed{chosen}"
        f" UNION ALL SELECT {_columns(table, {})} FROM {table.relation}_past WHERE true{chosen}"
    )


def _columns(table: Table, instead: dict[str, str] | None = None) -> str:
    return ", ".join(f'{_value(column, instead or {})} AS "{column.name}"' for column in table.columns)


def _value(column: Column, instead: dict[str, str]) -> str:
    if column.name in instead:
        return instead[column.name]
    return f"nullif({column.sql}, 'infinity')" if column.is_instant else column.sql


def as_held(table: Table, rows: str) -> str:
    """SQL for DuckDB that turns what `select` brought into the declared columns."""
    return f"SELECT {', '.join(_held(column) for column in table.columns)} FROM {rows}"


def _held(column: Column) -> str:
    name = f'"{column.name}"'
    if column.name in ("valid_to", "known_to"):
        return f"coalesce(epoch_us({name}), 9223372036854775807) AS {name}"
    if column.is_instant:
        return f"epoch_us({name}) AS {name}"
    kind = {"int64": "BIGINT", "float64": "DOUBLE", "string": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE"}
    return f"{name}::{kind[column.type]} AS {name}"
