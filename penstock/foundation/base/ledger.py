"""The doors of the ledger for Python: who writes, past facts, voids, merges, and records as of an instant.

Changes of rows need no door: the triggers write their facts. What is true and known: LEDGER.md, section 2."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal, TypeVar

from django.db import connection, models
from django.db.models.sql import Query
from django.db.models.sql.datastructures import BaseTable, Join

from penstock.foundation.base.models import Tracked

Precision = Literal["instant", "day"]
# Later than all that will ever be recorded.
LAST = datetime.max.replace(tzinfo=UTC)
TrackedModel = TypeVar("TrackedModel", bound=Tracked)


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever does the change: a user, an API key, or the system itself."""

    kind: Literal["user", "key", "system"] = "system"
    id: int | None = None


SYSTEM = Actor()


@dataclass(frozen=True, slots=True)
class Cause:
    """By which way a change came, and its reference (import run, rule, bulk edit)."""

    name: Literal["screen", "api", "import", "bulk", "merge", "rule", "job", "sample", "cli"] = "screen"
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PastFact:
    """A fact entered after it happened. changes: field -> new value, as the row's columns are named."""

    kind: str
    record_id: int
    valid_at: datetime
    changes: dict[str, Any]
    precision: Precision = "instant"
    recorded_at: datetime | None = field(default=None)


@contextmanager
def writing(
    actor: Actor,
    cause: Cause = Cause(),
    *,
    reason: str = "",
    precision: Precision = "instant",
    recorded_as_valid: bool = False,
) -> Iterator[None]:
    """Everything written inside is by this actor for this cause. Must run inside a transaction, whose end forgets it.

    recorded_as_valid: facts count as recorded when they became true; heeded only in the simulated company."""
    writer: dict[str, Any] = {
        "actor": actor.kind,
        "actor_id": actor.id,
        "cause": cause.name,
        "cause_id": cause.id,
    }
    writer |= {"reason": reason or None, "precision": precision, "recorded_as_valid": recorded_as_valid}
    with connection.cursor() as cursor:
        # Evaluated from left to right: what it was, then what it is.
        cursor.execute(
            "SELECT current_setting('penstock.writer', true), set_config('penstock.writer', %s, true)",
            [json.dumps(writer)],
        )
        before = cursor.fetchone()[0] or ""
    yield
    # Not in a finally: after an error the transaction is over, and its settings with it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('penstock.writer', %s, true)", [before])


def next_act() -> int:
    """A number for one act of many changes (bulk edit), by which it can be taken back."""
    return int(_scalar("SELECT nextval('ledger_act')"))


def enter(facts: Iterable[PastFact]) -> list[int]:
    """Write past facts and fold their records anew. Returns their seqs, in order."""
    rows = [{k: v for k, v in asdict(fact).items() if v is not None} for fact in facts]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_enter(%s)", [json.dumps(rows, default=_as_json)])
        return [seq for (seq,) in cursor.fetchall()]


def begin_states(kind: str) -> None:
    """Make, or empty, the temporary table RELATION_states, to be filled with the states of new records (docs/design/ledger.md)."""
    _scalar("SELECT ledger_begin_states(%s)", kind)


def write_states(kind: str) -> int:
    """Write what stands in RELATION_states: rows, facts and spans in one statement. Returns how many records.

    Raises IntegrityError where a reference is missing, a record is there already or a state lies ahead."""
    return int(_scalar("SELECT ledger_write_states(%s)", kind))


def reach_back(at: datetime, records: "Iterable[Tracked | None]") -> None:
    """What a fact of `at` points to was there by then: records that are known to exist only since later count as having
    been, from `at` on, what they are. Inside `writing`."""
    late = [record for record in records if record is not None and (record.created_at or at) > at]
    with connection.cursor() as cursor:
        for record in late:
            table = record._meta.db_table
            cursor.execute(
                f"""SELECT ledger_enter((SELECT jsonb_agg(jsonb_build_object('kind', k.kind, 'record_id', t.id,
                    'valid_at', %s::timestamptz, 'changes', jsonb_strip_nulls(ledger_flat(to_jsonb(t), k.untracked))))
                    FROM {connection.ops.quote_name(table)} AS t, ledger_kind AS k WHERE k.relation = %s AND t.id = %s))""",
                [at, table, record.pk],
            )


