"""One whole state of the mirror, to be asked: Ibis tables on one DuckDB connection. No Django.

The same reading works on the files of an installation (`lake.open_state`) and on tables made by hand (`state_of`)."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis

from penstock.insight.mirror.memory import keep_little
from penstock.insight.mirror.shared import Shelf, Tail
from penstock.insight.mirror.tables import FOREVER, NEWEST, TABLES, Column, Table

if TYPE_CHECKING:
    import pyarrow

# What DuckDB may use for a kept state with all its questions; beyond it, it spills to disk.
MEMORY_LIMIT = "256MB"
FIRST = -(2**62)
# Beside definitions, what tables that questions share are made of (shared.py).
SHARED_FROM = ("opportunity", "company", "opportunity_user")
# A definition's life as it was known: by what was known first, where it came to be known only later.
DEFINITIONS = f"""
WITH kept AS (
    SELECT *, greatest(min(known_from) OVER (PARTITION BY id), {{known}}) AS asked FROM "{{name}}"
)
SELECT * EXCLUDE (asked) REPLACE (
    CASE WHEN row_number() OVER in_order = 1 THEN {FIRST} ELSE valid_from END AS valid_from,
    coalesce(lead(valid_from) OVER in_order, {FOREVER}) AS valid_to
) FROM kept WHERE known_from <= asked AND known_to > asked
WINDOW in_order AS (PARTITION BY id ORDER BY valid_from)
"""

NEWEST_IN = f"""
SELECT greatest(max(valid_from), max(known_from), max(valid_to) FILTER (valid_to < {FOREVER}), max(known_to) FILTER (known_to < {FOREVER})) AS latest
FROM "{{name}}"
"""


@dataclass(frozen=True)
class State:
    """Tables of one moment. read_at: microseconds, when the newest row in it was read; custom: the columns of
    custom fields by table."""

    connection: Any
    read_at: int
    custom: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    # Tables looked up, and things worked out once for this state.
    made: dict[str, Any] = field(default_factory=dict)
    # Tables that questions share; they follow when records change (lake.follow).
    shelf: Shelf = field(init=False)
    # What it was opened from: the lake's manifest, and which transactions wrote since (source.marks_of).
    stands_on: tuple[object, ...] = ()
    # The xmin of the snapshot that it was read in: what any transaction below it wrote is in it.
    seen: int = 0
    # Who takes it back for the next question; None: it is used once.
    takes_back: "Callable[[State], None] | None" = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "shelf", self.made.setdefault("shelf", Shelf(self.connection)))

    def table(self, name: str) -> Any:
        """All rectangles of a table; facts as they are."""
        if name not in self.made:
            self.made[name] = self.connection.table(name)
        return self.made[name]

    def history(self, name: str, as_of: int = NEWEST, known: int = NEWEST) -> Any:
        """All spans that began by `as_of`, as far as they were known at `known`: each record's life, one row a state.
        Instants in microseconds. What is known at an instant does not depend on what comes after it, so an `as_of`
        after `known` means `known`."""
        return begun(known_at(self.table(name), known), min(as_of, known))

    def at(self, name: str, as_of: int = NEWEST, known: int = NEWEST) -> Any:
        """The records as they were true at `as_of`, with what was known at `known` (LEDGER, 2)."""
        return alive(self.history(name, as_of, known), min(as_of, known))

    def definitions(self, name: str, known: int = NEWEST) -> Any:
        """Stages, users, teams, reasons: each one's life without gaps, from the beginning of time to its end. What
        was defined later than the history that an import brought counts as it was first defined; what was removed,
        as it was last. Worked out once for each `known`, and kept: definitions are few, and asked in every question."""
        kept = f"{name}_defined_{known}"
        if kept not in self.made:
            self.connection.raw_sql(
                f'CREATE OR REPLACE TABLE "{kept}" AS {DEFINITIONS.format(name=name, known=known)}'
            )
            self.made[kept] = self.connection.table(kept)
        return self.made[kept]

    def defined(self, name: str, as_of: int = NEWEST, known: int = NEWEST) -> Any:
        """Definitions as they stood at `as_of`: exactly one row for each."""
        return standing(self.definitions(name, known), min(as_of, known))

    def leaf(self, name: str, rows: Any) -> Any:
        """rows as a view of their own, made once: Ibis works through every step below each time it compiles."""
        if name not in self.made:
            self.connection.raw_sql(f'CREATE OR REPLACE VIEW "{name}" AS {self.connection.compile(rows)}')
            self.made[name] = self.connection.table(name)
        return self.made[name]

    @property
    def newest(self) -> int:
        """The instant from which on nothing more begins or ends, or comes to be known, in what shared tables rest on."""
        if "newest" not in self.made:
            names = (name for name, table in TABLES.items() if table.is_definition or name in SHARED_FROM)
            self.made["newest"] = self._newest_in(names)
        newest: int = self.made["newest"]
        return newest

    def _newest_in(self, names: Iterable[str]) -> int:
        ends = " UNION ALL ".join(NEWEST_IN.format(name=name) for name in names)
        ((found,),) = self.connection.con.execute(f"SELECT max(latest) FROM ({ends})").fetchall()
        return FIRST if found is None else int(found)

    def follow(self, changed: Mapping[str, Tail]) -> None:
        """Bring what was made on it up to date once its tables are. changed: of SHARED_FROM, with what changed in each."""
        self.shelf.follow(changed)
        if changed and "newest" in self.made:
            latest = self._newest_in(tail.rows for tail in changed.values())
            self.made["newest"] = max(self.made["newest"], latest)

    def close(self) -> None:
        """Let the memory go."""
        with suppress(Exception):
            self.connection.disconnect()

    def __enter__(self) -> "State":
        return self

    def __exit__(self, failure: object, *about: object) -> None:
        if self.takes_back is None or failure is not None:
            self.close()
        else:
            self.takes_back(self)


def known_at(rows: Any, known: Any) -> Any:
    """The spans of `rows` as far as they were known at `known`: an instant in microseconds, or an expression of one."""
    return rows.filter(rows.known_from <= known, rows.known_to > known)


def begun(rows: Any, until: Any) -> Any:
    """Those of `known_at` that began by `until`: lives up to it."""
    return rows.filter(rows.valid_from <= until)


def alive(rows: Any, at: Any) -> Any:
    """Those of `begun` that last beyond `at`."""
    return rows.filter(rows.valid_to > at)


def standing(rows: Any, at: Any) -> Any:
    """Definitions as they stood at `at`."""
    return rows.filter(rows.valid_from <= at, rows.valid_to > at)


def connect(memory_limit: str = MEMORY_LIMIT, spill: str = "") -> Any:
    """A DuckDB of this process's own, with a stated limit. spill: the folder for what does not fit."""
    keep_little()
    # DuckDB merges selects itself, and in no time.
    ibis.options.sql.fuse_selects = False
    connection = ibis.duckdb.connect(":memory:")
    connection.raw_sql("ATTACH ':memory:' AS kept (COMPRESS)")
    connection.raw_sql("USE kept")
    connection.raw_sql(f"SET memory_limit = '{memory_limit}'")
    connection.raw_sql("SET enable_progress_bar = false")
    # Its allocator keeps what large questions freed, unless a thread of its own gives that back.
    connection.raw_sql("SET allocator_background_threads = true")
    if spill:
        connection.raw_sql(f"SET temp_directory = '{spill}'")
    return connection


