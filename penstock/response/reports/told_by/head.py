"""What every report's answer begins with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from penstock.insight.metrics.answer import LeftOut as MetricLeftOut
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import LeftOut


def head(name: str, asked: Asked) -> dict[str, Any]:
    """The fields of Told that follow from the question."""
    query = asked.query
    return {
        "report": name,
        "as_of": query.as_of or query.now,
        "known": query.known,
        "start": query.period.start if query.period else None,
        "end": _last(query.period.end) if query.period else None,
        "computed_at": query.now,
        "currency": query.currency,
    }


def _last(end: date) -> date:
    return date.fromordinal(end.toordinal() - 1)


def pipeline_names(state: State, query: Query) -> dict[int, str]:
    """By id, as they were called at the instant asked about."""
    asked = asked_as_one(state, query, "pipeline_value")
    rows = fetched(asked, "pipeline names", lambda: asked.defined("pipeline").select("id", "name"))
    return {row["id"]: row["name"] for row in rows.to_pylist()}


def left_out(found: Iterable[MetricLeftOut]) -> tuple[LeftOut, ...]:
    """As metrics say it, each reason once."""
    whys: dict[str, int] = {}
    for one in found:
        whys[one.why] = max(whys.get(one.why, 0), one.n)
    return tuple(LeftOut(why, n) for why, n in whys.items())
