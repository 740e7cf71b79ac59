"""Calibration: what happened, set in place of the probability that a stage was given."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penstock.faces.ui.formats import per_cent
from penstock.faces.ui.reports.address import state_of, words_of
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast, toast_error
from penstock.faces.views.reporting import asking
from penstock.records.pipeline import actions, queries
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current
from penstock.response.reports.catalogue import REPORTS


@login_required
@require_POST
def probability(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Set the share that the page asked for measures anew, with what it rests on as the reason."""
    from penstock.response.reports.told_by.calibration import measured, rests_on

    actor, now = Acting.on_screen(user_of(request)), timezone.now()
    rules.require_administrator(actor)
    stage = queries.stages().filter(pk=stage_id).first()
    if stage is None:
        raise Http404
    report = REPORTS["calibration"]
    state = state_of(request.GET, report, current(), now)
    with asking(report.name, words_of(report, state), user_of(request), now) as told:
        share, reason = measured(told, stage.pk), rests_on(told, stage.pk)
    if share is None:
        toast_error(
            request,
            _("There is too little to measure %(name)s by: it stays as it is.") % {"name": stage.name},
        )
    else:
        changes = {"probability": Decimal(str(share))}
        actions.update_stage(actor=actor, stage=stage, changes=changes, reason=reason)
        toast(request, _("%(name)s is set to %(share)s.") % {"name": stage.name, "share": per_cent(share, 0)})
    return redirect(f"{reverse('report', args=[report.name])}?{request.GET.urlencode()}")
