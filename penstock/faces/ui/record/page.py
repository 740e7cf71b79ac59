"""What every record page has: facts left, timeline in the middle, the date, and the way to its neighbours in the list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from penstock.faces.ui.asof import Look, look_of
from penstock.faces.ui.record.facts import amount_of, shown
from penstock.faces.ui.record.kinds import Kind
from penstock.faces.ui.record.timeline import lines_of
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views.compiling import matching, ordered
from penstock.faces.views.query import read_query
from penstock.faces.views.reading import Reader
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_change, may_create, may_remove
from penstock.records.workspace.queries import current

# As far as j and k know the list that one came from.
WALKED = 2_000


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The place of a record in the list that one came from: 3 of 105, and who stands beside it."""

    place: int
    count: int
    previous: int | None
    next: int | None


def page_of(request: HttpRequest, kind: Kind, pk: int) -> dict[str, Any]:
    """The context of a record's page. Raises NotVisible."""
    user, now = user_of(request), timezone.now()
    workspace = current()
    look = look_of(request.GET, workspace.tzinfo, now)
    record = kind.find(user, pk, **look.instants)
    actor = Acting.on_screen(user)
    facts = kind.every_fact()
    return {
        "kind": kind,
        "record": record,
        "look": look,
        "now": now,
        "workspace": workspace,
        "facts": [shown(fact, record, user) for fact in facts],
        "lines": lines_of(kind, record, facts, look),
        "may_change": not look.is_past and may_change(actor, kind.name, record.owner_id),
        "may_remove": not look.is_past and may_remove(actor, kind.name, record.owner_id),
        "may_create": may_create(actor, kind.name),
        "may_write": not look.is_past and user.role != "viewer",
        "money_of": amount_of,
        "is_saved": False,
        "neighbours": _in_list(kind, pk, Reader(user, workspace, now), request.GET),
        "carried": f"?{request.GET.urlencode()}" if request.GET else "",
    }


def timeline_context(
    request: HttpRequest, kind: Kind, record: Any, look: Look, now: datetime
) -> dict[str, Any]:
    """What the timeline's piece needs after something was written."""
    return {
        "kind": kind,
        "record": record,
        "look": look,
        "now": now,
        "lines": lines_of(kind, record, kind.every_fact(), look),
        "may_write": True,
    }


def _in_list(kind: Kind, pk: int, reader: Reader, state: QueryDict) -> Neighbours | None:
    """Before and after in the list that one came from, where one did."""
    if state.get("face") != "list":
        return None
    query = read_query(kind.name, state, today=reader.today)
    return neighbours_of(ordered(query, matching(query, reader)), pk)


def neighbours_of(ordered: QuerySet[Any], pk: int) -> Neighbours | None:
    """Where a record stands in the list one came from; nothing when it is not among its first."""
    ids = list(ordered.values_list("pk", flat=True)[:WALKED])
    if pk not in ids:
        return None
    at = ids.index(pk)
    return Neighbours(
        place=at + 1,
        count=len(ids),
        previous=ids[at - 1] if at else None,
        next=ids[at + 1] if at + 1 < len(ids) else None,
    )
