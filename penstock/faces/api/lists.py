"""Lists of records: the filters, search and sort of the screens' addresses, as of an instant, page by page."""

from typing import Annotated, Any

from django.http import QueryDict
from django.utils import timezone
from ninja import Schema
from pydantic import Field as Described

from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.cursors import Order, page
from penstock.faces.api.instants import instants_of
from penstock.faces.api.values import Line
from penstock.faces.views.compiling import narrowed
from penstock.faces.views.fields import Kind
from penstock.faces.views.query import ListQuery, read_query
from penstock.faces.views.reading import Reader
from penstock.faces.views.sources import VISIBLE
from penstock.foundation.base.errors import Refused
from penstock.foundation.base.models import Tracked
from penstock.foundation.base.remembering import with_references
from penstock.records.workspace.queries import current

# Beside what processes remember.
PRELOADS: dict[Kind, tuple[str, ...]] = {
    "company": (),
    "person": ("company",),
    "lead": ("company", "person"),
    "opportunity": ("company", "source_lead"),
}
# On a past day everything is as it stood then.
PRELOADS_THEN: dict[Kind, tuple[str, ...]] = {
    "company": ("owner",),
    "person": ("owner", "company"),
    "lead": ("owner", "company", "person", "source"),
    "opportunity": (
        "owner",
        "company",
        "pipeline",
        "stage",
        "source",
        "source_lead",
        "loss_reason",
        "competitor",
    ),
}

AsOf = Annotated[
    Line,
    Described(description="A date (the end of that day in the workspace's zone) or an instant; empty: now"),
]
Known = Annotated[
    Line, Described(description='With what was known then: "yes" for as_of itself, or a date or an instant')
]


class Past(Schema):
    """The instant that a read asks about."""

    as_of: AsOf = ""
    known: Known = ""


class ListAsked(Past):
    """What every list takes beside its filters."""

    q: Annotated[Line, Described(description="Words, all of which must be in the name; accents ignored")] = ""
    sort: Annotated[Line, Described(description="A field's name; -name for descending")] = ""
    limit: Annotated[int, Described(ge=1, le=200)] = 50
    cursor: Annotated[str, Described(max_length=4000, description="next_cursor of the page before")] = ""


def listed(request: ApiRequest, kind: Kind, asked: ListAsked) -> tuple[list[Any], str | None]:
    """One page of records, loaded with what they refer to, and the cursor of the next."""
    workspace, now, user = current(), timezone.now(), reader(request)
    query = _read(kind, request.GET)
    instants = instants_of(asked.as_of, asked.known, workspace.tzinfo, now)
    preloads = PRELOADS_THEN[kind] if instants.valid else PRELOADS[kind]
    records = VISIBLE[kind](user, **instants.doors).select_related(None)
    records = records.select_related(*preloads) if preloads else records
    day = instants.valid.astimezone(workspace.tzinfo).date() if instants.valid else None
    found = narrowed(query, Reader(user, workspace, now), records, day)
    rows, cursor = page(found, _order(query), size=asked.limit, cursor=asked.cursor)
    return rows if instants.valid else with_references(rows), cursor


def loaded(kind: Kind, written: Tracked) -> Any:
    """A record that was just written, as it stands now, with what it refers to. Whoever wrote it may see that."""
    rows = type(written)._base_manager.filter(pk=written.pk)
    return with_references(rows.select_related(*PRELOADS[kind]) if PRELOADS[kind] else rows)[0]


def past_of(asked: Past) -> dict[str, Any]:
    """valid and known, as the rooms' doors take them."""
    if not asked.as_of and not asked.known:
        return {}
    return instants_of(asked.as_of, asked.known, current().tzinfo, timezone.now()).doors


def _read(kind: Kind, params: QueryDict) -> ListQuery:
    """What can't be done is refused, where a screen would show the rest."""
    query = read_query(kind, params)
    taken = {filter.param for filter in query.filters} | set(ListAsked.model_fields)
    for name in params:
        if name not in taken and params[name]:
            raise Refused(query.faults[0] if query.faults else f"There is no filter “{name}”.", field=name)
    if params.get("sort") and not query.sort:
        raise Refused("This list can't be sorted so.", field="sort")
    return query


def _order(query: ListQuery) -> list[Order]:
    field, descending = query.sorted_by
    keys = [Order(path, descending, field.may_be_null) for path in field.sort]
    return [*keys, Order("id", descending and not field.may_be_null, may_be_null=False)]
