"""Compiled questions, kept: the same question of another day, period or state of the mirror is asked without Ibis, which takes
ten times as long to compile one as DuckDB to answer it. No Django.

What differs from one asking to the next stands in the SQL as a variable (`instant`), set just before it is run. What the SQL
reads beside the mirror's own tables is made on each connection by a recipe: views by their SQL, tables by what fills them.
A question is known by all that shapes its SQL (`shape_of`); what is not in its shape may not be in its text."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import ibis

from penstock.insight.mirror.state import DEFINITIONS, State

if TYPE_CHECKING:
    import pyarrow

    from penstock.insight.metrics.asking import Ask

Instant = Literal["as_of", "known", "since", "until"]
KEPT = 1_000
# Behind the name of a view: its rows of the newest instant, as a table.
TABLE = " newest"


INSTANTS: tuple[Instant, ...] = ("as_of", "known", "since", "until")


def _instants() -> dict[Instant, Any]:
    """A function without arguments for each, since Ibis can't name one with a literal in it."""
    told: dict[Instant, Any] = {}
    for name in INSTANTS:

        def asked() -> int: ...  # type: ignore[empty-body]

        asked.__name__ = f"asked_{name}"
        told[name] = ibis.udf.scalar.builtin(asked)
    return told


_asked = _instants()


def instant(name: Instant) -> Any:
    """An instant of the question, in microseconds, whichever it will be: a variable of the connection, to its planner a
    constant."""
    return _asked[name]()


@dataclass
class Recipe:
    """What has to be on a connection before the SQL can run there. views: name to SQL, in the order in which they are made;
    tables: what fills a table from the question."""

    views: dict[str, str] = field(default_factory=dict)
    tables: dict[str, "Callable[[Ask], Any]"] = field(default_factory=dict)

    def view(self, state: State, name: str, sql_of: Callable[[], str]) -> Any:
        """A view, made once for a state, with the views that it stands on."""
        key = f"recipe of {name}"
        if key not in state.made:
            outer, self.views = self.views, {}
            sql = sql_of()
            state.made[key] = self.views | {name: sql}
            self.views = outer
            _lay(state, state.made[key])
            state.made[name] = state.connection.table(name)
        self.views |= state.made[key]
        return state.made[name]

    def leaf(self, state: State, name: str, build: Callable[[], Any]) -> Any:
        """Rows as a view of their own."""
        return self.view(state, name, lambda: str(state.connection.compile(build())))

    def definitions(self, state: State, name: str) -> Any:
        """As State.definitions, of whatever `known` will be."""
        sql = DEFINITIONS.format(name=name, known="asked_known()")
        return self.view(state, f"{name}_defined_then", lambda: sql)

    def table(self, ask: "Ask", name: str, fill: "Callable[[Ask], Any]") -> Any:
        """A table that is filled from the question, each time that it is asked."""
        self.tables[name] = fill
        return fill(ask)


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled question with the Arrow schema of its answer."""

    sql: str
    schema: "pyarrow.Schema"
    recipe: Recipe

    @property
    def of_newest(self) -> str:
        """Its SQL on the views of the newest instant as tables."""
        return _on_tables(self.sql, self.recipe.views)


_plans: "OrderedDict[Hashable, Plan]" = OrderedDict()
_turn = Lock()


def fetched(ask: "Ask", what: Hashable, build: Callable[[], Any]) -> "pyarrow.Table":
    """The rows that `build` asks for: the one door through which questions go to the mirror. A question is known by where `build`
    stands in the code, by `what`, in which is all that it takes from elsewhere, and by its shape. Compiled where it was not yet."""
    if ask.recipe is None:
        return build().to_pyarrow()
    shape = (build.__module__, build.__qualname__, what, *shape_of(ask))
    with _turn:
        plan = _plans.get(shape)
    if plan is None:
        plan = _compiled(ask, build)
        with _turn:
            _plans[shape] = plan
            if len(_plans) > KEPT:
                _plans.popitem(last=False)
    return _run(ask, plan)


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


def _run(ask: "Ask", plan: Plan) -> "pyarrow.Table":
    state, connection = ask.state, ask.state.connection.con
    _name_instants(state)
    for fill in plan.recipe.tables.values():
        fill(ask)
    if state.made.get("instants") != ask.instants:
        for name, at in ask.instants.items():
            connection.execute(f"SET VARIABLE {name} = {at}::BIGINT")
        state.made["instants"] = ask.instants
    if plan.recipe.views and ask.as_of >= state.newest:
        _spread(state, plan.recipe.views)
        return connection.sql(plan.of_newest).to_arrow_table().cast(plan.schema)
    _lay(state, plan.recipe.views)
    return connection.sql(plan.sql).to_arrow_table().cast(plan.schema)


def _spread(state: State, views: dict[str, str]) -> None:
    """The views as tables, made once for a state: at the newest instant, whichever it is, all see the same."""
    made = state.made.setdefault("spread", set())
    for name, sql in views.items():
        if name not in made:
            state.connection.raw_sql(f'CREATE TABLE "{name}{TABLE}" AS {_on_tables(sql, views)}').fetchall()
            made.add(name)


def _on_tables(sql: str, views: dict[str, str]) -> str:
    for name in views:
        sql = sql.replace(f'"{name}"', f'"{name}{TABLE}"')
    return sql


def _name_instants(state: State) -> None:
    if "instants named" not in state.made:
        for name in INSTANTS:
            state.connection.raw_sql(f"CREATE MACRO asked_{name}() AS getvariable('{name}')")
        state.made["instants named"] = True


def _lay(state: State, views: dict[str, str]) -> None:
    _name_instants(state)
    laid = state.made.setdefault("views laid", set())
    for name, sql in views.items():
        if name not in laid:
            state.connection.raw_sql(f'CREATE OR REPLACE VIEW "{name}" AS {sql}')
            laid.add(name)
