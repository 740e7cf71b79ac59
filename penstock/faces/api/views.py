"""Saved views: filters, columns and sort of a list or board under a name."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse, QueryDict
from ninja import Query, Router, Schema
from pydantic import Field

from penstock.faces.api.activities import KINDS, About
from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.values import Given, Id, Line
from penstock.faces.views import actions
from penstock.faces.views.fields import Kind
from penstock.faces.views.models import SavedView
from penstock.faces.views.queries import get_view, views_of
from penstock.faces.views.query import ListQuery, read_query
from penstock.foundation.base.errors import Refused

router = Router(tags=["Saved views"])
QUERY = "Filters, q, sort and columns as they stand in the address of a list: owner=me&sort=-amount"


class ViewOut(Schema):
    """query: what the address of the list says after the question mark."""

    id: int
    name: str
    layout: str
    query: str
    is_shared: bool
    is_mine: bool


class ViewChanges(Given):
    name: Annotated[Line, Field(min_length=1)] = "-"
    query: Annotated[Line, Field(description=QUERY)] = ""
    is_shared: bool = False


class ViewNew(ViewChanges):
    name: Annotated[Line, Field(min_length=1)]
    layout: Literal["list", "board"] = "list"


class ViewsAsked(Schema):
    """Of which records."""

    layout: Literal["", "list", "board"] = ""


@router.get("/{of}/views", response=reads(Page[ViewOut]))
def list_views(request: ApiRequest, of: About, asked: Query[ViewsAsked]) -> HttpResponse:
    """The caller's own views of these records, then those that others share."""
    views = views_of(reader(request), KINDS[of])
    views = views.filter(layout=asked.layout) if asked.layout else views
    items = [_out(request, view) for view in views]
    return answer(Page[ViewOut](items=items, next_cursor=None))


@router.post("/{of}/views", response=writes(ViewOut, 201))
def save_view(request: ApiRequest, of: About, view: ViewNew) -> HttpResponse:
    """Keep a query under a name. What the list can't do is refused."""
    made = actions.save_view(
        actor=request.acting,
        name=view.name,
        query=_query(KINDS[of], view.query),
        layout=view.layout,
        is_shared=view.is_shared,
    )
    return answer(_out(request, made), status=201)


@router.patch("/{of}/views/{id}", response=writes(ViewOut))
def change_view(request: ApiRequest, of: About, id: Id, changes: ViewChanges) -> HttpResponse:
    """Rename it, share it, or let it stand for another query; one's own."""
    view, values = get_view(reader(request), KINDS[of], id), changes.values()
    if "query" in values:
        values["query"] = _query(KINDS[of], values["query"])
    return answer(_out(request, actions.update_view(actor=request.acting, view=view, **values)))


@router.delete("/{of}/views/{id}", response=writes(None, 204))
def remove_view(request: ApiRequest, of: About, id: Id) -> HttpResponse:
    """Take a view away; no record is touched."""
    actions.remove_view(actor=request.acting, view=get_view(reader(request), KINDS[of], id))
    return nothing()


def _query(kind: Kind, text: str) -> ListQuery:
    query = read_query(kind, QueryDict(text))
    if query.faults:
        raise Refused(query.faults[0], field="query")
    return query


def _out(request: ApiRequest, view: SavedView) -> ViewOut:
    params = QueryDict(mutable=True)
    values: dict[str, list[Any]] = view.query
    for name, given in values.items():
        params.setlist(name, given)
    return ViewOut(
        id=view.pk,
        name=view.name,
        layout=view.layout,
        query=params.urlencode(),
        is_shared=view.is_shared,
        is_mine=view.user_id == reader(request).pk,
    )
