"""Removing a record, and taking that back: it is gone from today, still there as of before."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penstock.faces.ui.record.doors import to_remove
from penstock.faces.ui.record.kinds import Kind
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.records.team.acting import Acting


@login_required
@require_POST
def removal(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """Undo instead of "are you sure?"."""
    record = to_remove(request, kind, pk)
    before = timezone.now() - timedelta(microseconds=1)
    kind.remove(actor=Acting.on_screen(user_of(request)), **{kind.name: record})
    address = reverse(f"{kind.name}-restoration", args=[pk], query={"from": before.isoformat()})
    toast(request, _("%(name)s is removed") % {"name": record}, undo=address)
    return HttpResponseRedirect(reverse(kind.list_url_name))


@login_required
@require_POST
def restoration(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """`?from=` is when it was still there: by that the same door decides who may see it."""
    try:
        instant = datetime.fromisoformat(request.GET.get("from", ""))
    except ValueError as error:
        raise Http404 from error
    record = kind.find(user_of(request), pk, valid=instant)
    kind.restore(actor=Acting.on_screen(user_of(request)), **{kind.name: record})
    toast(request, _("%(name)s is back") % {"name": record})
    return HttpResponseRedirect(reverse(kind.name, args=[pk]))
