"""Compiled questions, kept: the same question of another day, period or state of the mirror is asked without Ibis, which takes
ten times as long to compile one as DuckDB to answer it. No Django.

What differs from one asking to the next stands in the SQL as a function without arguments (`instant`), a parameter of the statement
that is run. What the SQL reads beside the mirror's own tables is in a recipe: views by their SQL, tables by what fills them. A view that
reads no instant before the newest one shows the same whichever the clock says: it is a table that questions share (mirror/shared.py).
A question is known by all that shapes its SQL (`shape_of`); what is not in its shape may not be in its text."""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import ibis
import numpy as np
import pyarrow
from numpy.typing import NDArray

from penstock.insight.mirror.shared import Of
from penstock.insight.mirror.state import DEFINITIONS, State
from penstock.insight.mirror.tables import NEWEST

if TYPE_CHECKING:
    from penstock.insight.metrics.asking import Ask

Instant = Literal["as_of", "known", "since", "until"]
Take = Callable[[pyarrow.Table], tuple[NDArray[Any], ...]]
KEPT = 1_000
# Rows that come together where not all are held at once.
PIECE = 2**17
# Behind the name of a view: its rows of the newest instant, as a table.
TABLE = " newest"
ASKED = re.compile(r"\basked_((?:before_)?(?:as_of|known|since|until))\(\)", re.IGNORECASE)


INSTANTS: tuple[Instant, ...] = ("as_of", "known", "since", "until")
# Which instants a question means where it has two: its own, and those of an earlier one beside.
Slot = Literal["", "before_"]
SLOTS: tuple[Slot, ...] = ("", "before_")
NAMES = tuple(f"{slot}{name}" for slot in SLOTS for name in INSTANTS)


def _instants() -> dict[str, Any]:
    """A function without arguments for each, since Ibis can't name one with a literal in it."""
    told: dict[str, Any] = {}
    for name in NAMES:

        def asked() -> int: ...  # type: ignore[empty-body]

        asked.__name__ = f"asked_{name}"
        told[name] = ibis.udf.scalar.builtin(asked)
    return told


_asked = _instants()


def instant(slot: Slot, name: Instant) -> Any:
    """An instant of the question, in microseconds, whichever it will be."""
    return _asked[slot + name]()


@dataclass(frozen=True, slots=True)
class View:
    """Rows that questions stand on. table: what it is called as a table; reads: which instants show in it (NAMES); of: whose its
    rows are (shared.Of)."""

    table: str
    sql: str
    reads: frozenset[str]
    of: Of


