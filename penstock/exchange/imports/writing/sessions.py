"""A second session of the server beside the first, so that two of its processes write at once: each has its own copy of the
tables that hold the set, and transactions of its own."""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol, TypeVar

import psycopg
from django.db import connection, connections
from django.utils.translation import gettext as _

from penstock.exchange.imports.writing.sql import fetch, run, scalar
from penstock.foundation.base.errors import Refused
from penstock.foundation.machine.priority import send_to_the_background

Given = TypeVar("Given")
# PostgreSQL's advisory lock of a run's second session: nobody takes the run up while a killed one's is still writing.
SECOND_LOCK = 5_340_003
# What a batch sorts stays in memory. Nobody waits for the disk: what a crash of the server costs is done again with its
# progress, which is in the same transaction.
OF_A_BATCH = "SET LOCAL work_mem = '64MB'; SET LOCAL synchronous_commit = off"
# Tables that each batch makes anew, and the doors' own, are not copied.
OWN = ("staged\\_%", "work\\_%", "%\\_states", "ledger%")


class Submit(Protocol):
    """Gives work to the second session."""

    def __call__(self, work: Callable[[], Given]) -> Future[Given]: ...


def may_have_second() -> bool:
    """Where there is nobody to do the work, or our own transaction would hide it, one session does everything."""
    return not connection.in_atomic_block and (os.cpu_count() or 1) > 1


@contextmanager
def second_session(run_id: int, tables: dict[str, str]) -> Iterator[Submit]:
    """tables: which of our temporary tables it gets, each with the condition that its rows meet.

    Raises Refused where one of an earlier, killed process still writes."""
    connection.ensure_connection()
    first = connection.connection
    with ThreadPoolExecutor(1, "second session") as thread:
        try:
            thread.submit(open_session, run_id, first, tables).result()
            yield partial(submitted, thread)
        finally:
            thread.submit(connections.close_all).result()


def submitted(thread: ThreadPoolExecutor, work: Callable[[], Given]) -> Future[Given]:
    """Given to the one thread."""
    return thread.submit(work)


def step_back() -> None:
    """The server's process of this session leaves the processor to those who wait for a page, as long as it lives. One on
    another machine is not ours to tell."""
    connection.ensure_connection()
    known = connection.connection.info
    if known.host.startswith("/"):
        send_to_the_background(known.backend_pid, "postgres")


def leave_the_background() -> None:
    """What this thread asks next is asked of another process, since one can't be called back."""
    if not connection.in_atomic_block:
        connection.close()


def open_session(run_id: int, first: "psycopg.Connection[Any]", tables: dict[str, str]) -> None:
    """In the thread of the second session."""
    if not scalar("SELECT pg_try_advisory_lock(%s, %s)", [SECOND_LOCK, run_id]):
        raise Refused(_("This import is still running."))
    step_back()
    run("SET default_statistics_target = 5")
    for name, condition in tables.items():
        copy_table(first, name, condition)


def require_no_second(run_id: int) -> None:
    """Raises Refused where a second session of this run still writes."""
    if not scalar("SELECT pg_try_advisory_lock(%s, %s)", [SECOND_LOCK, run_id]):
        raise Refused(_("This import is still running."))
    scalar("SELECT pg_advisory_unlock(%s, %s)", [SECOND_LOCK, run_id])


def tables_of_the_set(kind: str) -> list[str]:
    """The tables of this session that every batch of the kind looks at, without its own rows."""
    rows = fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r'"
        " AND NOT relname LIKE ANY (%s) AND (relname NOT LIKE 'all\\_%%' OR relname = %s) ORDER BY 1",
        [list(OWN), f"all_{kind}"],
    )
    return [name for (name,) in rows]


def copy_table(first: "psycopg.Connection[Any]", name: str, condition: str) -> None:
    """A table of the first session in this one: columns, rows, indexes, statistics."""
    columns, indexes = described(first, name)
    run(f"CREATE TEMP TABLE {name} ({columns})")
    with (
        first.cursor() as from_cursor,
        connection.cursor() as into_cursor,
        from_cursor.copy(f"COPY (SELECT * FROM {name} WHERE {condition}) TO STDOUT (FORMAT binary)") as rows,
        into_cursor.copy(f"COPY {name} FROM STDIN (FORMAT binary)") as target,
    ):
        for piece in rows:
            target.write(piece)
    for definition in indexes:
        run(re.sub(r" ON pg_temp_\d+\.", " ON pg_temp.", definition))
    run(f"ANALYZE {name}")


def described(first: "psycopg.Connection[Any]", name: str) -> tuple[str, list[str]]:
    """Columns with type, default and NOT NULL; the statements that make the indexes."""
    with first.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),"
            " 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.attnotnull THEN 'NOT NULL' END), ', ' ORDER BY a.attnum)"
            " FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
            " WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped",
            [f"pg_temp.{name}"],
        )
        (columns,) = cursor.fetchone() or ("",)
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass",
            [f"pg_temp.{name}"],
        )
        return columns, [definition for (definition,) in cursor.fetchall()]
