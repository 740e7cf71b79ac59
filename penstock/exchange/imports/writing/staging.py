"""Staging tables: one for each kind with every row of the set, filled by COPY; and the batch that is being written.

They belong to the session and not to a transaction: a run is many transactions."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from penstock.exchange.imports.converting.values import Moment
from penstock.exchange.imports.preparing.values import Prepared
from penstock.exchange.imports.recognition.fields import FIELDS, STAGE_ENTERED, ImportField
from penstock.exchange.imports.writing.sql import fetch, run

SQL_TYPES = {
    "id": "text",
    "text": "text",
    "long_text": "text",
    "name": "text",
    "outcome": "text",
    "link": "text",
    "phone": "text",
    "currency": "text",
    "email": "text[]",
    "number": "numeric",
    "share": "numeric",
    "integer": "bigint",
    "day": "date",
    "yes_no": "boolean",
}
BOOKKEEPING = """
    id bigint, line bigint, file smallint, reason text,
    stage_moments jsonb NOT NULL DEFAULT '{}', custom jsonb NOT NULL DEFAULT '{}'
"""
# What a row of the kind is found to mean, beside its fields (writing.dating, writing.changes).
DERIVED = {
    "opportunities": "outcome text, closed timestamptz, closed_is_day boolean, first_at timestamptz, first_is_day boolean,"
    " further_persons text[]",
    "history": "owner text",
}
MATCHED = "record_id bigint, is_new boolean NOT NULL DEFAULT false"
IN_PARTS = frozenset(("money", "moment", "email"))
encode = json.JSONEncoder(ensure_ascii=False).encode
BATCH = """
    owner_user bigint, company_record bigint, person_record bigint, lead_record bigint, source_record bigint
"""


def columns_of(field: ImportField) -> list[tuple[str, str]]:
    """The columns that hold a field: money has two, a moment says whether it is a day."""
    match field.type:
        case "money":
            return [(field.key, "bigint"), (f"{field.key}_currency", "text")]
        case "moment":
            return [(field.key, "timestamptz"), (f"{field.key}_is_day", "boolean")]
        case other:
            return [(field.key, SQL_TYPES[other])]


def clear() -> None:
    """Nothing of an earlier run in the same session."""
    tables = fetch("SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'"
                   " AND relname NOT LIKE '%\\_states' AND relname NOT LIKE 'ledger%'")  # fmt: skip
    if tables:
        run(f"DROP TABLE {', '.join(f'pg_temp.{name}' for (name,) in tables)}")


def make_staging(kind: str) -> None:
    """An empty table for all rows of the kind."""
    columns = ", ".join(f"{name} {sql}" for field in FIELDS[kind].values() for name, sql in columns_of(field))
    derived = f", {DERIVED[kind]}" if kind in DERIVED else ""
    # Opportunities are matched as their batch is made, in one statement.
    matched = f", {MATCHED}" if kind != "opportunities" else ""
    run(f"DROP TABLE IF EXISTS pg_temp.all_{kind}")
    run(f"CREATE TEMP TABLE all_{kind} ({BOOKKEEPING}, {columns}{derived}{matched})")


def stage_rows(kind: str, file: int, rows: Iterable[Prepared], keys: frozenset[str], first: int) -> int:
    """COPY the rows, whose ids count on from `first`; gives how many. keys: the fields that the file fills."""
    fields = [field for key, field in FIELDS[kind].items() if key in keys]
    derived = [part.split()[0] for part in DERIVED.get(kind, "").split(",") if part]
    whole = [field.key for field in fields if field.type not in IN_PARTS] + derived
    parted = [field for field in fields if field.type in IN_PARTS]
    names = whole + [name for field in parted for name, _ in columns_of(field)]
    parts = [(field.key, field.type) for field in parted]
    has_moments = any(key.startswith(STAGE_ENTERED) for key in keys)
    number = first
    with connection.cursor() as cursor:
        target = f"COPY all_{kind} (id, line, file, stage_moments, custom, {', '.join(names)}) FROM STDIN"
        with cursor.copy(target) as copy:
            write = copy.write_row
            for row in rows:
                number += 1
                write(cells_of(row, number, file, whole, parts, has_moments))
    return number - first


def settle(kind: str) -> None:
    """An index and statistics, without which PostgreSQL takes a temporary table for a small one."""
    run(f"CREATE INDEX ON all_{kind} (id)")
    run(f"ANALYZE all_{kind}")


def cells_of(
    row: Prepared,
    number: int,
    file: int,
    whole: Sequence[str],
    parts: Sequence[tuple[str, str]],
    has_moments: bool,
) -> list[Any]:
    """The row in the order of the columns. whole: keys of values that fill one column; parts: key and type of those that fill
    two, or that change their form."""
    values = row.values
    cells: list[Any] = [
        number,
        row.line_number,
        file,
        moments_json(values) if has_moments else "{}",
        encode(row.custom) if row.custom else "{}",
    ]
    cells += map(values.get, whole)
    for key, kind in parts:
        value = values.get(key)
        if kind == "money":
            cells += value if value is not None else (None, None)
        elif kind == "moment":
            cells += (value.at, value.is_day) if value is not None else (None, None)
        else:
            cells.append(list(value) if value else None)
    return cells


def moments_json(values: dict[str, Any]) -> str:
    """Stage to the instant of entering it, from columns that say so."""
    entered = {
        key.removeprefix(STAGE_ENTERED): [value.at.isoformat(), value.is_day]
        for key, value in values.items()
        if key.startswith(STAGE_ENTERED) and isinstance(value, Moment)
    }
    return json.dumps(entered) if entered else "{}"


def open_batch(kind: str, after: int, until: int) -> int:
    """Make `staged_KIND` from the rows after one and until another; gives how many."""
    run(f"DROP TABLE IF EXISTS pg_temp.staged_{kind}")
    run(f"CREATE TEMP TABLE staged_{kind} (LIKE all_{kind} INCLUDING DEFAULTS, {BATCH})")
    count = run(
        f"INSERT INTO staged_{kind} SELECT * FROM all_{kind} WHERE id > %s AND id <= %s", [after, until]
    )
    run(f"CREATE INDEX ON staged_{kind} (id)")
    run(f"ANALYZE staged_{kind}")
    return count
