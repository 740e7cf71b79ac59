"""The records behind a number that is a metric's."""

from collections.abc import Sequence
from dataclasses import replace

from penstock.insight.metrics.answer import Point
from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.query import Condition, Query
from penstock.insight.metrics.run import counted, counted_at
from penstock.insight.mirror.state import State
from penstock.response.reports.told import Behind


def behind(state: State, query: Query) -> Behind:
    """Those that the query's metric counts."""
    return Behind(metric_of(query).kind, counted(state, query))


PERIOD = "period"  # the cell of a point of a series: period:LABEL
OF_PERIOD = f"{PERIOD}:{{period}}"


def behind_point(state: State, query: Query, points: Sequence[Point], label: str) -> Behind | None:
    """Those that the metric counts in the period of this name; None where the series has none."""
    point = next((one for one in points if one.label == label), None)
    return Behind(metric_of(query).kind, counted_at(state, query, point)) if point else None


def only(query: Query, **keys: str) -> Query:
    """Of these ids only, by field; "" is what is not recorded."""
    more = (Condition(field, (key or NOT_RECORDED,)) for field, key in keys.items())
    return replace(query, where=(*query.where, *more))
