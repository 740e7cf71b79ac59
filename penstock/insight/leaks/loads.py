"""Owners with too many open opportunities: how many each had when they took on one more. No Django."""

from collections.abc import Iterator
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
    owner, since, until = (numbers(table, name) for name in ("owner_id", "valid_from", "valid_to"))
    first = table["is_first"].to_numpy()
    # Its own span has begun, too.
    load = loads(owner, since, until, owner[first], since[first]) - 1
    if not load.size:
        return Found(np.empty(0, dtype=np.int64))
    limit = int(np.quantile(load, MOST, method="inverted_cdf"))
    return Found(numbers(table, "id")[first][load > limit], str(limit))


def _owned(asked: Ask) -> Any:
    return asked.leaf("owned", lambda: _ownerships(asked), ("opportunity", "id")).select(
        "id", "owner_id", "valid_from", "valid_to", "is_first"
    )


def _ownerships(asked: Ask) -> Any:
    """For how long each was open with the same owner, without a gap; is_first: it was opened so."""
    spans = lives(asked)
    in_order = ibis.window(group_by=spans.id, order_by=spans.valid_from)
    spans = spans.mutate(
        place=ibis.row_number().over(in_order),
        owner_before=spans.owner_id.lag(1).over(in_order),
        end_before=spans.valid_to.lag(1).over(in_order),
    )
    goes_on = (spans.owner_before == spans.owner_id) & (spans.end_before == spans.valid_from)
    spans = spans.mutate(begins=ibis.coalesce(goes_on, False).ifelse(0, 1))
    until_here = ibis.window(group_by=spans.id, order_by=spans.valid_from, preceding=(None, 0))
    spans = spans.mutate(turn=spans.begins.sum().over(until_here)).filter(spans.owner_id.notnull())
    return spans.group_by("id", "turn", "owner_id").aggregate(
        valid_from=spans.valid_from.min(), valid_to=spans.valid_to.max(), is_first=(spans.place == 0).any()
    )


def loads(
    owner: NDArray[Any], since: NDArray[Any], until: NDArray[Any], of: NDArray[Any], at: NDArray[Any]
) -> NDArray[Any]:
    """How many of an owner's spans [since, until) hold each instant `at` of the owner `of`."""
    begins, ends, asked = (np.lexsort(keys) for keys in ((since, owner), (until, owner), (at, of)))
    owners, first, counts = np.unique(of[asked], return_index=True, return_counts=True)
    starts, after = (np.searchsorted(owner[begins], owners, side) for side in ("left", "right"))
    found = np.zeros(at.size, dtype=np.int64)
    for mine, held in zip(_slices(first, first + counts), _slices(starts, after), strict=True):
        moments = at[asked[mine]]
        begun = np.searchsorted(since[begins[held]], moments, "right")
        found[asked[mine]] = begun - np.searchsorted(until[ends[held]], moments, "right")
    return found


def _slices(starts: NDArray[Any], ends: NDArray[Any]) -> Iterator[slice]:
    return (slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True))
