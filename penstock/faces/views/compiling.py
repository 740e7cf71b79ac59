"""From a query to records: the rows in order, one page of them, and their count and sums."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from penstock.faces.views.fields import Field, Kind
from penstock.faces.views.filters import condition
from penstock.faces.views.folding import folded
from penstock.faces.views.query import PER_PAGE, ListQuery
from penstock.faces.views.reading import Reader
from penstock.faces.views.sources import VISIBLE
from penstock.foundation.base.remembering import is_remembered, with_references

# The columns by which a record is shown in a cell: its name, and what stands in for one or gives it a colour.
CALLED = ("name",)
CALLED_BY = {"person": ("name", "emails"), "stage": ("name", "kind", "position")}


def matching(query: ListQuery, reader: Reader) -> "QuerySet[Any]":
    """The records that the reader may see and the query asks for, in no order. No query is run."""
    valid, known = reader.instants(query.at, query.known_then)
    return narrowed(query, reader, VISIBLE[query.kind](reader.user, valid=valid, known=known), query.at)


def narrowed(query: ListQuery, reader: Reader, records: "QuerySet[Any]", at: date | None) -> "QuerySet[Any]":
    """Those of the records that the query asks for; at: the day whose rates count."""
    for filter in query.filters:
        records = records.filter(condition(filter, reader, at))
    return records.filter(_searched(query.search))


def ordered(query: ListQuery, records: "QuerySet[Any]", *, remembers: bool = False) -> "QuerySet[Any]":
    """The records as the list sorts them, with no more of them than its columns show. remembers: without what
    `with_references` brings."""
    shown, (sort, descending) = query.shown, query.sorted_by
    apart = [one for one in shown if remembers and _is_remembered(one, records.model)]
    read = [one for one in shown if one not in apart]
    columns = [column for one in read for column in _read_by(one, query.kind)]
    columns += [one.path.partition("__")[0] for one in apart]
    # Not what the door preloads for a single record.
    records = records.select_related(None)
    if preloads := {one.preload for one in read if one.preload}:
        records = records.select_related(*preloads)
    return records.only(*columns).order_by(*_order(sort, descending))


def _is_remembered(field: Field, model: Any) -> bool:
    if field.type != "record":
        return False
    return is_remembered(model._meta.get_field(field.path.partition("__")[0]).related_model)


def _read_by(field: Field, kind: Kind) -> list[str]:
    """The columns that a cell needs, as the ORM spells them."""
    if field.custom_key:
        return ["custom"]
    match field.type:
        case "name":
            return list(CALLED_BY.get(kind, CALLED))
        case "record":
            return [f"{field.path}__{column}" for column in CALLED_BY.get(field.name, CALLED)]
        case "money":
            return [field.path, "currency"]
        case _:
            return [field.path]


def _order(sort: Field, descending: bool) -> list[Any]:
    # As the indexes have it: empty values last either way, the id to decide between equals.
    if sort.may_be_null:
        return [
            F(path).desc(nulls_last=True) if descending else F(path).asc(nulls_last=True)
            for path in sort.sort
        ] + ["id"]
    sign = "-" if descending else ""
    return [f"{sign}{path}" for path in (*sort.sort, "id")]


def _searched(search: str) -> Q:
    """Every word of the search in the name."""
    found = Q()
    for word in search.split():
        found &= Q(sort_name__contains=folded(word))
    return found


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and whether there is another."""

    records: list[Any] = field(default_factory=list)
    has_next: bool = False


def page_of(query: ListQuery, reader: Reader) -> Page:
    """One page of the query's records, in one database query."""
    start = (query.page - 1) * PER_PAGE
    found = ordered(query, matching(query, reader), remembers=not query.is_past)
    rows = list(found[start : start + PER_PAGE + 1])
    return Page(rows[:PER_PAGE] if query.is_past else with_references(rows[:PER_PAGE]), len(rows) > PER_PAGE)
