"""A state that a process keeps answers as one that is opened there and then, whatever was changed meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from penstock.insight.metrics.query import EVERYTHING, Query
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.keeping import kept_state
from penstock.insight.mirror.lake import open_state, sync
from tests.committed import settle
from tests.insight.mirror.test_lake import seed

LATER = datetime.now(UTC) + timedelta(hours=1)


def told(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def asked(metric):
    # After all that happens here, and not when it is asked, so that ages are the same.
    return Query(metric=metric, scope=EVERYTHING, now=LATER, zone="UTC", currency="EUR", by=("stage",))


def numbers(state):
    found = [answer(state, asked(metric)) for metric in ("pipeline_value", "won_amount", "stage_days")]
    return [(one.value, sorted((str(group.keys), group.value) for group in one.groups)) for one in found]


@pytest.fixture
def kept(committed, tmp_path):
    """Ask the kept state and one that is opened anew; returns the connection of the kept one and its shared tables."""

    def ask():
        settle(committed)
        with (
            open_state(tmp_path / "lake", committed) as fresh,
            kept_state(tmp_path / "lake", committed, told) as state,
        ):
            assert numbers(state) == numbers(fresh)
            return state.connection, set(state.shelf.tables)

    return ask


def test_a_kept_state_follows_what_changes(kept, committed, tmp_path):
    stages, deals = seed()
    held, shared = kept()
    assert shared

    deals[1].amount_minor, deals[2].stage = 70, stages[1]
    deals[1].save(update_fields=["amount_minor"])
    deals[2].save(update_fields=["stage"])
    assert kept() == (held, shared)

    deals[0].is_removed = True
    deals[0].save(update_fields=["is_removed"])
    sync(tmp_path / "lake", committed)
    assert kept() == (held, shared)

    # Files made anew, and what numbers are told by, are another matter.
    sync(tmp_path / "lake", committed, anew=True)
    assert (again := kept()[0]) is not held

    stages[0].probability = "0.9"
    stages[0].save(update_fields=["probability"])
    assert kept()[0] is not again
