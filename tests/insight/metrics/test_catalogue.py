"""Every metric against its check query, over periods and instants."""

from datetime import UTC, datetime

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.catalogue import METRICS
from penstock.insight.metrics.run import answer, explain, rows_behind
from tests.insight.metrics import world
from tests.insight.metrics.checks import CHECKS
from tests.insight.metrics.world import NOW, SPRING, query, state

INSTANTS = [NOW, datetime(2026, 4, 20, 9, tzinfo=UTC)]


def test_every_metric_has_its_check():
    assert set(CHECKS) == set(METRICS)


@pytest.mark.parametrize("name", METRICS)
def test_the_dumber_way_gives_the_same(name):
    for at in INSTANTS:
        for period in (None, SPRING):
            told = answer(state(), query(name, as_of=at, period=period))

            expected = CHECKS[name](at, period)
            same = told.value.value == (expected if expected is None else pytest.approx(expected, rel=1e-12))
            assert same, (at, period, told.value.value, expected)
            assert told.definition and told.value.n >= 0
            if told.value.low is not None and told.value.value is not None:
                assert told.value.low <= told.value.value
                assert told.value.high is None or told.value.value <= told.value.high


@pytest.mark.zoned
@pytest.mark.parametrize("name", METRICS)
def test_the_dumber_way_gives_the_same_elsewhere(name, zone, monkeypatch):
    """A month begins at another instant there, a rate holds from another, and a day of 23 hours is at another time."""
    monkeypatch.setattr(world, "ZONE", zone)
    spring = Period(SPRING.start, SPRING.end, zone)

    told = answer(state(), query(name, period=spring)).value.value

    expected = CHECKS[name](NOW, spring)
    assert told == (expected if expected is None else pytest.approx(expected, rel=1e-12))


@pytest.mark.parametrize("name", METRICS)
def test_every_number_opens_into_its_rows_and_its_sql(name):
    asked = query(name, period=SPRING)

    rows, told = rows_behind(state(), asked), answer(state(), asked)

    if not hasattr(METRICS[name].measure, "of"):
        assert sum(row.left_out is not None for row in rows) == sum(one.n for one in told.left_out)
        assert "SELECT" in explain(state(), asked)["sql"]
    assert explain(state(), asked)["sentence"]


def test_conversion_by_stage_is_of_those_that_reached_the_stage():
    """Summed over the stages it is the whole, and more than the first stages have conversions."""
    told = answer(state(), query("stage_conversion", by=("stage",)))
    reached = {group.keys["stage"]: group.value.n for group in told.groups}

    assert sum(reached.values()) == told.value.n
    assert reached["11"] > reached["12"] > reached["13"] > 0
