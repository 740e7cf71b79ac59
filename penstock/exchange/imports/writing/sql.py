"""Statements in the run's transaction."""

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


def new_ids(table: str, staged: str, where: str) -> int:
    """Give each staged row that will be a new record the id that it will have."""
    return run(
        f"UPDATE {staged} SET record_id = nextval(pg_get_serial_sequence('{table}', 'id')), is_new = true WHERE {where}"
    )
