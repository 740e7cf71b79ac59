"""One engine per question, and the same answer from both (ARCHITECTURE, 3.3): the board's totals in PostgreSQL, `report
pipeline`, and the metrics on the mirror, now, on past days, and as known then."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from penstock.exchange.sample.actions import load
from penstock.foundation.base.values.period import end_of_day
from penstock.insight.metrics.query import EVERYTHING, Query, Scope
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.lake import open_state
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import all_opportunities, opportunities_visible_to
from penstock.records.pipeline.reports import pipeline_report
from penstock.records.team.models import Role, User
from penstock.records.team.rules import scope_of
from penstock.records.workspace.models import ExchangeRate
from penstock.records.workspace.queries import current


def filled(now: datetime) -> None:
    """A small sample company; every seventh sale in a foreign currency, one of which has no rate."""
    load(seed=3, scale=0.15, now=now, progress=lambda *told: None)
    for currency, rate, day in (("USD", "0.9137", "2020-01-01"), ("USD", "0.8421", "2026-03-01"), ("JPY", "0.0061", "2020-01-01")):  # fmt: skip
        ExchangeRate.objects.create(currency=currency, rate=rate, starts_on=day)
    ids = list(Opportunity.objects.order_by("id").values_list("id", flat=True))
    for currency, place in (("USD", 0), ("JPY", 7), ("CHF", 14)):
        Opportunity.objects.filter(id__in=ids[place::21]).update(currency=currency)


def in_postgres(
    opportunities: Any, now: datetime, valid: datetime | None
) -> dict[tuple[str, str], tuple[int, ...]]:
    rows = pipeline_report(opportunities, current(), now=now, valid=valid)
    return {
        (row.pipeline, row.stage or "not recorded"): (
            row.totals.count,
            row.totals.amount_minor,
            row.totals.weighted_minor,
        )
        for row in rows
        if row.totals.count and row.kind == "open"
    } | {
        (row.pipeline, row.stage or ""): (row.totals.count, row.totals.amount_minor)
        for row in rows
        if row.totals.count and row.kind != "open"
    }


def on_the_mirror(state: Any, **asked: Any) -> dict[tuple[str, str], tuple[int, ...]]:
    def by_stage(metric: str) -> dict[tuple[str, str], int]:
        told = answer(
            state,
            Query(metric=metric, by=("pipeline", "stage"), zone=current().zone, currency="EUR", **asked),
        )
        return {(group.by["pipeline"], group.by["stage"]): group.value.value for group in told.groups}

    found = {}
    for count, *sums in (
        ("opportunities_open", "pipeline_value", "pipeline_weighted"),
        ("opportunities_won", "won_amount"),
        ("opportunities_lost", "lost_amount"),
    ):
        values = [by_stage(name) for name in sums]
        for stage, n in by_stage(count).items():
            found[stage] = (n, *(value.get(stage, 0) for value in values))
    return found


@pytest.mark.slow
def test_board_report_and_metrics_agree(committed: str, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    filled(now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(created_at), max(created_at) FROM opportunity")
        first, last = cursor.fetchone()
    zone = current().tzinfo
    days = [
        end_of_day((first + (last - first) * place / 5).astimezone(zone).date(), zone)
        for place in range(1, 5)
    ]
    with open_state(tmp_path / "lake", committed) as state:
        now += timedelta(minutes=5)
        assert on_the_mirror(state, scope=EVERYTHING, now=now) == in_postgres(all_opportunities(), now, None)
        for day in days:
            for known in (None, day):
                expected = in_postgres(all_opportunities(day, known), now, day)
                assert on_the_mirror(state, scope=EVERYTHING, now=now, as_of=day, known=known) == expected, (
                    day,
                    known,
                )
        for user in User.objects.filter(role__in=(Role.MANAGER, Role.REPRESENTATIVE))[:3]:
            sight = scope_of(user, current(), "opportunity")
            scope = Scope(sight.is_all, sight.user_ids, sight.sees_ownerless, user.id)
            seen = on_the_mirror(state, scope=scope, now=now, as_of=days[2])
            assert seen == in_postgres(opportunities_visible_to(user, valid=days[2]), now, days[2]), user.role
