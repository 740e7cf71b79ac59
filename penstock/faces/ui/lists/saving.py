"""Saved views of a list: kept, changed, shared, taken away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penstock.faces.ui.lists.listing import Asked, asked
from penstock.faces.ui.toasts import toast
from penstock.faces.views import actions
from penstock.faces.views.fields import Kind
from penstock.faces.views.queries import get_view
from penstock.faces.views.query import ListQuery


@login_required
@require_POST
def views(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Keep the list's query as a new view."""
    its = _asked(request, kind)
    view = actions.save_view(
        actor=its.actor,
        name=request.POST.get("name", ""),
        query=its.query,
        layout=_face(request),
        is_shared="shared" in request.POST,
    )
    toast(request, _("“%(name)s” is kept") % {"name": view.name})
    return _to(request, its, its.query.in_view(view.pk))


@login_required
@require_POST
def view(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Let a view stand for the list's query, name and sharing as they are now."""
    its = _asked(request, kind)
    found = get_view(its.reader.user, kind, pk)
    actions.update_view(
        actor=its.actor,
        view=found,
        name=request.POST.get("name", ""),
        query=its.query,
        is_shared="shared" in request.POST,
    )
    toast(request, _("“%(name)s” is kept") % {"name": found.name})
    return _to(request, its, its.query.in_view(found.pk))


@login_required
@require_POST
def removal(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """Take a view away; what it showed stays on the page."""
    its = _asked(request, kind)
    found = get_view(its.reader.user, kind, pk)
    actions.remove_view(actor=its.actor, view=found)
    toast(request, _("The view “%(name)s” is gone; its records are not") % {"name": found.name})
    return _to(request, its, its.query.without_passing())


def _asked(request: HttpRequest, kind: Kind) -> Asked:
    return asked(request, kind, QueryDict(request.POST.get("state", "")))


def _face(request: HttpRequest) -> str:
    return "board" if request.POST.get("face") == "board" else "list"


def _to(request: HttpRequest, its: Asked, query: ListQuery) -> HttpResponse:
    """The page that one came from, list or board, with this query."""
    if _face(request) == "board" and its.query.kind == "opportunity":
        return HttpResponseRedirect(f"{reverse('opportunities')}?{query.encoded}")
    return HttpResponseRedirect(its.screen.address(query=query))
