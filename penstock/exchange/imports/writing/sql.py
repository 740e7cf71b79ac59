"""Statements in the run's transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

Params = tuple[Any, ...] | list[Any] | dict[str, Any] | None


def run(sql: str, params: Params = None) -> int:
    """One statement; gives the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def fetch(sql: str, params: Params = None) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def scalar(sql: str, params: Params = None) -> Any:
    """The one value of a query."""
    return fetch(sql, params)[0][0]


def exists(sql: str, params: Params = None) -> bool:
    """Whether the query has a row."""
    return bool(scalar(f"SELECT EXISTS ({sql})", params))


def make_table(name: str, query: str, params: Params = None) -> int:
    """A temporary table from a query, in place of the one of that name; gives its number of rows."""
    run(f"DROP TABLE IF EXISTS pg_temp.{name}")
    return run(f"CREATE TEMP TABLE {name} AS {query}", params)


def fill_table(name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """A temporary table with these columns (name and type) and rows."""
    run(f"DROP TABLE IF EXISTS pg_temp.{name}")
    run(f"CREATE TEMP TABLE {name} ({columns})")
    with connection.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    run(f"ANALYZE {name}")


def new_ids(table: str, staged: str, where: str) -> int:
    """Give each staged row that will be a new record the id that it will have."""
    return run(
        f"UPDATE {staged} SET record_id = nextval(pg_get_serial_sequence('{table}', 'id')), is_new = true WHERE {where}"
    )
