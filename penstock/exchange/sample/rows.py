"""Rows and facts of the simulated company in sets: COPY for the first state of records, the ledger's door for the rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Field, GeneratedField, Model

from penstock.foundation.base.ledger import SYSTEM, Actor, Cause, PastFact, enter, writing
from penstock.foundation.base.models import Tracked

Row = dict[str, Any]
Author = int | None
KEPT_BY_TRIGGERS = frozenset({"is_removed", "true_from", "known_from", "xact"})


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be written, by its author (a user's id, or nothing for the system). Rows are by column names, with their
    created_at; an id only where something points to them."""

    rows: dict[type[Tracked], dict[Author, list[Row]]] = field(default_factory=dict)
    facts: dict[Author, list[PastFact]] = field(default_factory=lambda: defaultdict(list))

    def add(self, model: type[Tracked], author: Author, row: Row) -> None:
        """A record in its first state."""
        self.rows.setdefault(model, defaultdict(list))[author].append(row)


def write(batch: Batch, order: Sequence[type[Tracked]]) -> None:
    """All rows, then all later facts. Inside a transaction, in a database marked as sample."""
    for model in order:
        for author, rows in batch.rows.get(model, {}).items():
            with writing(actor_of(author), Cause("sample"), recorded_as_valid=True):
                copy(model, [row for row in rows if "id" in row])
                copy(model, [row for row in rows if "id" not in row])
    for author, facts in batch.facts.items():
        with writing(actor_of(author), Cause("sample"), recorded_as_valid=True):
            enter(facts)


def actor_of(author: Author) -> Actor:
    """A user, or the system."""
    return SYSTEM if author is None else Actor("user", author)


def copy(model: type[Model], rows: Sequence[Row]) -> None:
    """Insert rows by COPY, all with an id or all without; a column that a row does not name gets its field's default."""
    if not rows:
        return
    columns = {column.attname: column for column in model._meta.concrete_fields if is_written(column)}
    if "id" not in rows[0]:
        del columns["id"]
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    defaults = {name: column.get_default() for name, column in columns.items()}
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {connection.ops.quote_name(model._meta.db_table)} ({names}) FROM STDIN") as stream,
    ):
        stream.set_types([copy_type(column) for column in columns.values()])
        for row in rows:
            values = defaults | row
            stream.write_row([values[name] for name in columns])


def is_written(column: "Field[Any, Any]") -> bool:
    """Whether a value is given for the column at all."""
    return not isinstance(column, GeneratedField) and column.attname not in KEPT_BY_TRIGGERS


def copy_type(column: "Field[Any, Any]") -> str:
    """PostgreSQL's name of the column's type, as psycopg knows it."""
    if isinstance(column, ArrayField):
        return f"{column.base_field.db_type(connection)}[]"
    return (column.db_type(connection) or "text").split("(")[0]


def new_ids(model: type[Model], count: int) -> list[int]:
    """Ids for rows to come, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def ids_for(model: type[Model], local: Iterable[int]) -> dict[int, int]:
    """Ids of the record for ids of the sample."""
    numbers = list(local)
    return dict(zip(numbers, new_ids(model, len(numbers)), strict=True))
