"""Owners with too many open opportunities: how many each had when they took on one more. No Django."""

from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
from numpy.typing import NDArray

from penstock.insight.leaks.looking import Found, lives
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import coded, numbers
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
    owners = coded(np.concatenate((owner, of)))
    mine, asked = owners[: owner.size], owners[owner.size :]
    found = np.zeros(at.size, dtype=np.int64)
    spans, moments = _by_owner(mine), _by_owner(asked)
    starts, ends = since[spans.order], until[spans.order]
    for one in range(min(len(spans.edges), len(moments.edges)) - 1):
        held, where = spans.of(one), moments.order[moments.of(one)]
        begun = np.searchsorted(np.sort(starts[held]), at[where], "right")
        found[where] = begun - np.searchsorted(np.sort(ends[held]), at[where], "right")
    return found


@dataclass(frozen=True, slots=True)
class _Owners:
    """Places in order of who owns them, and where each owner's begin among these."""

    order: NDArray[Any]
    edges: NDArray[Any]

    def of(self, one: int) -> slice:
        return slice(int(self.edges[one]), int(self.edges[one + 1]))


def _by_owner(codes: NDArray[Any]) -> _Owners:
    # Small whole numbers are sorted in one pass.
    small = codes.astype(np.uint16) if codes.max(initial=0) < 2**16 else codes
    edges = np.cumsum(np.concatenate(([0], np.bincount(codes))))
    return _Owners(np.argsort(small, kind="stable"), edges)
