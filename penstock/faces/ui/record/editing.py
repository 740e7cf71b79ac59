"""One fact of a record, edited where it stands: /opportunities/12/facts/next_step."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from penstock.faces.ui.record.doors import to_change
from penstock.faces.ui.record.facts import Fact, Shown, changes_of, seen_of, shown
from penstock.faces.ui.record.kinds import Kind
from penstock.faces.ui.rendering import render, wants_piece
from penstock.faces.ui.signed_in import user_of
from penstock.foundation.base.errors import ChangedMeanwhile, NotAllowed, Refused
from penstock.records.team.acting import Acting
from penstock.records.team.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: HttpRequest, pk: int, name: str, kind: Kind) -> HttpResponse:
    """GET: the form, or with `?shown` the value. POST: save it."""
    user = user_of(request)
    record = kind.find(user, pk) if "shown" in request.GET else to_change(request, kind, pk)
    its = next((one for one in kind.every_fact() if one.name == name), None)
    if its is None:
        raise Http404(name)
    if request.method == "POST":
        return _save(request, user, record, its, kind)
    piece = "value" if "shown" in request.GET else "edit"
    return _answer(request, user, record, shown(its, record, user), kind, piece)


def _save(request: HttpRequest, user: User, record: Any, its: Fact, kind: Kind) -> HttpResponse:
    try:
        changes, seen = changes_of(its, request.POST, user), seen_of(its, request.POST, record)
        kind.update(actor=Acting.on_screen(user), **{kind.name: record}, changes=changes, seen=seen)
    except NotAllowed:
        raise
    except Refused as refusal:
        if isinstance(refusal, ChangedMeanwhile):
            record = kind.find(user, record.pk)
        typed = Shown(its, request.POST.get(its.name, ""), "")
        return _answer(request, user, record, typed, kind, "edit", error=str(refusal), status=refusal.status)
    if not wants_piece(request):
        return HttpResponseRedirect(reverse(kind.name, args=[record.pk]))
    return _answer(
        request, user, record, shown(its, kind.find(user, record.pk), user), kind, "value", is_saved=True
    )


def _answer(
    request: HttpRequest,
    user: User,
    record: Any,
    its: Shown,
    kind: Kind,
    piece: str,
    *,
    error: str = "",
    status: int = 200,
    is_saved: bool = False,
) -> HttpResponse:
    context = {
        "kind": kind,
        "record": record,
        "shown": its,
        "options": its.fact.options(user) if its.fact.options else [],
        "seen": shown(its.fact, record, user).raw,
        "error": error,
        "is_saved": is_saved,
        "may_change": True,
    }
    return render(request, "record/fact.html", context, piece=piece, status=status)
