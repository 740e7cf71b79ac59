"""The mirror at size: loaded from nothing, its tail read, brought up to date, and asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from penstock.faces.bench.timing import Result, timed
from penstock.insight.mirror.lake import open_state, sync
from penstock.insight.mirror.source import select, snapshot
from penstock.insight.mirror.tables import TABLES

CHANGED = 10_000
ASKED = ("pipeline_value", "won_amount", "win_rate", "cycle_days", "stage_conversion")
# Each sale lives through five facts: created, three moves, and won, lost or still open.
PAST = """
INSERT INTO opportunity_past (id, name, pipeline_id, stage_id, stage_since, company_id, amount_minor, currency, owner_id, is_removed,
    next_step, description, checked, custom, created_at, true_from, known_from, valid_from, valid_to, known_to)
SELECT g, 'Sale ' || g, {pipeline}, ({open})[least(place + 1, {n_open})], began + place * step, NULL, 1000 * (g % 5000), 'EUR', NULL, false,
    '', '', '{{}}', '{{}}', began, began + place * step, began + place * step, began + place * step, began + (place + 1) * step, 'infinity'
FROM generate_series(1, {n}) AS g, generate_series(0, 3) AS place,
     LATERAL (SELECT {base}::timestamptz + (g % 700) * interval '1 day' AS began, interval '1 day' * (3 + g % 9) AS step) AS pace
"""
NOW = """
INSERT INTO opportunity (id, name, pipeline_id, stage_id, stage_since, amount_minor, currency, is_removed, next_step, description, checked,
    custom, created_at, true_from, known_from)
OVERRIDING SYSTEM VALUE
SELECT g, 'Sale ' || g, {pipeline}, CASE g % 4 WHEN 0 THEN {won} WHEN 1 THEN {lost} ELSE ({open})[{n_open}] END, began + 4 * step,
    1000 * (g % 5000), 'EUR', false, '', '', '{{}}', '{{}}', began, began + 4 * step, began + 4 * step
FROM generate_series(1, {n}) AS g,
     LATERAL (SELECT {base}::timestamptz + (g % 700) * interval '1 day' AS began, interval '1 day' * (3 + g % 9) AS step) AS pace
"""
FACTS = """
INSERT INTO ledger (kind, record_id, valid_at, recorded_at, actor, cause, changes)
SELECT 'opportunity', g, began + place * step, began + place * step, 'system', 'sample',
    jsonb_build_object('stage_id', place, 'amount_minor', 1000 * (g % 5000))
FROM generate_series(1, {n}) AS g, generate_series(0, 4) AS place,
     LATERAL (SELECT {base}::timestamptz + (g % 700) * interval '1 day' AS began, interval '1 day' * (3 + g % 9) AS step) AS pace
"""


def fill(n: int) -> None:
    """So many opportunities with five facts each, past the triggers: as fast as PostgreSQL writes. Only into an empty database,
    and only by its owner."""
    from penstock.records.pipeline.models import Stage

    stages = list(
        Stage.objects.filter(is_removed=False).order_by("pipeline__position", "pipeline_id", "position")
    )
    mine = [stage for stage in stages if stage.pipeline_id == stages[0].pipeline_id]
    ids = {kind: [stage.id for stage in mine if stage.kind == kind] for kind in ("open", "won", "lost")}
    words = {
        "n": n,
        "pipeline": stages[0].pipeline_id,
        "open": f"ARRAY{ids['open']}::bigint[]",
        "n_open": len(ids["open"]),
        "won": ids["won"][0],
        "lost": ids["lost"][0],
        "base": "'2024-01-01'",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in (PAST, NOW, FACTS):
            cursor.execute(statement.format(**words))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE opportunity, opportunity_past, ledger")


def run(lake: Path, url: str) -> list[Result]:
    """Seconds for the whole load and for the tail; milliseconds for questions. The baseline of the load is reading the
    same rows through the same driver and dropping them."""
    bare = _seconds(lambda: _read(url))
    whole = _seconds(lambda: sync(lake, url, anew=True))
    results = [Result("load from nothing", "s", value=whole, baseline=bare, ratio=round(whole / bare, 2))]
    _change(CHANGED)
    results.append(Result(f"open with a tail of {CHANGED:,}", "s", value=_seconds(lambda: _open(lake, url))))
    results.append(Result(f"sync a tail of {CHANGED:,}", "s", value=_seconds(lambda: sync(lake, url))))
    with _limits(lake, url) as state:
        results += [timed(f"ask {name}", _asker(state, name), runs=7, warm=1) for name in ASKED]
    results.append(timed("open with nothing new", lambda: _open(lake, url), runs=15))
    return results


@contextmanager
def _limits(lake: Path, url: str) -> "Iterator[Any]":
    with open_state(lake, url, memory_limit="1GB") as state:
        yield state


def _asker(state: Any, name: str) -> Any:
    from penstock.insight.metrics.query import EVERYTHING, Query
    from penstock.insight.metrics.run import answer

    query = Query(
        metric=name, scope=EVERYTHING, now=datetime.now(UTC), zone="UTC", currency="EUR", by=("stage",)
    )
    return lambda: answer(state, query)


def _open(lake: Path, url: str) -> None:
    with open_state(lake, url) as state:
        state.at("opportunity").count().to_pyarrow()


def _read(url: str) -> None:
    with snapshot(url) as source:
        for name in ("opportunity", "fact"):
            with source.stream(select(TABLES[name])) as batches:
                for _ in batches:
                    pass


def _change(n: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE opportunity SET amount_minor = amount_minor + 1 WHERE id <= %s", [n])


def _seconds(call: Any) -> float:
    begun = perf_counter()
    call()
    return round(perf_counter() - begun, 2)