def tell_planner() -> None:
    """Have the server look at the tables that have grown, after many rows and before questions about them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_analyze()")


def void(seqs: Iterable[int]) -> int:
    """Take facts back: never true any more, still known then. Returns how many were."""
    return int(_scalar("SELECT ledger_void(%s)", list(seqs)))


def merge(kind: str, *, from_id: int, into_id: int, chosen: dict[str, Any]) -> int:
    """From here on in knowledge, and from the beginning in truth, one record counts as another.

    chosen: values that the surviving record takes. Returns the act that `unmerge` takes back."""
    words = json.dumps(chosen, default=_as_json)
    return int(_scalar("SELECT ledger_merge_records(%s, %s, %s, %s)", kind, from_id, into_id, words))


def unmerge(act: int) -> None:
    """Take a merge back. What was changed by hand since stays as it is."""
    _scalar("SELECT ledger_unmerge(%s)", act)


def merged_by(act: int) -> list[tuple[str, int]]:
    """Kind and id of the record that a merge in force made count as another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.kind, m.from_id FROM ledger_merge AS m JOIN ledger AS f ON f.cause = 'merge' AND f.cause_id = m.act"
            " AND f.kind = m.kind AND f.record_id = m.from_id WHERE m.act = %s AND m.known_to = 'infinity'",
            [act],
        )
        return list(cursor.fetchall())


def merged_into(kind: str, record_id: int) -> int | None:
    """The record that this one counts as by now, through a merge in force; None if it is itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT into_id FROM ledger_merge WHERE kind = %s AND from_id = %s AND known_to = 'infinity'",
            [kind, record_id],
        )
        found = cursor.fetchone()
        return found[0] if found else None


def counting_as(kind: str, record_id: int, known: datetime | None = None) -> list[int]:
    """The record and all that merges made count as it, by what was known at `known` (None: everything)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT from_id FROM ledger_merge WHERE kind = %s AND into_id = %s"
            " AND known_from <= %s AND (known_to > %s OR known_to = 'infinity')",
            [kind, record_id, known or LAST, known or LAST],
        )
        return [record_id, *(from_id for (from_id,) in cursor.fetchall())]


def as_of(
    model: type[TrackedModel], valid: datetime | None, known: datetime | None = None
) -> "models.QuerySet[TrackedModel]":
    """The records of a model as they were true at `valid`, with what was known at `known` (None: everything
    known by now). valid None: the present. Joins to other tracked models are as of the same instant."""
    if valid is None:
        return model._base_manager.filter(is_removed=False)
    queryset = model._base_manager.all()
    queryset.query = queryset.query.chain(_past_query(valid, known or LAST))
    return queryset


def _past_query(valid: datetime, known: datetime) -> type[Query]:
    class PastQuery(Query):
        base_table_class = partial(_PastTable, valid, known)  # type: ignore[assignment]
        join_class = partial(_PastJoin, valid, known)  # type: ignore[assignment]

    return PastQuery


class _PastTable(BaseTable):
    """A table in FROM, read through its function of the same name with _at."""

    def __init__(self, valid: datetime, known: datetime, table_name: str, alias: str | None) -> None:
        super().__init__(table_name, alias)
        self.instant = (valid, known)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        alias = compiler.quote_name_unless_alias(self.table_alias or self.table_name)
        if self.table_name not in tracked_tables():
            return super().as_sql(compiler, connection)
        return f"{connection.ops.quote_name(self.table_name + '_at')}(%s, %s) AS {alias}", list(self.instant)

    def relabeled_clone(self, change_map: Any) -> "_PastTable":
        alias = change_map.get(self.table_alias, self.table_alias)
        return _PastTable(*self.instant, self.table_name, alias)


class _PastJoin(Join):
    """A joined table, likewise."""

    def __init__(self, valid: datetime, known: datetime, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instant = (valid, known)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(compiler, connection)
        if self.table_name not in tracked_tables():
            return sql, list(params)
        table, alias = (
            connection.ops.quote_name(self.table_name),
            compiler.quote_name_unless_alias(self.table_alias),
        )
        plain = f"{self.join_type} {table} " + ("" if self.table_alias == self.table_name else f"{alias} ")
        past = f"{self.join_type} {connection.ops.quote_name(self.table_name + '_at')}(%s, %s) AS {alias} "
        return past + sql.removeprefix(plain), [*self.instant, *params]

    def relabeled_clone(self, change_map: Any) -> "_PastJoin":
        # Django's own makes one by this class's arguments; promoting and demoting a join go through here too.
        relation = self.filtered_relation
        return _PastJoin(
            *self.instant,
            self.table_name,
            change_map.get(self.parent_alias, self.parent_alias),
            change_map.get(self.table_alias, self.table_alias),
            self.join_type,
            self.join_field,
            self.nullable,
            filtered_relation=relation.relabeled_clone(change_map) if relation else None,
        )


def tracked_tables() -> frozenset[str]:
    """The tables that have a past."""
    if not _tracked:
        _tracked.update(model._meta.db_table for model in _subclasses(Tracked) if not model._meta.abstract)
    return frozenset(_tracked)


_tracked: set[str] = set()


def _subclasses(model: Any) -> Iterator[type[Tracked]]:
    for child in model.__subclasses__():
        yield child
        yield from _subclasses(child)


def _scalar(sql: str, *params: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def _as_json(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
