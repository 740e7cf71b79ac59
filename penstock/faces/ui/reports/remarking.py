"""Trend: a change that its chart tells, accepted; and that taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penstock.faces.ui.formats import day
from penstock.faces.ui.reports.address import state_of, words_of
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast, toast_error
from penstock.faces.views import remarking
from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current
from penstock.response.reports.catalogue import REPORTS


@login_required
@require_POST
def acceptance(request: HttpRequest) -> HttpResponse:
    """Accept the change that the chart of this address tells."""
    user, now = user_of(request), timezone.now()
    report = REPORTS["trend"]
    words = words_of(report, state_of(request.GET, report, current(), now))
    text = request.POST.get("text", "")
    try:
        made = remarking.accept(actor=Acting.on_screen(user), words=words, user=user, text=text, now=now)
    except NotAllowed:
        raise
    except Refused as refused:
        toast_error(request, str(refused))
    else:
        toast(request, _("The usual range is made anew from %(day)s on.") % {"day": day(made.day)})
    return _back(request)


@login_required
@require_POST
def removal(request: HttpRequest, remark_id: int) -> HttpResponse:
    """It was said by mistake: the chart is drawn without it."""
    user = user_of(request)
    remarking.take_back(actor=Acting.on_screen(user), user=user, id=remark_id, now=timezone.now())
    toast(request, _("Taken back: the chart is drawn without it."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('report', args=['trend'])}?{request.GET.urlencode()}")
