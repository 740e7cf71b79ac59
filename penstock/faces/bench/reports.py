"""Every report and the dashboards over the sample company, as screens, API and command ask for them."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from time import process_time

from django.db import connection

from penstock.faces.bench.frames import FRAMES
from penstock.faces.bench.memory import held
from penstock.faces.bench.timing import Result, middle, timed
from penstock.faces.bench.web import administrator
from penstock.faces.views.numbers import Asked
from penstock.faces.views.reporting import report_told
from penstock.insight.mirror.apart import sync_apart
from penstock.insight.mirror.place import database_url, lake_folder
from penstock.response.reports.catalogue import REPORTS

RUNS = 9
AFTER = ("pipeline", "sources", "stages")
CLOSED = (
    "FROM opportunity AS o JOIN stage AS s ON s.id = o.stage_id WHERE NOT o.is_removed AND s.kind <> 'open'"
)
# As near to the report's question as one plain statement comes: no interval, no currency, no past, no rights.
BARE = {
    "pipeline": "SELECT s.name, count(*), sum(o.amount_minor), sum(o.amount_minor * s.probability) FROM opportunity AS o"
    " JOIN stage AS s ON s.id = o.stage_id WHERE NOT o.is_removed AND s.kind = 'open' GROUP BY 1",
    "trend": f"SELECT date_trunc('month', o.stage_since), count(*) {CLOSED} GROUP BY 1",
    "sources": f"SELECT o.source_id, count(*), count(*) FILTER (WHERE s.kind = 'won'), sum(o.amount_minor) {CLOSED} GROUP BY 1",
    "winloss": f"SELECT o.owner_id, o.loss_reason_id, s.kind, count(*), sum(o.amount_minor) {CLOSED} GROUP BY 1, 2, 3",
    "cycle": "SELECT date_trunc('quarter', o.stage_since), percentile_cont(0.5) WITHIN GROUP (ORDER BY o.stage_since - o.created_at)"
    f" {CLOSED} GROUP BY 1",
    "stages": "SELECT stage_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY gone - came) FROM (SELECT id, stage_id, min(valid_from) AS came,"
    " max(valid_to) AS gone FROM opportunity_past WHERE known_to = 'infinity' GROUP BY 1, 2) AS stay GROUP BY 1",
}


def run() -> list[Result]:
    """Milliseconds by report, over all time, as whoever sees everything; cpu: of this process. The baseline is BARE in PostgreSQL,
    then FRAMES. A report that is asked again finds its state kept; `after a change` it does not."""
    # As the worker does: a web process brings no files up to date.
    sync_apart(lake_folder(), database_url())
    results = [timed("first question of a process", _telling("pipeline"), runs=2, warm=0)]
    kept = []
    for name in REPORTS:
        results.append(timed(name, _telling(name), runs=RUNS, warm=1, baseline=bare(name), spent=_spent))
        kept.append(held(os.getpid()))
    results += [_changed(name) for name in AFTER]
    results.append(_dashboard())
    results += _memory([*kept, held(os.getpid())])
    # Last, since pandas takes memory that no web process takes.
    return results + [_beside(one) for one in results if one.name in FRAMES]


def _memory(kept: list[tuple[float, float] | None]) -> list[Result]:
    """Of this process alone, without the database: the most between two reports, and the most while one was told."""
    told = [one for one in kept if one is not None]
    between, ever = (
        (max(column, default=None) for column in zip(*told, strict=True)) if told else (None, None)
    )
    return [
        Result("memory between reports, at most", "MB", value=between),
        Result("memory while one is told, at most", "MB", value=ever),
    ]


def _beside(result: Result) -> Result:
    """The same times, with pandas as the baseline."""
    baseline = round(middle(FRAMES[result.name]), 2)
    ratio = round(result.p50 / baseline, 1) if result.p50 else None
    return replace(result, name=f"{result.name}, against pandas", baseline=baseline, ratio=ratio)


def _changed(name: str) -> Result:
    """Asked each time of records that have changed since: a tail to read, and nothing kept of before."""
    tell = _telling(name)

    def changed() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE opportunity SET amount_minor = amount_minor + 1 WHERE id = (SELECT min(id) FROM opportunity)"
            )
        tell()

    return timed(f"{name} after a change", changed, runs=RUNS, warm=1, spent=_spent)


def _telling(name: str) -> Callable[[], object]:
    words = Asked(metric="opportunities_won" if name == "trend" else "")
    return lambda: report_told(name, words, None, datetime.now(UTC))


def _dashboard() -> Result:
    """The executive's ready one, told anew."""
    from penstock.response.dashboards.keeping import tell
    from penstock.response.dashboards.ready import READY

    user = administrator()
    tiles = READY["executive"].tiles
    return timed(
        f"dashboard of {len(tiles)} tiles",
        lambda: tell(user, tiles, datetime.now(UTC)),
        runs=RUNS,
        warm=1,
        spent=_spent,
    )


def _spent() -> float:
    return process_time() * 1000


def bare(name: str) -> float | None:
    """The baseline of a report, in milliseconds; None where no one statement comes near."""
    return middle(partial(_fetch, BARE[name])) if name in BARE else None


def _fetch(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.fetchall()
