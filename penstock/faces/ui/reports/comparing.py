"""What a report is set beside: the usual other by a key, any other time or segment by a form that leads back to the report."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from penstock.faces.ui.rendering import render
from penstock.faces.ui.reports.address import State, state_of
from penstock.faces.ui.reports.filtering import offers_of
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views.reading import Choice, Reader
from penstock.records.workspace.queries import current
from penstock.response.reports.catalogue import REPORTS, Report
from penstock.response.reports.told_by.wording import field_title

BY_DAYS = frozenset({"changes"})  # its two days are the period's; against is the first of them


def is_compared(report: Report) -> bool:
    """Whether there is something to set beside it."""
    return "against" in report.takes and report.name not in BY_DAYS


def comparing(report: Report, state: State, reader: Reader) -> dict[str, Any]:
    """What a report's bar needs: what a key sets beside it, where more can be chosen, and what stands there in words."""
    if not is_compared(report):
        return {"beside_at": ""}
    here = f"{reverse('report-beside', args=[report.name])}?{urlencode(state.params())}"
    return {
        "beside_at": here,
        "usual_other": times_of(report, state)[0][0],
        "beside_words": _words(report, state, reader) if state.against else "",
    }


@login_required
@require_safe
def beside(request: HttpRequest, name: str) -> HttpResponse:
    """Every time and segment that a report can be set beside."""
    report = REPORTS.get(name)
    if report is None or not is_compared(report):
        raise Http404
    state = state_of(request.GET, report, current(), timezone.now())
    reader = Reader(user_of(request), current(), timezone.now())
    context = {
        "times": times_of(report, state),
        "offers": [one for one in offers_of(report, state, reader) if one.rows],
        "held": state.against,
        "kept": state.params(against=None),
        "target": reverse("report", args=[name]),
    }
    return render(request, "reports/beside.html", context, piece="form")


def times_of(report: Report, state: State) -> list[Choice]:
    """Other times, the usual one first."""
    if "period" in report.takes:
        return [("previous", _("the period before")), ("year-before", _("the same days a year before"))]
    return [
        ((state.look.on - timedelta(days=days)).isoformat(), title)
        for days, title in ((28, _("four weeks before")), (364, _("a year before")))
        if state.look.on.toordinal() > days
    ] or [(state.look.on.isoformat(), _("that day"))]


def _words(report: Report, state: State, reader: Reader) -> str:
    field, sign, value = state.against.partition("=")
    if not sign:
        return dict(times_of(report, state)).get(state.against, state.against)
    offer = next((one for one in offers_of(report, state, reader) if one.name == field), None)
    return f"{field_title(field)}: {dict(offer.rows).get(value, value) if offer else value}"
