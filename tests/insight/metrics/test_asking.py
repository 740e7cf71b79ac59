"""The one question in all its parts: groups, series, filters, rights, the past, comparison."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.comparing import compared
from penstock.insight.metrics.query import Condition, Scope, WrongQuestion
from penstock.insight.metrics.run import answer, rows_behind
from tests.insight.metrics import checks
from tests.insight.metrics.checks import closed, home, kind, opened, opened_at, present, still_open
from tests.insight.metrics.world import (
    COMPANIES,
    MOVED,
    NOW,
    PIPELINES,
    SPRING,
    STAGES,
    USERS,
    ZONE,
    query,
    state,
)

NOBODY = "not recorded"


def then(life, at):
    return life.at(at) or {}


def team_of(user, at):
    return {1: "North", 2: "North" if at < MOVED else "South", 3: "South", None: NOBODY}[user]


def band(value):
    if value is None:
        return NOBODY
    edges = [(100_000, "under 1,000"), (1_000_000, "1,000 to 10,000"), (5_000_000, "10,000 to 50,000"), (25_000_000, "50,000 to 250,000")]  # fmt: skip
    return next((name for edge, name in edges if value < edge), "250,000 and more")


def size(company):
    n = COMPANIES[company]["employees"] if company else None
    return {None: NOBODY, 5: "1 to 10", 40: "11 to 50", 300: "201 to 1,000", 5000: "more than 1,000"}[n]


# What each dimension says of a closed opportunity, looked up by hand.
BY = {
    "pipeline": lambda life, s: PIPELINES[s["pipeline_id"]],
    "stage": lambda life, s: STAGES[s["stage_id"]][1],
    "owner": lambda life, s: USERS.get(then(life, s["stage_since"])["owner_id"], NOBODY),
    "team": lambda life, s: team_of(then(life, s["stage_since"])["owner_id"], s["stage_since"]),
    "source": lambda life, s: {1: "Web", 2: "Fair", None: NOBODY}[s["source_id"]],
    "industry": lambda life, s: (COMPANIES[s["company_id"]]["industry"] if s["company_id"] else "") or NOBODY,
    "country": lambda life, s: COMPANIES[s["company_id"]]["country"] if s["company_id"] else NOBODY,
    "company_size": lambda life, s: size(s["company_id"]),
    "amount_band": lambda life, s: band(home(s, NOW)),
    "customer": lambda life, s: NOBODY if not s["company_id"] or not opened_at(life, NOW)
    else "new" if checks.is_new(life, s, NOW) else "existing",
    "currency": lambda life, s: s["currency"],
    "loss_reason": lambda life, s: "Price" if s.get("loss_reason_id") else NOBODY,
    "competitor": lambda life, s: NOBODY,
    "custom.tier": lambda life, s: s["custom_tier"] or NOBODY,
}  # fmt: skip


@pytest.mark.parametrize("name", BY)
def test_the_decided_by_each_field(name):
    decided = closed(NOW, None, "won", "lost")
    told = answer(state(), query("win_rate", by=(name,)))

    expected = Counter(BY[name](life, s) for life, s in decided)
    wins = Counter(BY[name](life, s) for life, s in decided if kind(s) == "won")
    sizes, won = Counter(), Counter()
    for group in told.groups:
        sizes[group.by[name]] += group.value.n
        won[group.by[name]] += group.value.details["k"]
    assert (sizes, won) == (expected, +wins)


def test_a_field_asked_for_chooses_by_name_and_by_id():
    by_name = answer(state(), query("opportunities_won", where=(Condition("owner", ("Anna", "Bob")),)))
    by_id = answer(state(), query("opportunities_won", where=(Condition("owner", ("1", "2")),)))
    nobody = answer(state(), query("opportunities_won", where=(Condition("owner", ("not recorded",)),)))

    owners = Counter(then(life, s["stage_since"])["owner_id"] for life, s in closed(NOW, None, "won"))
    assert by_name.value == by_id.value
    assert (by_name.value.value, nobody.value.value) == (owners[1] + owners[2], owners[None])


def test_groups_and_periods_add_up_to_the_whole():
    told = answer(state(), query("won_amount", by=("owner", "pipeline"), grain="month", period=SPRING))

    assert [point.label for point in told.series] == ["2026-03", "2026-04", "2026-05"]
    assert sum(point.value.value for point in told.series) == told.value.value
    assert sum(group.value.value for group in told.groups) == told.value.value
    for group in told.groups:
        assert sum(point.value.value for point in group.series) == group.value.value


def test_a_stock_over_time_is_its_value_at_the_end_of_each_period():
    told = answer(state(), query("pipeline_value", grain="quarter", period=Period(date(2026, 1, 1), date(2026, 10, 1), ZONE)))  # fmt: skip

    ends = [
        datetime(2026, 3, 31, 21, 59, 59, 999_999, UTC),
        datetime(2026, 6, 30, 21, 59, 59, 999_999, UTC),
        NOW,
    ]
    assert [point.value.value for point in told.series] == [sum(checks.worth(still_open(t), t)) for t in ends]


def test_what_is_left_out_is_said():
    told = answer(state(), query("pipeline_value"))

    lacking = Counter(
        "no amount" if s["amount_minor"] is None else f"no exchange rate for {s['currency']}"
        for _, s in still_open(NOW)
        if home(s, NOW) is None
    )
    assert {one.why: one.n for one in told.left_out} == lacking
    assert set(lacking) == {"no amount", "no exchange rate for CHF"}


def test_the_rows_are_the_records_and_their_sum_the_number():
    rows = rows_behind(state(), query("won_amount", period=SPRING, by=("owner",)))
    counted = [row for row in rows if row.left_out is None]

    assert {row.id for row in rows} == {life.id for life, _ in closed(NOW, SPRING, "won")}
    assert (
        sum(row.values["value_minor"] for row in counted)
        == answer(state(), query("won_amount", period=SPRING)).value.value
    )
    assert all(row.values["owner"] for row in counted)


def test_a_scope_sees_its_own_and_nothing_else():
    def seen(scope):
        return answer(state(), query("opportunities_open", scope=scope)).value.value

    owners = Counter(s["owner_id"] for _, s in still_open(NOW))
    assert seen(Scope(False, frozenset({1}))) == owners[1]
    assert seen(Scope(False, frozenset({1, 2}), sees_ownerless=True)) == owners[1] + owners[2] + owners[None]
    assert seen(Scope(False)) == 0
    assert [answer(state(), query("leads", scope=Scope(False, frozenset({1, 2, 3}), sees_ownerless=own))).value.value
            for own in (True, False)] == [len(checks.came(NOW, None)), sum(lead["owner_id"] is not None for lead in checks.came(NOW, None))]  # fmt: skip


def test_an_early_look_sees_less_and_says_the_same_as_then():
    early = datetime(2026, 2, 1, tzinfo=UTC)

    now = answer(state(), query("opportunities_opened", as_of=early))
    then_known = answer(state(), query("opportunities_opened", as_of=early, known=early))

    assert now.value == then_known.value
    assert now.value.value == len(opened(early, None))


def test_a_win_that_was_taken_back_is_gone_and_said():
    period = Period(date(2025, 1, 1), date(2026, 7, 1), ZONE)
    told = answer(state(), query("opportunities_won", period=period))

    were = {
        (life.id, s["stage_since"])
        for life, _ in ((one, None) for one in checks.lives())
        for _, s in life.until(NOW)
        if not s.get("removed") and kind(s) == "won" and period.contains(s["stage_since"])
    }
    are = {(life.id, s["stage_since"]) for life, s in present(NOW) if kind(s) == "won"}
    assert told.notes == (f"{len(were - are)} closed in the period and reopened or removed since",)


def test_below_its_minimum_a_rate_says_what_is_missing():
    told = answer(state(), query("win_rate", where=(Condition("currency", ("JPY",)),)))

    n = len([s for _, s in closed(NOW, None, "won", "lost") if s["currency"] == "JPY"])
    assert 0 < n < 20
    assert (told.value.n, told.value.enough, told.value.why_not) == (n, False, f"{n} of 20 closed")
    assert told.value.value is not None


def test_a_difference_is_stated_from_thirty_in_each():
    autumn = Period(date(2025, 9, 1), date(2026, 3, 1), ZONE)
    beside = compared(state(), query("win_rate", period=SPRING), query("win_rate", period=autumn))

    assert beside.difference == beside.now.value.value - beside.before.value.value
    assert beside.low <= beside.difference <= beside.high
    assert beside.stated == (min(beside.now.value.n, beside.before.value.n) >= 30)


def test_means_medians_and_counts_of_what_happens_differ_by_a_range_and_sums_by_none():
    halves = (
        Period(date(2025, 7, 1), date(2026, 1, 1), ZONE),
        Period(date(2025, 12, 29), date(2026, 7, 1), ZONE),
    )
    found = {
        name: compared(state(), *(query(name, period=half) for half in reversed(halves)))
        for name in (
            "average_won_amount",
            "cycle_days",
            "opportunities_opened",
            "won_amount",
            "pipeline_value",
        )
    }

    for name in ("average_won_amount", "cycle_days", "opportunities_opened"):
        assert found[name].low < found[name].difference < found[name].high, name
    assert (found["won_amount"].low, found["pipeline_value"].low) == (None, None)
    year = query("opportunities_opened", period=Period(date(2025, 1, 1), date(2026, 1, 1), ZONE))
    assert compared(state(), query("opportunities_opened", period=halves[1]), year).low is None


def test_a_median_of_few_has_no_range():
    told = answer(state(), query("cycle_days", period=SPRING, grain="day"))

    assert any(point.value.n < 6 and point.value.value is not None for point in told.series)
    assert all((point.value.low is None) == (point.value.n < 6) for point in told.series)


def test_what_a_cohort_will_come_to_lies_between_its_wins_and_all():
    period = Period(date(2026, 1, 1), date(2026, 7, 1), ZONE)
    told = answer(state(), query("cohort_win_rate", period=period)).value.details

    n = told["won"] + told["lost"] + told["open"]
    assert n == len(opened(NOW, period))
    if "will_come_to" in told:
        assert told["won"] / n <= told["will_come_to"] <= (told["won"] + told["open"]) / n
        assert told["will_come_to_low"] <= told["will_come_to"] <= told["will_come_to_high"]
    else:
        assert told["why_no_projection"].endswith("closed in the 24 months before")


def test_the_golden_velocity():
    from penstock.insight.metrics.answer import Value
    from penstock.insight.metrics.catalogue import METRICS

    def speed(open_, amount, rate, cycle):
        values = {
            "opportunities_open": open_,
            "average_won_amount": amount,
            "win_rate": rate,
            "cycle_days": cycle,
        }
        return (
            METRICS["velocity"]
            .measure.finish({name: Value(value, 50) for name, value in values.items()})
            .value
        )

    assert round(speed(50, 12_000, 0.25, 90), 2) == 1666.67
    assert round(speed(18, 42_000, 0.24, 78), 2) == 2326.15


@pytest.mark.parametrize(
    "asked",
    [
        query("win_rat"),
        query("win_rate", by=("colour",)),
        query("win_rate", by=("custom.colour",)),
        query("leads", by=("stage",)),
        query("win_rate", by=("field",)),
        query("opportunities_won", grain="day", period=Period(date(1900, 1, 1), date(2026, 1, 1), ZONE)),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(asked):
    with pytest.raises(WrongQuestion):
        answer(state(), replace(asked))
