from penstock.insight.mirror.state import FIRST, state_of
from penstock.insight.mirror.tables import FOREVER, NEWEST, TABLES


def span(id, valid_from, valid_to, known_from, known_to, **values):
    return {"id": id, "valid_from": valid_from, "valid_to": valid_to, "known_from": known_from, "known_to": known_to} | values  # fmt: skip


def told(table, *columns):
    rows = table.order_by("id", "valid_from").select(*columns).to_pyarrow().to_pylist()
    return [tuple(row.values()) for row in rows]


def test_every_table_is_there_with_its_columns_even_when_nothing_is_given():
    with state_of({}) as state:
        for name, table in TABLES.items():
            assert list(state.table(name).columns) == [column.name for column in table.columns]


def test_a_row_without_rectangles_is_true_and_known_for_all_time():
    with state_of({"opportunity": [{"id": 1, "amount_minor": 5, "currency": "EUR"}]}) as state:
        assert told(state.at("opportunity"), "id", "amount_minor") == [(1, 5)]
        assert told(state.at("opportunity", -5, -5), "id", "amount_minor") == [(1, 5)]


# A change at 20, and a late fact recorded at 30 that says it was 7 since 10.
LATE = [
    span(1, 0, 20, 0, 30, amount_minor=5),
    span(1, 20, FOREVER, 20, FOREVER, amount_minor=9),
    span(1, 0, 10, 30, FOREVER, amount_minor=5),
    span(1, 10, 20, 30, FOREVER, amount_minor=7),
]


def test_what_was_true_and_what_was_known():
    with state_of({"opportunity": LATE}) as state:

        def amount(as_of, known=NEWEST):
            return told(state.at("opportunity", as_of, known), "amount_minor")

        assert [amount(-1), amount(5), amount(15), amount(25)] == [[], [(5,)], [(7,)], [(9,)]]
        assert [amount(15, 15), amount(15, 29), amount(15, 30)] == [[(5,)], [(5,)], [(7,)]]
        assert amount(25, 15) == [(5,)]
        assert told(state.history("opportunity", 15, 40), "valid_from", "amount_minor") == [(0, 5), (10, 7)]


def test_definitions_reach_back_and_last():
    stages = [
        span(1, 100, 200, 100, FOREVER, name="First"),
        span(1, 300, 400, 300, FOREVER, name="Again"),
    ]
    with state_of({"stage": stages}) as state:
        names = [told(state.defined("stage", at), "name") for at in (5, 150, 250, 350, 999)]
        assert names == [[("First",)], [("First",)], [("First",)], [("Again",)], [("Again",)]]
        assert told(state.defined("stage", 5, 5), "name") == [("First",)]
        assert told(state.definitions("stage"), "valid_from", "valid_to") == [(FIRST, 300), (300, FOREVER)]
