"""What left the house: the log of exports, and the whole workspace as one file. For administrators."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views.given import number_or_none
from penstock.faces.views.models import Export
from penstock.faces.views.whole import export_workspace
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_administer, require

PAGE = 50


@login_required
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Who took which list, when, how many rows; the newest first."""
    actor = Acting.on_screen(user_of(request))
    require(may_administer(actor), _("Only an administrator may see what was exported."))
    before = number_or_none(request.GET.get("before", ""))
    every = Export.objects.select_related("user").order_by("-id")
    found = list((every.filter(id__lt=before) if before else every)[: PAGE + 1])
    kinds = {
        "company": _("Companies"),
        "person": _("People"),
        "lead": _("Leads"),
        "opportunity": _("Opportunities"),
        "workspace": _("The whole workspace"),
    }
    rows = [(one, kinds.get(one.kind, one.kind), ", ".join(limits(one))) for one in found[:PAGE]]
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return render(request, "imports/exports.html", {"rows": rows, "more": more})


def limits(export: Export) -> Iterator[str]:
    """What the list was narrowed to."""
    for name, value in parse_qsl(str(export.query.get("address", ""))):
        if name not in ("columns", "sort"):
            yield f"{name}: {value}"


@login_required
@require_POST
def workspace(request: HttpRequest) -> StreamingHttpResponse:
    """Everything, with its ledger, as a set that an empty workspace takes. Noted like every export."""
    now = timezone.now()
    pieces = export_workspace(actor=Acting.on_screen(user_of(request)), now=now)
    headers = {"Content-Disposition": f'attachment; filename="workspace-{now.date()}.zip"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)
