"""The replay a second, dumber way: one life after the other, one point after the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

# (amount in minor units, its currency, at which instant, with the decimals of which other currency) -> minor units
Worth = Callable[[int, str, int, str], int | None]


@dataclass(frozen=True, slots=True)
class Point:
    """An opportunity from an instant (microseconds) on; not `exists`: removed. is_inside: the filter; amounts in minor
    units of their own currency, None where there is none."""

    id: int
    at: int
    exists: bool
    kind: str
    amount: int | None
    currency: str
    is_inside: bool
    is_in_window: bool

    @property
    def counts(self) -> bool:
        return self.exists and self.kind == "open" and self.is_inside and self.is_in_window


@dataclass(frozen=True, slots=True)
class Movement:
    """By how much one opportunity moved the open value, when, and in which bar."""

    id: int
    at: int
    bar: str
    change: int


def replayed(lives: Iterable[list[Point]], worth: Worth, existed: set[int], since: int) -> Iterator[Movement]:
    """Every movement of the lives, each a list of points in order of time. `existed`: who was there by `since`, the
    opening instant. The movements of a life add up to its worth at the last point less that at the opening."""
    for life in lives:
        known = life[0].at > since and life[0].id in existed
        yield from (
            Movement(life[0].id, at, bar, change)
            for at, bar, change in _moves(life, worth, known, since)
            if change
        )


def _moves(life: list[Point], worth: Worth, known: bool, since: int) -> Iterator[tuple[int, str, int]]:
    before: Point | None = None
    for point in life:
        if before is None:
            if point.at > since and point.counts:
                yield point.at, "restored" if known else "new", _worth(point, worth, point.at)
        else:
            for bar, change in _step(before, point, worth):
                yield point.at, bar, change
        before = point


def _step(before: Point, point: Point, worth: Worth) -> Iterator[tuple[str, int]]:
    """From one point to the next: first the rates of the time between, then the amount, then what entered or left."""
    at = point.at
    if not before.counts:
        if point.counts:
            yield _entry(before, point), _worth(point, worth, at)
        return
    now = _worth(before, worth, at)
    yield "exchange rate", now - _worth(before, worth, before.at)
    if not point.exists:
        yield "removed", -now
        return
    if before.amount is not None and point.amount is not None and before.currency != point.currency:
        # The same number in another currency is another worth: that is the rate's; the rest is growth.
        same = worth(before.amount, point.currency, at, before.currency) or 0
        yield "exchange rate", same - now
        now = same
    then = _worth(point, worth, at)
    yield ("grown" if then > now else "shrunk"), then - now
    if not point.counts:
        yield _exit(point), -then


def _worth(point: Point, worth: Worth, at: int) -> int:
    return (worth(point.amount, point.currency, at, point.currency) or 0) if point.amount is not None else 0


def _entry(before: Point, point: Point) -> str:
    if not before.exists:
        return "restored"
    if before.kind != "open":
        return "reopened"
    return "pulled in" if before.is_inside else "entered the filter"


def _exit(point: Point) -> str:
    if point.kind != "open":
        return point.kind
    return "pushed out" if point.is_inside else "left the filter"
