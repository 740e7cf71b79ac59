"""Records that may be one: the hint on the page, the merge, and taking it back: /companies/12/merges."""

from collections.abc import Callable
from typing import Any, Literal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from penstock.faces.ui.record.doors import to_remove
from penstock.faces.ui.record.kinds import Kind
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.faces.views.given import number_or_none
from penstock.foundation.base.errors import Refused
from penstock.records.people.actions import (
    merge_companies,
    merge_persons,
    tell_apart,
    tell_apart_no_more,
    unmerge,
)
from penstock.records.people.duplicates import (
    VISIBLE,
    duplicate_companies,
    duplicate_pairs,
    duplicate_persons,
    told_apart,
)
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.models import User

SHOWN = 50
WHY = {
    "email": gettext_lazy("the same e-mail"),
    "phone": gettext_lazy("the same phone"),
    "domain": gettext_lazy("the same domain"),
    "name": gettext_lazy("the same name"),
}
MERGES: dict[str, Callable[..., int]] = {"company": merge_companies, "person": merge_persons}


def doubles_of(kind: Literal["company", "person"], record: Any, user: User) -> list[Any]:
    """Others that this user sees and that share an address, number, domain or name with it."""
    names = ("name", "domains") if kind == "company" else ("emails", "phones", "country")
    values = {name: getattr(record, name) for name in names}
    found = duplicate_companies(user, values) if kind == "company" else duplicate_persons(user, values)
    others = [other for other in found if other.pk != record.pk]
    apart = told_apart(kind, record.pk) if others else set()
    return [other for other in others if other.pk not in apart]


@login_required
@require_safe
def work_list(request: HttpRequest, kind: Kind) -> HttpResponse:
    """All that may be here twice, among what this person sees, best evidence first."""
    user = user_of(request)
    pairs = duplicate_pairs(user, _name(kind), limit=SHOWN + 1)
    ids = {id for pair in pairs for id in (pair.first_id, pair.second_id)}
    records = VISIBLE[kind.name](user).select_related("owner").in_bulk(ids)
    rows = [
        (records[pair.first_id], records[pair.second_id], WHY[pair.why])
        for pair in pairs[:SHOWN]
        if {pair.first_id, pair.second_id} <= records.keys()
    ]
    may = rules.may_remove(Acting.on_screen(user), kind.name, user.pk)
    context = {"kind": kind, "rows": rows, "is_more": len(pairs) > SHOWN, "may_merge": may}
    return render(request, "people/duplicates.html", context)


@login_required
@require_POST
def merges(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """`other` counts as this one from now on, with all of its history."""
    kept = to_remove(request, kind, pk)
    doubled = _other(request, kind)
    act = MERGES[kind.name](actor=Acting.on_screen(user_of(request)), kept=kept, doubled=doubled)
    toast(
        request,
        _("%(name)s and its double are one now") % {"name": kept},
        undo=reverse(f"{kind.name}-unmerging", args=[pk, act]),
    )
    return _back(request, kind, pk)


@login_required
@require_POST
def unmerging(request: HttpRequest, pk: int, act: int, kind: Kind) -> HttpResponse:
    """They are two again; what was changed by hand since stays."""
    to_remove(request, kind, pk)
    unmerge(actor=Acting.on_screen(user_of(request)), act=act)
    toast(request, _("They are two again"))
    return HttpResponseRedirect(reverse(kind.name, args=[pk]))


@login_required
@require_POST
def differences(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """`other` is not this one, whatever they share: nobody is asked about these two any more."""
    one, other, actor = (
        to_remove(request, kind, pk),
        _other(request, kind),
        Acting.on_screen(user_of(request)),
    )
    tell_apart(actor=actor, kind=_name(kind), one=one, other=other)
    undo = reverse(f"{kind.name}-difference-undo", args=[pk, other.pk])
    toast(request, _("%(one)s and %(other)s are two") % {"one": one, "other": other}, undo=undo)
    return _back(request, kind, pk)


@login_required
@require_POST
def difference_undo(request: HttpRequest, pk: int, other: int, kind: Kind) -> HttpResponse:
    """They may be one after all."""
    one, actor = to_remove(request, kind, pk), Acting.on_screen(user_of(request))
    tell_apart_no_more(actor=actor, kind=_name(kind), one=one, other=kind.find(user_of(request), other))
    toast(request, _("They stand among the doubles again"))
    return HttpResponseRedirect(reverse(f"{kind.name}-duplicates"))


def _other(request: HttpRequest, kind: Kind) -> Any:
    number = number_or_none(request.POST.get("other", ""))
    if number is None:
        raise Refused(_("Say which one is the same."), field="other")
    return kind.find(user_of(request), number)


def _back(request: HttpRequest, kind: Kind, pk: int) -> HttpResponse:
    """To the work list where one came from it, else to the page."""
    if "work" in request.POST:
        return HttpResponseRedirect(reverse(f"{kind.name}-duplicates"))
    return HttpResponseRedirect(reverse(kind.name, args=[pk]))


def _name(kind: Kind) -> Literal["company", "person"]:
    assert kind.name in ("company", "person")
    return kind.name
