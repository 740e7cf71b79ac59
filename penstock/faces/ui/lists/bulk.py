"""The same change to all records that are ticked (or to all that the list finds), or their removal, in one act; and
that act taken back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from penstock.faces.ui.lists.listing import Asked, asked
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast, toast_error
from penstock.faces.views.choices import ME, NOBODY
from penstock.faces.views.compiling import matching
from penstock.faces.views.fields import Field, Kind
from penstock.faces.views.sources import VISIBLE
from penstock.foundation.base.errors import Refused
from penstock.records.pipeline.actions import remove_many, update_many
from penstock.records.pipeline.actions import undo as take_back
from penstock.records.team import rules
from penstock.records.team.acting import Acting

AT_MOST = 10_000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest, kind: Kind) -> HttpResponse:
    """GET: what to change, for the ticked ids. POST: change it, or remove them."""
    may_change = rules.may_create(Acting.on_screen(user_of(request)), kind)
    rules.require(may_change, _("Your role may look, not change."))
    given = request.POST if request.method == "POST" else request.GET
    its = asked(request, kind, QueryDict(given.get("state", "")))
    ids = _all_ids(its) if given.get("all") else _visible_ids(its, given.getlist("id"))
    context: dict[str, Any] = {
        "its": its,
        "ids": ids,
        "state": given.get("state", ""),
        "given": given,
        "fields": [(field, _offers(field, its)) for field in _bulk_fields(its)],
        "may_remove": rules.may_remove(its.actor, kind, its.actor.user_id),
    }
    if request.method != "POST":
        return render(request, "lists/bulk.html", context, piece="form")
    try:
        _require_these(ids, given)
        _remove(request, its, ids) if given.get("removal") else _change(request, its, ids, given)
    except Refused as refused:
        return render(request, "lists/bulk.html", context | {"error": refused}, piece="form", status=422)
    return HttpResponseRedirect(its.screen.address(query=its.query))


@login_required
@require_POST
def undo(request: HttpRequest, act: int) -> HttpResponse:
    """Take a bulk change back, and show the page again as it is then."""
    left = take_back(actor=Acting.on_screen(user_of(request)), act=act)
    if left:
        said = ngettext(
            "%(count)s was changed since and stays", "%(count)s were changed since and stay", len(left)
        )
        toast_error(request, _("Taken back. ") + said % {"count": len(left)})
    else:
        toast(request, _("Taken back"))
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(came_from if is_ours else reverse("companies"))


def _visible_ids(its: Asked, given: list[str]) -> list[int]:
    ids = [int(value) for value in given if value.isdecimal() and len(value) < 19][:AT_MOST]
    return sorted(VISIBLE[its.query.kind](its.reader.user).filter(pk__in=ids).values_list("pk", flat=True))


def _all_ids(its: Asked) -> list[int]:
    """All that the list finds, on every page; one more than may be changed at once says that it is too many."""
    found = matching(its.query.on_day(None), its.reader).order_by("pk")
    return list(found.values_list("pk", flat=True)[: AT_MOST + 1])


def _require_these(ids: list[int], given: QueryDict) -> None:
    """What is changed is what the form showed."""
    if not ids:
        raise Refused(_("Nothing is ticked."))
    if len(ids) > AT_MOST:
        raise Refused(_("More than %(most)s at once are too many: narrow the filter.") % {"most": AT_MOST})
    if given.get("all") and given.get("count") != str(len(ids)):
        message = _("Meanwhile the list finds %(count)s. Look again, then send it again.")
        raise Refused(message % {"count": len(ids)})


def _bulk_fields(its: Asked) -> list[Field]:
    return [field for field in its.query.fields.values() if field.is_bulk]


def _offers(field: Field, its: Asked) -> list[tuple[str, str]]:
    rows = its.reader.choices(field.choices) if field.choices else []
    if field.name == "stage":
        return rows
    return [*rows, (NOBODY, _("Nobody") if field.name == "owner" else _("None"))] if rows else []


def _change(request: HttpRequest, its: Asked, ids: list[int], given: QueryDict) -> None:
    changes = {
        field.path: _value(field, str(given[field.name]), its)
        for field in _bulk_fields(its)
        if given.get(field.name)
    }
    if "stage" in changes:
        changes["stage_id"] = changes.pop("stage")
    if not changes:
        raise Refused(_("Choose what to change."))
    act = update_many(actor=its.actor, kind=its.query.kind, ids=ids, changes=changes)
    said = ngettext("%(count)s record changed", "%(count)s records changed", len(ids)) % {"count": len(ids)}
    toast(request, said, undo=reverse("bulk-undo", args=[act]))


def _remove(request: HttpRequest, its: Asked, ids: list[int]) -> None:
    act = remove_many(actor=its.actor, kind=its.query.kind, ids=ids)
    said = ngettext("%(count)s record removed", "%(count)s records removed", len(ids)) % {"count": len(ids)}
    toast(request, said, undo=reverse("bulk-undo", args=[act]))


def _value(field: Field, value: str, its: Asked) -> Any:
    if field.type == "record":
        if value == NOBODY:
            return None
        if value == ME:
            return its.reader.user.pk
        if not (value.isdecimal() and len(value) < 19):
            raise Refused(_("What this points to is not there."), field=field.name)
        return int(value)
    return "" if value == NOBODY else value
