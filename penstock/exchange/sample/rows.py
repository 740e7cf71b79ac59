"""States and facts of the simulated company in sets: COPY into the ledger's set door; its door for facts takes what came late."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Field, GeneratedField, Model

from penstock.foundation.base.ledger import (
    SYSTEM,
    Actor,
    Cause,
    PastFact,
    begin_states,
    enter,
    write_states,
    writing,
)
from penstock.foundation.base.models import Tracked

Row = dict[str, Any]
Author = int | None
KEPT_BY_TRIGGERS = frozenset({"is_removed", "true_from", "known_from", "xact"})
TIMES = {"valid_at": "timestamptz", "recorded_at": "timestamptz", "place": "integer", "actor_id": "bigint"}


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be written: states of records by column names, in the order in which they were recorded (an id only where
    something points to the record or it has several), and late facts by their author (a user's id; None: the system)."""

    states: dict[type[Tracked], list[Row]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[Author, list[PastFact]] = field(default_factory=lambda: defaultdict(list))

    def add(
        self,
        model: type[Tracked],
        author: Author,
        row: Row,
        valid_at: datetime,
        recorded_at: datetime | None = None,
        place: int = 0,
    ) -> None:
        """A state of a record."""
        times = {
            "valid_at": valid_at,
            "recorded_at": recorded_at or valid_at,
            "place": place,
            "actor_id": author,
        }
        self.states[model].append(row | times)


def write(batch: Batch, order: Sequence[type[Tracked]]) -> None:
    """All records with their states, then late facts. Inside a transaction, in a database marked as sample."""
    with writing(SYSTEM, Cause("sample"), recorded_as_valid=True):
        for model in order:
            if batch.states[model]:
                table = model._meta.db_table  # which is also the kind, of every record that the sample has
                begin_states(table)
                for has_id in (True, False):
                    states = [row for row in batch.states[model] if ("id" in row) is has_id]
                    copy_states(model, states)
                write_states(table)
    for author, facts in batch.facts.items():
        with writing(actor_of(author), Cause("sample"), recorded_as_valid=True):
            enter(facts)


def actor_of(author: Author) -> Actor:
    """A user, or the system."""
    return SYSTEM if author is None else Actor("user", author)


def copy(model: type[Model], rows: Sequence[Row]) -> None:
    """Insert rows by COPY, all with an id or all without; a column that a row does not name gets its field's default."""
    columns = {column.attname: column for column in model._meta.concrete_fields if is_written(column)}
    types = {name: copy_type(column) for name, column in columns.items()}
    defaults = {name: column.get_default() for name, column in columns.items()}
    stream_rows(model._meta.db_table, types, defaults, rows)


def copy_states(model: type[Model], rows: Sequence[Row]) -> None:
    """Likewise into the model's table of states, as begin_states made it."""
    table = f"{model._meta.db_table}_states"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        there = {column.name for column in cursor.description}
    columns = {
        column.attname: column
        for column in model._meta.concrete_fields
        if is_written(column) and column.attname in there
    }
    types = {name: copy_type(column) for name, column in columns.items()} | TIMES
    defaults = {name: column.get_default() for name, column in columns.items()}
    stream_rows(table, types, defaults, rows)


def stream_rows(table: str, types: dict[str, str], defaults: Row, rows: Sequence[Row]) -> None:
    """COPY: columns with PostgreSQL's types, and what a row has that does not name them."""
    if not rows:
        return
    names = [name for name in types if name != "id" or "id" in rows[0]]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    command = f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(command) as stream:
        stream.set_types([types[name] for name in names])
        for row in rows:
            values = defaults | row
            stream.write_row([values[name] for name in names])


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
