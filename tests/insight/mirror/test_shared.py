"""Law: after any changes, the tables that questions share hold what a state that is opened anew makes of the records."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from penstock.insight.leaks.finding import leaks
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.shared import Tail
from penstock.insight.mirror.state import completed, keep, state_of
from penstock.insight.mirror.tables import FOREVER, TABLES
from penstock.insight.winloss.decided import decided
from tests.insight.metrics import world

ASKED = tuple(
    world.query(metric, by=by, now=datetime(2029, 1, 1, tzinfo=UTC))  # after all that was
    for metric, by in (
        ("won_amount", ("owner", "company_size")),
        ("push_count", ()),
        ("stage_conversion", ("owner", "stage")),
        ("opportunities_opened", ("customer",)),
    )
)
PLACES = st.integers(0, 159)
# What becomes of a record: it goes, it forgets its newest states, or it has lived as another has.
CHANGES = st.one_of(
    st.tuples(st.just("goes"), PLACES),
    st.tuples(st.just("forgets"), PLACES),
    st.tuples(st.just("lives as"), PLACES, PLACES),
    st.tuples(st.just("company"), st.integers(1, 12)),
)


def taken(tables, changes):
    """The tables afterwards, and the ids of what changed by table."""
    sales, firms, ids = tables["opportunity"], tables["company"], {}
    for what, one, *other in changes:
        if what == "company":
            firms = [row | {"employees": 7} if row["id"] == one else row for row in firms]
            ids.setdefault("company", set()).add(one)
            continue
        mine = [row for row in sales if row["id"] == one + 1]
        if what == "goes":
            mine = []
        elif what == "forgets":
            mine = mine[: len(mine) // 2]
            mine[-1:] = [row | {"valid_to": FOREVER} for row in mine[-1:]]
        else:
            mine = [row | {"id": one + 1} for row in sales if row["id"] == other[0] + 1]
        sales = [row for row in sales if row["id"] != one + 1] + mine
        ids.setdefault("opportunity", set()).add(one + 1)
    return tables | {"opportunity": sales, "company": firms}, ids


def follow(state, tables, ids):
    since = {}
    for name, changed in ids.items():
        declared, rows = TABLES[name].with_columns(state.custom.get(name, ())), tables[name]
        since[name] = Tail(f"{name}_since", f"{name}_since_ids")
        keep(state.connection, name, completed(declared, rows))
        keep(
            state.connection,
            since[name].rows,
            completed(declared, [row for row in rows if row["id"] in changed]),
        )
        keep(
            state.connection, since[name].ids, pyarrow.table({"id": pyarrow.array(sorted(changed), "int64")})
        )
    state.follow(since)


def told(state):
    sure = replace(ASKED[0], by=())
    found = [
        (one.name, one.side, one.affected_ids, one.ids, one.gap, one.worth, one.verdict)
        for one in leaks(state, sure)
    ]
    return [*(answer(state, asked) for asked in ASKED), found, decided(state, sure).left_out]


def held(state):
    return {
        name: state.connection.con.sql(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall()
        for name in state.shelf.tables
    }


@settings(max_examples=2, deadline=None, phases=(Phase.generate,))
@given(st.lists(st.lists(CHANGES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_shared_tables_follow_the_records(steps):
    tables = world.tables()
    custom = world.state().custom
    with state_of(tables, custom=custom) as state:
        told(state)
        made = set(state.shelf.tables)
        assert len(made) > 12
        for changes in steps:
            tables, ids = taken(tables, changes)
            follow(state, tables, ids)
            if set(ids) == {"opportunity"}:
                assert made - set(state.shelf.tables) == {"earliest_wins newest"}

            found = told(state)

            with state_of(tables, custom=custom) as anew:
                assert found == told(anew)
                assert held(state) == held(anew)
                assert set(state.shelf.tables) == made