@dataclass
class Recipe:
    """What the SQL of a question reads beside the mirror's tables. views: each after those that it stands on; tables: whose question
    fills them, and what does."""

    views: dict[str, View] = field(default_factory=dict)
    tables: dict[str, "tuple[Slot, Callable[[Ask], Any]]"] = field(default_factory=dict)

    def view(self, ask: "Ask", name: str, sql_of: Callable[[], str], of: Of = None) -> Any:
        """A view, made once for a state, with the views that it stands on."""
        state, table, name = ask.state, name + TABLE, f"{name}_{ask.slot}then"
        key = f"recipe of {name}"
        if key not in state.made:
            outer, self.views = self.views, {}
            sql = sql_of()
            reads = frozenset(found.lower() for found in ASKED.findall(sql))
            reads = reads.union(*(view.reads for view in self.views.values()))
            state.made[key] = self.views | {name: View(table, sql, reads, of)}
            self.views = outer
            state.made[name] = _laid(state, name, sql)
        self.views |= state.made[key]
        return state.made[name]

    def leaf(self, ask: "Ask", name: str, build: Callable[[], Any], of: Of) -> Any:
        """Rows as a view of their own."""
        return self.view(ask, name, lambda: str(ask.state.connection.compile(build())), of)

    def definitions(self, ask: "Ask", name: str) -> Any:
        """As State.definitions, of whatever `known` will be."""
        sql = DEFINITIONS.format(name=name, known=f"asked_{ask.slot}known()")
        return self.view(ask, f"{name}_defined", lambda: sql)

    def table(self, ask: "Ask", name: str, fill: "Callable[[Ask], Any]") -> Any:
        """A table that is filled from the question, each time that it is asked."""
        self.tables[ask.slot + name] = (ask.slot, fill)
        return fill(ask)


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled question with the Arrow schema of its answer."""

    sql: str
    schema: pyarrow.Schema
    recipe: Recipe


_plans: "OrderedDict[Hashable, Plan]" = OrderedDict()
_turn = Lock()


def fetched(ask: "Ask", what: Hashable, build: Callable[[], Any], *beside: "Ask") -> pyarrow.Table:
    """The rows that `build` asks for: the one door through which questions go to the mirror. A question is known by where `build`
    stands in the code, by `what`, in which is all that it takes from elsewhere, and by its shape. beside: another one in it, of the same shape and recipe. Compiled where it was
    not yet."""
    if ask.recipe is None:
        return build().to_pyarrow()
    plan = _plan(ask, what, build)
    return _run({one.slot: one for one in (*beside, ask)}, ask.state, plan).to_arrow_table().cast(plan.schema)


def gathered(
    ask: "Ask", what: Hashable, build: Callable[[], Any], take: Take, *beside: "Ask"
) -> tuple[NDArray[Any], ...]:
    """As `fetched`, for millions of rows: they come a hundred thousand at a time, and only the arrays that `take` makes of these
    are kept, one after the other."""
    parts = [take(rows) for rows in _in_pieces(ask, what, build, *beside)]
    return tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))


def _in_pieces(
    ask: "Ask", what: Hashable, build: Callable[[], Any], *beside: "Ask"
) -> Iterator[pyarrow.Table]:
    """At least one, for the types of its columns."""
    if ask.recipe is None:
        yield build().to_pyarrow()
        return
    plan = _plan(ask, what, build)
    yield plan.schema.empty_table()
    found = _run({one.slot: one for one in (*beside, ask)}, ask.state, plan).to_arrow_reader(PIECE)
    for batch in found:
        yield pyarrow.Table.from_batches([batch]).cast(plan.schema)


def _plan(ask: "Ask", what: Hashable, build: Callable[[], Any]) -> Plan:
    shape = (build.__module__, build.__qualname__, what, ask.slot, *shape_of(ask))
    with _turn:
        plan = _plans.get(shape)
    if plan is None:
        plan = _compiled(ask, build)
        with _turn:
            _plans[shape] = plan
            if len(_plans) > KEPT:
                _plans.popitem(last=False)
    return plan


def shape_of(ask: "Ask") -> tuple[Hashable, ...]:
    """All that shapes the SQL of a question: everything in it but its instants."""
    query, custom = ask.query, ask.state.custom
    columns = tuple(
        (table, tuple((column.name, column.type) for column in custom[table])) for table in sorted(custom)
    )
    return (
        query.metric, query.scope, query.by, query.where, query.zone, query.currency, query.grain is not None,
        query.period is not None, ask.settings, columns,
    )  # fmt: skip


def _compiled(ask: "Ask", build: Callable[[], Any]) -> Plan:
    assert ask.recipe is not None
    ask.recipe.views, ask.recipe.tables = {}, {}
    rows = build()
    sql, schema = str(ask.state.connection.compile(rows)), rows.schema().to_pyarrow()
    return Plan(sql, schema, Recipe(dict(ask.recipe.views), dict(ask.recipe.tables)))


def _run(asks: "dict[Slot, Ask]", state: State, plan: Plan) -> Any:
    """The answer as DuckDB's relation, which is asked when it is read."""
    for slot, fill in plan.recipe.tables.values():
        fill(asks[slot])
    instants = {slot + name: at for slot, ask in asks.items() for name, at in ask.instants.items()}
    views = plan.recipe.views
    shared = {name for name, view in views.items() if all(instants[at] >= state.newest for at in view.reads)}
    for name in (name for name in views if name in shared):
        view = views[name]
        state.shelf.put(view.table, ASKED.sub(str(NEWEST), _on_tables(view.sql, views, shared)), view.of)
    within = {name: view.sql for name, view in views.items() if name not in shared}
    sql = _on_tables(_within(within, plan.sql), views, shared)
    return state.connection.con.sql(_called(state, sql, instants))


def _on_tables(sql: str, views: dict[str, View], shared: Iterable[str]) -> str:
    for name in shared:
        sql = sql.replace(f'"{name}"', f'"{views[name].table}"')
    return sql


def _within(views: dict[str, str], sql: str) -> str:
    """A statement that brings its views along, so that their instants are its own parameters."""
    if not views:
        return sql
    told = ", ".join(f'"{name}" AS NOT MATERIALIZED ({view})' for name, view in views.items())
    return f"WITH {told}, {sql.removeprefix('WITH ')}" if sql.startswith("WITH ") else f"WITH {told} {sql}"


def _called(state: State, sql: str, instants: Mapping[str, int]) -> str:
    """A call of the statement, which is planned once for a state where it reads tables alone."""
    made = state.made.setdefault("prepared", {})
    if sql not in made:
        used = {found.lower() for found in ASKED.findall(sql)}
        name = f"question_{len(made)}"
        text = ASKED.sub(lambda found: f"CAST(${found[1].lower()} AS BIGINT)", sql)
        state.connection.raw_sql(f"PREPARE {name} AS {text}").fetchall()
        made[sql] = name, sorted(used)
    name, asked = made[sql]
    arguments = ", ".join(f"{one} := {instants[one]}" for one in asked)
    return f"EXECUTE {name}({arguments})" if asked else f"EXECUTE {name}"


def _laid(state: State, name: str, sql: str) -> Any:
    """The view as Ibis sees it, to be compiled on: nothing reads it there, so that any instant will do."""
    if "instants" not in state.made:
        for one in NAMES:
            state.connection.raw_sql(f"CREATE MACRO asked_{one}() AS 0::BIGINT")
        state.made["instants"] = True
    state.connection.raw_sql(f'CREATE OR REPLACE VIEW "{name}" AS {sql}')
    return state.connection.table(name)
