"""What can be done to saved views, and the note of an export."""

from typing import Any

from django.utils.translation import gettext as _

from penstock.faces.views.models import Export, SavedView
from penstock.faces.views.query import ListQuery
from penstock.foundation.base.naming import named
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role, User

# What belongs to the moment, not to the view.
PASSING = ("page", "view", "as_of", "known")


def save_view(
    *, actor: Acting, name: str, query: ListQuery, layout: str = "list", is_shared: bool = False
) -> SavedView:
    """Keep filters, search, columns and sort of a list or board under a name. Raises Refused, NotAllowed."""
    owner = _owner(actor, is_shared)
    return SavedView.objects.create(
        user=owner, kind=query.kind, name=named(name), layout=layout, query=_kept(query), is_shared=is_shared
    )


def update_view(
    *,
    actor: Acting,
    view: SavedView,
    name: str | None = None,
    query: ListQuery | None = None,
    is_shared: bool | None = None,
) -> SavedView:
    """Rename it, share it, or let it stand for another query. Raises Refused, NotAllowed."""
    _may_change(actor, view)
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = named(name)
    if query is not None:
        changes["query"] = _kept(query)
    if is_shared is not None:
        _owner(actor, is_shared)
        changes["is_shared"] = is_shared
    for field, value in changes.items():
        setattr(view, field, value)
    view.save(update_fields=list(changes))
    return view


def remove_view(*, actor: Acting, view: SavedView) -> None:
    """Take a view away; no record is touched. Raises NotAllowed."""
    _may_change(actor, view)
    view.delete()


def note_export(*, actor: Acting, query: ListQuery, columns: list[str]) -> Export:
    """Who took which records out of the house, and when; the count comes once the file is whole."""
    asked = {"address": query.encoded, "columns": columns}
    return Export.objects.create(user_id=actor.user_id, kind=query.kind, query=asked)


def _kept(query: ListQuery) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    for name, value in query.as_params(paged=False):
        if name not in PASSING:
            kept.setdefault(name, []).append(value)
    return kept


def _owner(actor: Acting, is_shared: bool) -> User:
    rules.require(actor.user is not None, _("Only a user has views."))
    rules.require(not is_shared or actor.role != Role.VIEWER, _("Your role may keep views, not share them."))
    assert actor.user is not None
    return actor.user


def _may_change(actor: Acting, view: SavedView) -> None:
    rules.require(
        view.user_id == actor.user_id or rules.may_administer(actor),
        _("This view is someone else's; keep one of your own."),
    )
