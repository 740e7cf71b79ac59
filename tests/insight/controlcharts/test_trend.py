from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from penstock.insight.controlcharts.trend import trend
from penstock.insight.metrics.answer import Answer, Point, Value
from penstock.insight.metrics.query import WrongQuestion

START = datetime(2025, 1, 6, tzinfo=UTC)
WEEK = timedelta(days=7)


def answer(unit, values, *, until=None):
    points = tuple(
        Point(f"W{i:02}", START + i * WEEK, START + (i + 1) * WEEK, value) for i, value in enumerate(values)
    )
    at = START + len(values) * WEEK if until is None else START + until * WEEK
    return Answer("some", unit, None, "", Value(None, 0), at, None, at, series=points)


def share(k, n):
    return Value(k / n if n else None, n, details={"k": k})


def number(value):
    return Value(value, 1)


def test_a_quiet_share_is_usual():
    dice = np.random.default_rng(1)
    told = trend(answer("share", [share(int(dice.binomial(50, 0.4)), 50) for _ in range(40)]))

    assert (told.kind, told.verdict, told.shift, told.why_not) == ("p", "usual", None, None)
    assert all(mark.low < mark.value < mark.high for mark in told.marks)


def test_a_change_is_dated():
    dice = np.random.default_rng(2)
    rates = [0.5] * 25 + [0.25] * 15
    told = trend(answer("share", [share(int(dice.binomial(60, rate)), 60) for rate in rates]))

    assert told.verdict == "changed"
    assert told.shift is not None
    assert told.shift.earliest <= START + 25 * WEEK <= told.shift.latest
    assert (told.shift.before, told.shift.after) == pytest.approx((0.5, 0.25), abs=0.05)


def test_an_accepted_change_is_no_news():
    dice = np.random.default_rng(2)
    rates = [0.5] * 25 + [0.25] * 25
    asked = answer("share", [share(int(dice.binomial(60, rate)), 60) for rate in rates])

    assert trend(asked, rebased=[START + 25 * WEEK]).verdict == "usual"


def test_counts_compare_by_the_day():
    """31 in a month of 31 days is no more than 28 in one of 28."""
    asked = answer("count", [number(70)] * 24)
    told = trend(asked)

    assert (told.kind, told.verdict) == ("u", "usual")
    assert told.marks[0].centre == pytest.approx(70)


def test_a_stock_is_no_count_per_day():
    asked = answer("count", [number(70 + i % 3) for i in range(24)])

    assert trend(replace(asked, metric="opportunities_open")).kind == "xmr"
    assert trend(replace(asked, metric="opportunities_won")).kind == "u"


def test_a_stock_that_leapt_is_no_news_once_that_is_accepted():
    dice = np.random.default_rng(5)
    levels = dice.normal(np.where(np.arange(52) < 30, 60, 90), 6).round()
    asked = replace(answer("count", [number(value) for value in levels]), metric="opportunities_open")
    told = trend(asked)

    assert (told.verdict, told.shift.label) == ("changed", "W30")
    assert trend(asked, rebased=[told.shift.start]).verdict == "usual"


@pytest.mark.parametrize(("unit", "is_log"), [("money", True), ("days", True), ("number", False)])
def test_money_and_days_are_charted_by_logarithm(unit, is_log):
    told = trend(answer(unit, [number(value) for value in [10.0, 20.0] * 12]))

    assert told.marks[0].centre == pytest.approx(np.sqrt(200) if is_log else 15)


def test_the_period_that_is_not_over_is_drawn_and_not_judged():
    values = [number(value) for value in [10.0, 12.0] * 12] + [number(1.0)]
    told = trend(answer("number", values, until=24.5))

    assert told.marks[-1].is_partial
    assert (told.marks[-1].high, told.verdict) == (None, "usual")


def test_the_period_that_ends_with_the_day_asked_about_is_over():
    """As of a day is its last microsecond (LEDGER, 2)."""
    asked = answer("number", [number(value) for value in [10.0, 12.0] * 12])
    told = trend(replace(asked, as_of=asked.as_of - timedelta(microseconds=1)))
    before = trend(replace(asked, as_of=asked.as_of - timedelta(microseconds=2)))

    assert (told.marks[-1].is_partial, before.marks[-1].is_partial) == (False, True)
    assert told.marks[-1].high == told.marks[0].high


def test_a_period_of_which_only_a_part_is_asked_about_is_drawn_and_not_judged():
    asked = answer("number", [number(1.0), *[number(value) for value in [10.0, 12.0] * 12], number(1.0)])
    first, *points, last = asked.series
    told = trend(replace(asked, series=(replace(first, is_cut=True), *points, replace(last, is_cut=True))))

    assert [mark.is_partial for mark in told.marks] == [True, *[False] * 24, True]
    assert (told.marks[0].high, told.marks[1].value, told.marks[1].centre) == (None, 10, 11)
    assert (told.verdict, trend(asked).verdict) == ("usual", "signals")


@pytest.mark.parametrize(
    ("n", "verdict", "why"),
    [(5, "too short", "5 of 8 periods"), (12, "provisional", "12 of 20 periods"), (20, "usual", None)],
)
def test_short_series_say_what_is_missing(n, verdict, why):
    told = trend(answer("number", [number(10.0 + i % 2) for i in range(n)]))

    assert (told.verdict, told.why_not) == (verdict, why)


def test_a_period_without_a_value_is_a_gap():
    values = [number(10.0 + i % 2) for i in range(24)]
    values[5] = Value(None, 0, why_not="0 won")
    told = trend(answer("number", values))

    assert (told.marks[5].value, told.verdict) == (None, "usual")


def test_without_a_grain_there_is_no_trend():
    with pytest.raises(WrongQuestion, match="ask for a grain"):
        trend(answer("number", []))
