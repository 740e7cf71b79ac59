"""The bridge on a world of 160 lives with three currencies, reopenings, removals and owners that change."""

import random
from datetime import date, timedelta

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.changes.bridge import bridged
from penstock.insight.changes.question import Bridge
from penstock.insight.metrics.query import Condition, Scope, WrongQuestion, micros
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import state_of
from penstock.insight.mirror.tables import FOREVER
from tests.insight.metrics.world import NOW, START, ZONE, query, state

CONDITIONS = [
    (),
    (Condition("owner", ("Anna",)),),
    (Condition("team", ("South",)),),
    (Condition("pipeline", ("New business",)), Condition("owner", ("Bob", "not recorded"))),
    (Condition("stage", ("Propose",)),),
    (Condition("country", ("Poland",)),),
    (Condition("amount_band", ("10,000 to 50,000",)),),
    (Condition("customer", ("existing",)),),
    (Condition("custom.tier", ("gold",)),),
]
WINDOWS = [None, Period(date(2026, 1, 1), date(2026, 4, 1), ZONE)]


def spans_of_time(n):
    dice = random.Random(5)
    for _ in range(n):
        start = START + timedelta(hours=dice.randrange(500 * 24))
        yield start, min(start + timedelta(hours=dice.randrange(1, 200 * 24)), NOW)


@pytest.mark.parametrize("where", CONDITIONS, ids=lambda where: "+".join(one.field for one in where) or "all")
def test_opening_and_bars_are_the_closing(where):
    for (since, until), window in zip(spans_of_time(2), WINDOWS, strict=True):
        told = bridged(state(), Bridge(query("pipeline_value", where=where, as_of=until), since, window))

        assert told.opening.value + sum(bar.change for bar in told.bars) == told.closing.value
        assert sum(told.movements["change"].to_pylist()) == told.closing.value - told.opening.value
        if window is None:
            ends = [answer(state(), query("pipeline_value", where=where, as_of=at)) for at in (since, until)]
            assert [told.opening.value, told.closing.value] == [end.value.value for end in ends]
            assert [told.opening.n, told.closing.n] == [end.value.n for end in ends]
            assert sum(one.n for one in told.left_out) == sum(one.n for one in ends[1].left_out)


def test_a_sellers_bridge_is_exact_too():
    scope = Scope(is_all=False, user_ids=frozenset({2}), user_id=2)
    for since, until in spans_of_time(2):
        told = bridged(state(), Bridge(query("pipeline_value", scope=scope, as_of=until), since))

        assert told.opening.value + sum(bar.change for bar in told.bars) == told.closing.value


def test_in_the_whole_company_nothing_enters_a_filter_or_a_window():
    told = bridged(state(), Bridge(query("pipeline_value"), START))
    names = {bar.name for bar in told.bars}

    assert told.opening.value == 0
    assert names & {"entered the filter", "left the filter", "pulled in", "pushed out", "corrected"} == set()
    assert {"new", "won", "lost", "removed", "reopened", "exchange rate", "grown"} <= names


def test_every_bar_opens_into_its_opportunities():
    told = bridged(state(), Bridge(query("pipeline_value"), START))
    rows = told.movements.to_pylist()

    for bar in told.bars:
        mine = [row for row in rows if row["bar"] == bar.name]
        assert (len({row["id"] for row in mine}), sum(row["change"] for row in mine)) == (bar.n, bar.change)


def test_two_bridges_end_to_end_are_one():
    (start, end), middle = (START, NOW), START + timedelta(days=300)
    whole, one, two = (
        bridged(state(), Bridge(query("pipeline_value", as_of=until), since))
        for since, until in ((start, end), (start, middle), (middle, end))
    )

    assert one.closing == two.opening
    sums = dict.fromkeys({bar.name for told in (whole, one, two) for bar in told.bars}, 0)
    for told, sign in ((whole, 1), (one, -1), (two, -1)):
        for bar in told.bars:
            sums[bar.name] += sign * bar.change
    # Rates are rounded at each end; all else is the same movement in either.
    assert {name for name, change in sums.items() if change} <= {"exchange rate", "grown", "shrunk"}
    assert sum(sums.values()) == 0


def believed(day, known, until=FOREVER, **fields):
    """A rectangle of opportunity 1: valid from a day of March on, known from another."""
    at = {name: micros(START) + value * 86_400_000_000 if value < FOREVER else value for name, value in
          {"valid_from": day, "known_from": known, "known_to": until}.items()}  # fmt: skip
    return (
        {"id": 1, "stage_id": 1, "currency": "EUR", "valid_to": FOREVER, "amount_minor": 100_000}
        | fields
        | at
    )


def test_what_was_learned_late_is_corrected():
    """Day 2: 1,000. On day 20 it is learned that it was 1,200 since day 8; on day 25 it becomes 1,500. The bridge
    from day 10 to day 30 as each was believed: 1,000, corrected 200, grown 300, 1,500."""
    day = 86_400_000_000
    late = micros(START) + 8 * day
    rows = [
        believed(2, 2, until=20),
        believed(2, 20) | {"valid_to": late},
        believed(8, 20, amount_minor=120_000) | {"valid_to": micros(START) + 25 * day},
        believed(25, 25, amount_minor=150_000),
    ]
    rows[1]["known_to"] = FOREVER
    rows[2]["known_to"] = 25
    rows[2] = believed(8, 20, until=25, amount_minor=120_000)
    rows.insert(3, believed(8, 25, amount_minor=120_000) | {"valid_to": micros(START) + 25 * day})
    small = state_of({"opportunity": rows, "stage": [{"id": 1, "pipeline_id": 1, "kind": "open", "position": 0}],
                      "workspace": [{"id": 1, "home_currency": "EUR"}]})  # fmt: skip
    asked = query("pipeline_value", as_of=START + timedelta(days=30))

    told = bridged(small, Bridge(asked, START + timedelta(days=10), as_known=True))
    true = bridged(small, Bridge(asked, START + timedelta(days=10)))

    assert (told.opening.value, told.closing.value) == (100_000, 150_000)
    assert [(bar.name, bar.change) for bar in told.bars] == [("corrected", 20_000), ("grown", 30_000)]
    assert (true.opening.value, [(bar.name, bar.change) for bar in true.bars]) == (
        120_000,
        [("grown", 30_000)],
    )


def test_the_instants_are_in_order():
    with pytest.raises(WrongQuestion, match="earlier day"):
        bridged(state(), Bridge(query("pipeline_value", as_of=START), NOW))
