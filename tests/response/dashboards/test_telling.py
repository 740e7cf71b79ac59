"""Tiles on the hand-made company: each number is the metric's own, beside the period before, with its line."""

from datetime import timedelta

import pytest

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import EVERYTHING, Query
from penstock.insight.metrics.run import answer
from penstock.records.team.models import Role, User
from penstock.records.workspace.models import Workspace
from penstock.response.dashboards.telling import Asker, tell_tiles
from penstock.response.dashboards.tiles import Tile
from penstock.response.dashboards.told import MetricTold, ReportTold, Wrong
from penstock.response.reports.questions import rolling
from tests.insight.metrics.world import NOW, ZONE
from tests.insight.metrics.world import state as made

pytestmark = pytest.mark.django_db
ASKER = Asker(User(id=1, role=Role.ADMINISTRATOR), Workspace(zone=ZONE.key, home_currency="EUR"), NOW)


@pytest.fixture
def state():
    return made()


def query(metric: str, period: Period | None = None) -> Query:
    return Query(metric=metric, scope=EVERYTHING, now=NOW, zone=ZONE.key, currency="EUR", period=period)


def test_a_flow_is_of_its_period_beside_the_one_before(state):
    (told,) = tell_tiles(state, [Tile("metric", "opportunities_opened", 90)], ASKER)
    period = rolling(90, ASKER.workspace, NOW)
    before = Period(period.start - timedelta(days=90), period.start, ZONE)

    assert isinstance(told, MetricTold)
    assert told.value == answer(state, query("opportunities_opened", period)).value.value
    assert told.before.value == answer(state, query("opportunities_opened", before)).value.value
    assert told.dots[-1].is_partial
    assert not any(dot.is_partial for dot in told.dots[:-1])


def test_a_stock_is_as_it_is_now_beside_a_day_so_long_ago(state):
    (told,) = tell_tiles(state, [Tile("metric", "opportunities_open", 28)], ASKER)

    assert isinstance(told, MetricTold)
    assert not told.is_flow
    assert told.value == answer(state, query("opportunities_open")).value.value
    assert [dot.value for dot in told.dots][0::3] == [told.before.value, told.value]


def test_a_report_shows_as_much_of_its_table_as_there_is_room_for(state):
    (told,) = tell_tiles(state, [Tile("report", "pipeline")], ASKER)

    assert isinstance(told, ReportTold)
    assert (len(told.columns), len(told.rows), told.more) == (5, 8, 1)
    assert all(len(row) == 5 for row in told.cells)
    assert any(cell.startswith("stage:") for row in told.cells for cell in row)


def test_a_tile_says_few_as_few(state):
    (told,) = tell_tiles(state, [Tile("report", "funnel", 28)], ASKER)
    place = [unit for _title, unit in told.columns].index("share")

    assert any(" of " in words[place] for words in told.words)


def test_what_cannot_be_asked_says_why(state):
    wrong = [
        Tile("metric", "none"),
        Tile("report", "none"),
        Tile("metric", "won_amount", where=("colour=red",)),
    ]

    assert all(isinstance(told, Wrong) and told.why for told in tell_tiles(state, wrong, ASKER))
