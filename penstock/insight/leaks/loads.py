"""Owners with too many open opportunities: how many each had when they took on one more. No Django."""

from typing import Any

import ibis
import numpy as np
from numpy.typing import NDArray

from penstock.insight.leaks.looking import Found, lives
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.plans import fetched

MOST = 0.8  # of the openings lie at or under the limit


def overloaded(asked: Ask) -> Found:
    """Opened by an owner who had more others open than at four of five openings: the limit is one's own."""
    table = fetched(asked, "owned", lambda: _owned(asked))
    owner, since, until, place = (
        numbers(table, name) for name in ("owner_id", "valid_from", "valid_to", "place")
    )
    first = place == 0
    # Its own span has begun, too.
    load = loads(owner, since, until, owner[first], since[first]) - 1
    if not load.size:
        return Found(np.empty(0, dtype=np.int64))
    limit = int(np.quantile(load, MOST, method="inverted_cdf"))
    return Found(numbers(table, "id")[first][load > limit], str(limit))


def _owned(asked: Ask) -> Any:
    spans = lives(asked)
    in_order = ibis.window(group_by=spans.id, order_by=spans.valid_from)
    spans = spans.mutate(place=ibis.row_number().over(in_order)).filter(spans.owner_id.notnull())
    return spans.select("id", "owner_id", "valid_from", "valid_to", "place")


def loads(
    owner: NDArray[Any], since: NDArray[Any], until: NDArray[Any], of: NDArray[Any], at: NDArray[Any]
) -> NDArray[Any]:
    """How many of an owner's spans [since, until) hold each instant `at` of the owner `of`."""
    found = np.zeros(at.size, dtype=np.int64)
    for one in np.unique(of):
        held, asked = owner == one, of == one
        begun = np.searchsorted(np.sort(since[held]), at[asked], "right")
        found[asked] = begun - np.searchsorted(np.sort(until[held]), at[asked], "right")
    return found
