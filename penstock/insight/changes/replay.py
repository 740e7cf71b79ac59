"""The lives of opportunities replayed: each change of the open value put into one bar, in whole minor units. Plain numpy."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = {"open": 0, "won": 1, "lost": 2}


@dataclass(frozen=True, slots=True)
class Points:
    """Side by side and in order of id and time: an opportunity from an instant (microseconds) on.

    exists: not removed; kind: of KINDS; amount: minor units of its own currency, 0 where there is none (has_amount);
    is_inside: the filter, and what the asker may see.
    """

    id: NDArray[Any]
    at: NDArray[Any]
    exists: NDArray[Any]
    kind: NDArray[Any]
    amount: NDArray[Any]
    has_amount: NDArray[Any]
    currency: NDArray[Any]
    is_inside: NDArray[Any]
    is_in_window: NDArray[Any]

    @property
    def counts(self) -> NDArray[Any]:
        open_ = self.exists & (self.kind == KINDS["open"])
        return np.asarray(open_ & self.is_inside & self.is_in_window)

    def of(self, held: Any) -> "Points":
        return Points(*(getattr(self, field.name)[held] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Movements:
    """By how much an opportunity moved the open value, when, and in which bar: a row each, none of them 0."""

    id: NDArray[Any]
    at: NDArray[Any]
    bar: NDArray[Any]
    change: NDArray[Any]


# (amounts, currencies, instants, currencies that the amounts are written in the decimals of) -> minor units, 0 without a rate
Worth = Callable[[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]], NDArray[Any]]
# The bar, which pairs move in it (a mask over the later points), and by how much.
Part = tuple[str, NDArray[Any], NDArray[Any]]


def replayed(points: Points, worth: Worth, existed: NDArray[Any], since: int) -> Movements:
    """Every movement. `existed`: ids of those that were there by `since`, the opening instant. The movements of an
    opportunity add up to its worth at its last point less that at the opening."""
    begins = np.ones(points.id.size, dtype=np.bool_)
    begins[1:] = points.id[1:] != points.id[:-1]
    first, later = np.flatnonzero(begins), np.flatnonzero(~begins)
    parts = [(first, part) for part in _first(points.of(first), worth, existed, since)]
    parts += [(later, part) for part in _steps(points.of(later - 1), points.of(later), worth)]
    return _told(points, parts)


def _first(point: Points, worth: Worth, existed: NDArray[Any], since: int) -> Iterator[Part]:
    value, appears = _worth(point, worth, point.at), point.counts & (point.at > since)
    known = np.isin(point.id, existed)
    yield "restored", appears & known, value
    yield "new", appears & ~known, value


def _steps(before: Points, point: Points, worth: Worth) -> Iterator[Part]:
    """From each point to the next: first the rates of the time between, then the amount, then what entered or left."""
    was, is_ = before.counts, point.counts
    now, then = _worth(before, worth, point.at), _worth(point, worth, point.at)
    yield "exchange rate", was, now - _worth(before, worth, before.at)
    yield "removed", was & ~point.exists, -now
    stays = was & point.exists
    # The same number in another currency is another worth: that is the rate's; the rest is growth.
    other = stays & before.has_amount & point.has_amount & (before.currency != point.currency)
    same = now.copy()
    same[other] = worth(before.amount[other], point.currency[other], point.at[other], before.currency[other])
    yield "exchange rate", other, same - now
    yield "grown", stays & (then > same), then - same
    yield "shrunk", stays & (then < same), then - same
    for bar, why in _exits(point):
        yield bar, stays & ~is_ & why, -then
    for bar, why in _entries(before):
        yield bar, ~was & is_ & why, then


def _exits(point: Points) -> Iterator[tuple[str, NDArray[Any]]]:
    open_ = point.kind == KINDS["open"]
    yield "won", point.kind == KINDS["won"]
    yield "lost", point.kind == KINDS["lost"]
    yield "left the filter", open_ & ~point.is_inside
    yield "pushed out", open_ & point.is_inside


def _entries(before: Points) -> Iterator[tuple[str, NDArray[Any]]]:
    open_ = before.kind == KINDS["open"]
    yield "restored", ~before.exists
    yield "reopened", before.exists & ~open_
    yield "entered the filter", before.exists & open_ & ~before.is_inside
    yield "pulled in", before.exists & open_ & before.is_inside


def _worth(point: Points, worth: Worth, at: NDArray[Any]) -> NDArray[Any]:
    found = np.zeros(point.id.size, dtype=np.int64)
    held = point.has_amount
    found[held] = worth(point.amount[held], point.currency[held], at[held], point.currency[held])
    return found


def _told(points: Points, parts: list[tuple[NDArray[Any], Part]]) -> Movements:
    """The parts that moved anything, in order of the points and of the parts."""
    places, ranks, bars, changes = [], [], [], []
    for rank, (where, (bar, held, change)) in enumerate(parts):
        moved = held & (change != 0)
        places.append(where[moved])
        ranks.append(np.full(int(moved.sum()), rank))
        bars.append(np.full(int(moved.sum()), bar, dtype=object))
        changes.append(change[moved])
    place = np.concatenate(places)
    order = np.lexsort((np.concatenate(ranks), place))
    place = place[order]
    return Movements(
        points.id[place], points.at[place], np.concatenate(bars)[order], np.concatenate(changes)[order]
    )
