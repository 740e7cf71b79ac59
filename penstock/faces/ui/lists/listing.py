"""The list page: /companies/, /people/, /leads/, /opportunities/list/; and its foot, which may come later."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from penstock.faces.ui.asof import Look, look_of
from penstock.faces.ui.lists.drawing import rows_of
from penstock.faces.ui.lists.screens import SCREENS, Screen, import_address
from penstock.faces.ui.lists.tabs import tabs_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views.chips import chips_of
from penstock.faces.views.compiling import Page, page_of
from penstock.faces.views.fields import Kind
from penstock.faces.views.queries import views_of
from penstock.faces.views.query import ListQuery, read_query
from penstock.faces.views.reading import Reader
from penstock.faces.views.sources import anything
from penstock.faces.views.standing import STANDING
from penstock.faces.views.totals import totals_of
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current


@dataclass(frozen=True, slots=True)
class Asked:
    """What every address of a list begins with: who reads, which query, as of when."""

    screen: Screen
    reader: Reader
    query: ListQuery
    look: Look

    @property
    def actor(self) -> Acting:
        return Acting.on_screen(self.reader.user)


def asked(request: HttpRequest, kind: Kind, state: QueryDict | None = None) -> Asked:
    """The list that a request means, by its address (or by `state`)."""
    workspace, now = current(), timezone.now()
    reader = Reader(user_of(request), workspace, now)
    given = request.GET if state is None else state
    query = read_query(kind, given, today=reader.today)
    return Asked(SCREENS[kind], reader, query, look_of(given, workspace.tzinfo, now))


@login_required
@require_safe
def listing(request: HttpRequest, kind: Kind) -> HttpResponse:
    """One page of the list."""
    its = asked(request, kind)
    if "" in request.GET.values() or "column" in request.GET:
        # A form sends what was left empty too; the address says only what was asked.
        return HttpResponseRedirect(its.screen.address(query=its.query))
    page = page_of(its.query, its.reader)
    is_whole = not page.has_next and its.query.page == 1
    context = _page_context(its, page) | {
        "totals": totals_of(its.query, its.reader) if is_whole or "totals" in request.GET else None
    }
    return render(request, "lists/list.html", context)


@login_required
@require_safe
def totals(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The foot of the list, which long lists ask for once they are there."""
    its = asked(request, kind)
    context = {"its": its, "columns": its.query.shown, "totals": totals_of(its.query, its.reader)}
    return render(request, "lists/_totals.html", context)


def _page_context(its: Asked, page: Page) -> dict[str, Any]:
    columns = its.query.shown
    saved = list(views_of(its.reader.user, its.query.kind))
    sort, descending = its.query.sorted_by
    is_past = its.query.is_past
    # Who may make one may change some; a marketer looks at opportunities only.
    may_change = not is_past and rules.may_create(its.actor, its.query.kind)
    return {
        "its": its,
        "query": its.query,
        "columns": columns,
        "rows": rows_of(page.records, its.screen, its.query, its.reader, may_change=may_change),
        "page": page,
        "chips": chips_of(its.query, its.reader),
        "tabs": tabs_of(its.screen.address(), its.query, its.look, STANDING[its.query.kind], saved),
        "sorted": (sort.name, "descending" if descending else "ascending"),
        "empty": "" if page.records else _why_empty(its),
        "view": next((view for view in saved if view.pk == its.query.view), None),
        "may_create": may_change,
        "may_change": may_change,
        "import_address": import_address(its.actor, its.query.kind),
        "may_export": rules.may_export(its.actor, its.reader.workspace),
    }


def _why_empty(its: Asked) -> str:
    """Which of the empties it is: nothing_found, nothing_visible, nothing_then or nothing_yet."""
    if its.query.is_narrowed or its.query.page > 1:
        return "nothing_found"
    if its.query.is_past:
        return "nothing_then"
    return "nothing_visible" if anything(its.query.kind) else "nothing_yet"
