"""Compiled questions, kept: the same question of another day, period or state of the mirror is asked without Ibis, which takes
ten times as long to compile one as DuckDB to answer it. No Django.

What differs from one asking to the next stands in the SQL as a variable (`instant`), set just before it is run. What the SQL
reads beside the mirror's own tables is made on each connection by a recipe: views by their SQL, tables by what fills them.
A question is known by all that shapes its SQL (`shape_of`); what is not in its shape may not be in its text."""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import ibis

from penstock.insight.mirror.shared import Of
from penstock.insight.mirror.state import DEFINITIONS, State
from penstock.insight.mirror.tables import NEWEST

if TYPE_CHECKING:
    import pyarrow

    from penstock.insight.metrics.asking import Ask

Instant = Literal["as_of", "known", "since", "until"]
KEPT = 1_000
# Behind the name of a view: its rows of the newest instant, as a table.
TABLE = " newest"
ASKED = re.compile(r"\basked_(?:before_)?(?:as_of|known)\(\)", re.IGNORECASE)


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
    """An instant of the question, in microseconds, whichever it will be: a variable of the connection, to its planner a
    constant."""
    return _asked[slot + name]()


@dataclass(frozen=True, slots=True)
class View:
    """Whose instants it shows, its SQL, and whose its rows are (shared.Of)."""

    slot: Slot
    sql: str
    of: Of


@dataclass
class Recipe:
    """What has to be on a connection before the SQL can run there. views: in the order in which they are made; tables: whose question fills them, and what does."""

    views: dict[str, View] = field(default_factory=dict)
    tables: dict[str, "tuple[Slot, Callable[[Ask], Any]]"] = field(default_factory=dict)

    def view(self, ask: "Ask", name: str, sql_of: Callable[[], str], of: Of = None) -> Any:
        """A view, made once for a state, with the views that it stands on."""
        state, name = ask.state, f"{name}_{ask.slot}then"
        key = f"recipe of {name}"
        if key not in state.made:
            outer, self.views = self.views, {}
            sql = sql_of()
            state.made[key] = self.views | {name: View(ask.slot, sql, of)}
            self.views = outer
            _lay(state, state.made[key])
            state.made[name] = state.connection.table(name)
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
    schema: "pyarrow.Schema"
    recipe: Recipe


_plans: "OrderedDict[Hashable, Plan]" = OrderedDict()
_turn = Lock()


def fetched(ask: "Ask", what: Hashable, build: Callable[[], Any], *beside: "Ask") -> "pyarrow.Table":
    """The rows that `build` asks for: the one door through which questions go to the mirror. A question is known by where `build`
    stands in the code, by `what`, in which is all that it takes from elsewhere, and by its shape. beside: another one in it, of the same shape and recipe. Compiled where it was
    not yet."""
    if ask.recipe is None:
        return build().to_pyarrow()
    shape = (build.__module__, build.__qualname__, what, ask.slot, *shape_of(ask))
    with _turn:
        plan = _plans.get(shape)
    if plan is None:
        plan = _compiled(ask, build)
        with _turn:
            _plans[shape] = plan
            if len(_plans) > KEPT:
                _plans.popitem(last=False)
    return _run({one.slot: one for one in (*beside, ask)}, ask.state, plan)


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


def _run(asks: "dict[Slot, Ask]", state: State, plan: Plan) -> "pyarrow.Table":
    _set_instants(asks, state)
    for slot, fill in plan.recipe.tables.values():
        fill(asks[slot])
    newest = {slot for slot, ask in asks.items() if ask.as_of >= state.newest} if plan.recipe.views else set()
    spread = {name: view for name, view in plan.recipe.views.items() if view.slot in newest}
    _spread(state, spread)
    _lay(state, {name: view for name, view in plan.recipe.views.items() if name not in spread})
    sql = _on_tables(plan.sql, spread)
    # A view of another instant reads variables, which a plan would take for constants.
    if len(spread) == len(plan.recipe.views):
        sql = _prepared(asks, state, sql)
    return state.connection.con.sql(sql).to_arrow_table().cast(plan.schema)


def _prepared(asks: "dict[Slot, Ask]", state: State, sql: str) -> str:
    """A call of the statement, which is planned once for a state: all that its instants stand for are its parameters."""
    given = {slot + name: at for slot, ask in asks.items() for name, at in ask.instants.items()}
    used = [name for name in given if f"ASKED_{name.upper()}()" in sql]
    made = state.made.setdefault("prepared", {})
    if sql not in made:
        text = sql
        for name in used:
            text = text.replace(f"ASKED_{name.upper()}()", f"CAST(${name} AS BIGINT)")
        made[sql] = f"question_{len(made)}"
        state.connection.raw_sql(f"PREPARE {made[sql]} AS {text}").fetchall()
    arguments = ", ".join(f"{name} := {given[name]}" for name in used)
    return f"EXECUTE {made[sql]}({arguments})" if used else f"EXECUTE {made[sql]}"


def _set_instants(asks: "dict[Slot, Ask]", state: State) -> None:
    _name_instants(state)
    held = state.made["instants"]
    for slot, ask in asks.items():
        for name, at in ask.instants.items():
            if held.get(slot + name) != at:
                state.connection.con.execute(f"SET VARIABLE {slot}{name} = {at}::BIGINT")
                held[slot + name] = at


def _name_instants(state: State) -> None:
    if "instants" not in state.made:
        for name in NAMES:
            state.connection.raw_sql(f"CREATE MACRO asked_{name}() AS getvariable('{name}')")
        state.made["instants"] = {}


def _spread(state: State, views: dict[str, View]) -> None:
    """Views as tables that questions share: at the newest instant, whichever it is, all see the same."""
    for name, view in views.items():
        state.shelf.put(name + TABLE, ASKED.sub(str(NEWEST), _on_tables(view.sql, views)), view.of)


def _on_tables(sql: str, views: Iterable[str]) -> str:
    for name in views:
        sql = sql.replace(f'"{name}"', f'"{name}{TABLE}"')
    return sql


def _lay(state: State, views: dict[str, View]) -> None:
    _name_instants(state)
    laid = state.made.setdefault("views laid", set())
    for name, view in views.items():
        if name not in laid:
            state.connection.raw_sql(f'CREATE OR REPLACE VIEW "{name}" AS {view.sql}')
            laid.add(name)