def state_of(
    tables: "Mapping[str, pyarrow.Table | list[dict[str, Any]]]",
    *,
    custom: Mapping[str, tuple[Column, ...]] | None = None,
    read_at: int = 0,
) -> State:
    """A state made by hand, for tests and for tables that a generator made: pyarrow tables or rows. Columns that are
    left out are NULL; without rectangles a row is true and known for all time; a table left out is empty."""
    custom = custom or {}
    connection = connect()
    for name, table in TABLES.items():
        declared = table.with_columns(custom.get(name, ()))
        keep(connection, name, completed(declared, tables.get(name, [])))
    return State(connection, read_at, custom)


def keep(connection: Any, name: str, rows: "pyarrow.Table") -> None:
    """Make a table of Arrow rows. Not by Ibis' create_table, whose clean-up DuckDB 2 refuses."""
    connection.con.register("given_rows", rows)
    connection.raw_sql(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM given_rows')
    connection.con.unregister("given_rows")


def completed(table: Table, given: Any) -> "pyarrow.Table":
    """Rows as a table of the declared columns and types."""
    import pyarrow

    schema = schema_of(table)
    if not isinstance(given, pyarrow.Table):
        bounds = {name: BOUNDS[name] for name in schema.names if name in BOUNDS}
        # pyarrow looks for columns in the first row only.
        blank = dict.fromkeys((name for row in given for name in row), None)
        given = pyarrow.Table.from_pylist([blank | bounds | row for row in given])
    rows = given
    columns = []
    for name, type in zip(schema.names, schema.types, strict=True):
        if name in rows.column_names:
            columns.append(rows[name].cast(type))
        elif name in BOUNDS and rows.num_rows:
            columns.append(pyarrow.array([BOUNDS[name]] * rows.num_rows, type))
        else:
            columns.append(pyarrow.nulls(rows.num_rows, type))
    return pyarrow.table(columns, schema=schema)


BOUNDS = {"valid_from": FIRST, "valid_to": FOREVER, "known_from": FIRST, "known_to": FOREVER}


def schema_of(table: Table) -> "pyarrow.Schema":
    """The Arrow schema of a declared table."""
    import pyarrow

    types = {
        "int64": pyarrow.int64(), "float64": pyarrow.float64(), "string": pyarrow.string(),
        "boolean": pyarrow.bool_(), "date": pyarrow.date32(),
    }  # fmt: skip
    return pyarrow.schema([(column.name, types[column.type]) for column in table.columns])
