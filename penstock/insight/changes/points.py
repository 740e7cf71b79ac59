"""The lives between two instants as points: each opportunity at the earlier one, at every change, and at the later. No Django."""

from dataclasses import replace
from typing import Any

import ibis

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.compile import chosen, visible
from penstock.insight.metrics.dimensions import described
from penstock.insight.metrics.lives import opportunities, with_kind
from penstock.insight.metrics.money import priced

OPENING, EVENT, CLOSING = 0, 1, 2
SHOWN = ("id", "at", "place", "exists", "kind", "amount_minor", "currency", "is_inside", "is_in_window")


def stock(ask: Ask, window: Period | None) -> Any:
    """All opportunities as of the question, with value_minor, is_inside (the filter, and what the asker may see) and
    is_in_window: what the bridge stands on at one end."""
    return _windowed(_judged(ask, priced(ask, _standing(ask))), window)


def _standing(ask: Ask) -> Any:
    rows = opportunities(ask).mutate(at=ask.instant("as_of"))
    return rows.mutate(owner_then=rows.owner_id, stage_then=rows.stage_id)


def counted(rows: Any) -> Any:
    """Those that make up the value at one end, left out or not."""
    return rows.filter(rows.kind == "open", rows.is_inside, rows.is_in_window)


def points(before: Ask, after: Ask, window: Period | None) -> Any:
    """SHOWN, for every opportunity that can have moved: in order of id, at, place.

    A point that does not exist is a removal. Records in the currency of the question that nothing happened to are
    passed over where the filter can't have moved under them.
    """
    touched = _touched(after, before)
    opening = _at_end(before, window, touched, OPENING)
    closing = _at_end(after, window, touched, CLOSING)
    whole = opening.union(_events(after, before, window), closing)
    return whole.order_by("id", "at", "place")


def existed(before: Ask, after: Ask) -> Any:
    """Of those that something happened to, who was there at some time up to the earlier instant."""
    moved = _touched(after, before).select(moved="id").distinct()
    rows = after.history("opportunity")
    rows = rows.filter(rows.valid_from <= before.instant("as_of"))
    return rows.semi_join(moved, rows.id == moved.moved).select("id").distinct()


def _touched(after: Ask, before: Ask) -> Any:
    """The spans that begin or end between the two instants."""
    rows, since = after.history("opportunity"), before.instant("as_of")
    ends = (rows.valid_to > since) & (rows.valid_to <= after.instant("as_of"))
    return rows.filter((rows.valid_from > since) | ends)


def _at_end(ask: Ask, window: Period | None, touched: Any, place: int) -> Any:
    rows = _windowed(_judged(ask, _priced_to_judge(ask, _standing(ask))), window)
    query = ask.query
    if not query.where and query.scope.is_all:
        ids = touched.select(moved=touched.id).distinct()
        rows = rows.left_join(ids, rows.id == ids.moved)
        rows = rows.filter(rows.moved.notnull() | (rows.currency != query.currency))
    return rows.mutate(place=ibis.literal(place, "int64"), exists=ibis.literal(True)).select(*SHOWN)


def _events(after: Ask, before: Ask, window: Period | None) -> Any:
    spans, since = _touched(after, before), before.instant("as_of")
    in_order = ibis.window(group_by=spans.id, order_by=spans.valid_from)
    spans = spans.mutate(next_from=spans.valid_from.lead(1).over(in_order))
    place = ibis.literal(EVENT, "int64")
    rows = with_kind(after, spans.filter(spans.valid_from > since))
    rows = rows.mutate(
        at=rows.valid_from, kind=rows.kind_then, owner_then=rows.owner_id, stage_then=rows.stage_id
    ).mutate(weight_e4=ibis.literal(0, "int64"), place=place, exists=ibis.literal(True))
    rows = _windowed(_judged(after, _priced_to_judge(after, rows)), window)
    gone = spans.filter(
        spans.valid_to <= after.instant("as_of"),
        spans.next_from.isnull() | (spans.next_from != spans.valid_to),
    )
    no = ibis.literal(False)
    gone = gone.mutate(at=gone.valid_to, place=place, exists=no, kind=ibis.literal("open"), is_inside=no)
    return rows.select(*SHOWN).union(gone.mutate(is_in_window=no).select(*SHOWN))


def _priced_to_judge(ask: Ask, rows: Any) -> Any:
    """rows with what they are worth where a condition asks for it: a point's worth is worked out when it is replayed."""
    is_asked = any(condition.field == "amount_band" for condition in ask.query.where)
    return priced(ask, rows) if is_asked else rows


def _judged(ask: Ask, rows: Any) -> Any:
    """rows with is_inside: what the asker may see and the conditions ask for, at each row's own instant."""
    if not ask.query.where and ask.query.scope.is_all:
        return rows.mutate(is_inside=ibis.literal(True))
    found = visible(ask, rows)
    for condition in ask.query.where:
        one = replace(ask, query=replace(ask.query, where=(condition,)))
        found = chosen(one, described(one, found))
    found = found.select(inside=found.id, inside_at=found["at"])
    joined = rows.left_join(found, [rows.id == found.inside, rows["at"] == found.inside_at])
    return joined.mutate(is_inside=joined.inside.notnull()).drop("inside", "inside_at")


def _windowed(rows: Any, window: Period | None) -> Any:
    if window is None:
        return rows.mutate(is_in_window=ibis.literal(True))
    inside = (rows.close_on >= window.start) & (rows.close_on < window.end)
    return rows.mutate(is_in_window=ibis.coalesce(inside, False))
