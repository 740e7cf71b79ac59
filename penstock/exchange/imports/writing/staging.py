"""Staging tables: one for each kind, as long as the transaction, filled by COPY."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from penstock.exchange.imports.converting.values import Moment
from penstock.exchange.imports.preparing.values import Prepared
from penstock.exchange.imports.recognition.fields import FIELDS, STAGE_ENTERED, ImportField
from penstock.exchange.imports.writing.sql import run

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
    line bigint, file smallint, record_id bigint, is_new boolean NOT NULL DEFAULT false, reason text,
    stage_moments jsonb NOT NULL DEFAULT '{}', custom jsonb NOT NULL DEFAULT '{}',
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


LEFT_OVERS = "stage_named, entered_stage, step, owner_named, alike, custom_key, named_company, kind_of_stage, converted"


def clear() -> None:
    """Nothing of an earlier run in the same transaction."""
    run(f"DROP TABLE IF EXISTS {LEFT_OVERS}")


def make_staging(kind: str) -> str:
    """An empty staging table for the kind; gives its name."""
    table = f"staged_{kind}"
    columns = ", ".join(f"{name} {sql}" for field in FIELDS[kind].values() for name, sql in columns_of(field))
    run(f"DROP TABLE IF EXISTS {table}")
    run(
        f"CREATE TEMP TABLE {table} (id bigint GENERATED ALWAYS AS IDENTITY, {BOOKKEEPING}, {columns}) ON COMMIT DROP"
    )
    return table


def stage_rows(kind: str, file: int, rows: Iterable[Prepared]) -> int:
    """COPY the rows; gives how many."""
    fields = list(FIELDS[kind].values())
    names = [name for field in fields for name, _ in columns_of(field)]
    count = 0
    with connection.cursor() as cursor:
        target = f"COPY staged_{kind} (line, file, stage_moments, custom, {', '.join(names)}) FROM STDIN"
        with cursor.copy(target) as copy:
            for row in rows:
                copy.write_row(cells_of(row, file, fields))
                count += 1
    return count


def settle(kind: str) -> None:
    """Indexes and statistics, without which PostgreSQL takes a temporary table for a small one."""
    run(f"CREATE INDEX ON staged_{kind} (id)")
    run(f"CREATE INDEX ON staged_{kind} (record_id)")
    if "external_id" in FIELDS[kind]:
        run(f"CREATE INDEX ON staged_{kind} (external_id)")
    run(f"ANALYZE staged_{kind}")


def cells_of(row: Prepared, file: int, fields: list[ImportField]) -> list[Any]:
    """The row in the order of the columns."""
    values = row.values
    cells: list[Any] = [
        row.line_number,
        file,
        moments_json(values),
        json.dumps(row.custom) if row.custom else "{}",
    ]
    for field in fields:
        value = values.get(field.key)
        match field.type:
            case "money":
                cells += value if value is not None else (None, None)
            case "moment":
                cells += (value.at, value.is_day) if value is not None else (None, None)
            case "email":
                cells.append(list(value) if value else None)
            case _:
                cells.append(value)
    return cells


def moments_json(values: dict[str, Any]) -> str:
    """Stage to the instant of entering it, from columns that say so."""
    entered = {
        key.removeprefix(STAGE_ENTERED): [value.at.isoformat(), value.is_day]
        for key, value in values.items()
        if key.startswith(STAGE_ENTERED) and isinstance(value, Moment)
    }
    return json.dumps(entered) if entered else "{}"
