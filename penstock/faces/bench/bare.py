"""The baselines: the same questions as bare SQL over one connection, as little as can answer them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from penstock.faces.bench.timing import middle

CARDS = """
    SELECT o.*, c.name FROM stage AS s CROSS JOIN LATERAL (
        SELECT * FROM {opportunity} AS p WHERE p.stage_id = s.id AND NOT p.is_removed ORDER BY close_on, id LIMIT 25) AS o
    LEFT JOIN company AS c ON c.id = o.company_id WHERE s.kind = 'open' AND NOT s.is_removed
"""
SUMS = "SELECT stage_id, count(*), sum(amount_minor) FROM {opportunity} AS p WHERE NOT is_removed AND stage_id IN (SELECT id FROM stage WHERE kind = 'open') GROUP BY 1"
SOME = "(SELECT id FROM opportunity WHERE NOT is_removed AND stage_id IN (SELECT id FROM stage WHERE kind = 'open') LIMIT 1)"


def baselines(past: datetime) -> dict[str, float]:
    """Milliseconds (median) by the names of the benchmarks. Changes nothing."""
    now, then = {"opportunity": "opportunity"}, {"opportunity": "opportunity_at(%(past)s, 'infinity')"}
    known = {"opportunity": "opportunity_at(%(past)s, %(past)s)"}
    of_owner = "SELECT owner_id, stage_id FROM opportunity WHERE id = " + SOME
    asked = {
        "board": [CARDS.format(**now), SUMS.format(**now)],
        "list of 50 by amount": [
            "SELECT * FROM opportunity WHERE NOT is_removed ORDER BY amount_minor DESC NULLS LAST, id LIMIT 50"
        ],
        "list by owner and stage": [
            f"SELECT * FROM opportunity WHERE (owner_id, stage_id) IN ({of_owner}) AND NOT is_removed LIMIT 50"
        ],
        "search as you type": [
            f"SELECT id, name FROM {table} WHERE sort_name LIKE '%%mar%%' AND NOT is_removed LIMIT 6"
            for table in ("opportunity", "company", "person", "lead")
        ],
        "record page": [
            f"SELECT * FROM opportunity WHERE id = {SOME}",
            f"SELECT * FROM ledger WHERE kind = 'opportunity' AND record_id = {SOME}",
            f"SELECT * FROM activity WHERE opportunity_id = {SOME}",
        ],
        "board of a past day": [CARDS.format(**then), SUMS.format(**then)],
        "board of a past day, as known then": [CARDS.format(**known), SUMS.format(**known)],
        "API create": [
            "INSERT INTO opportunity (name, pipeline_id, stage_id, currency, next_step, description, checked, custom)"
            " SELECT 'Benchmark', pipeline_id, id, 'EUR', '', '', '{}', '{}' FROM stage WHERE kind = 'open' LIMIT 1"
        ],
        "API move": [
            f"UPDATE opportunity SET stage_id = (SELECT id FROM stage WHERE kind = 'open' ORDER BY random() LIMIT 1) WHERE id = {SOME}"
        ],
        "API win": [
            f"UPDATE opportunity SET stage_id = (SELECT id FROM stage WHERE kind = 'won' LIMIT 1) WHERE id = {SOME}"
        ],
    }
    return {name: middle(partial(_run, statements, past)) for name, statements in asked.items()}


def _run(statements: list[str], past: datetime) -> None:
    with _undone(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"past": past})
            if cursor.description:
                cursor.fetchall()


@contextmanager
def _undone() -> Iterator[None]:
    """A transaction that leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
