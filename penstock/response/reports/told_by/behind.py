"""The records behind a number that is a metric's."""

from dataclasses import replace

from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.query import Condition, Query
from penstock.insight.metrics.run import counted
from penstock.insight.mirror.state import State
from penstock.response.reports.told import Behind


def behind(state: State, query: Query) -> Behind:
    """Those that the query's metric counts."""
    return Behind(metric_of(query).kind, counted(state, query))


def only(query: Query, **keys: str) -> Query:
    """Of these ids only, by field; "" is what is not recorded."""
    more = (Condition(field, (key or NOT_RECORDED,)) for field, key in keys.items())
    return replace(query, where=(*query.where, *more))
