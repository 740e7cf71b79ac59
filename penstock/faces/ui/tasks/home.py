"""The first page: the board, or, where there is nothing yet, the ways on."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from penstock.exchange.sample.actions import load
from penstock.faces.ui.navigation import address_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.records.pipeline.queries import is_empty
from penstock.records.team import rules
from penstock.records.team.acting import Acting

# One of many; the command line knows more.
SEED, SCALE = 1, 1.0


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """On to the board; on the first visit, what can be done from here, as far as this person may."""
    board = address_of("opportunities")
    if board and not is_empty():
        return redirect(board)
    actor = Acting.on_screen(user_of(request))
    ways = {
        "may_sample": rules.may_administer(actor),
        "import_address": address_of("import") if rules.may_import(actor, "opportunities") else "",
        "new_address": address_of("opportunity-new") if rules.may_create(actor, "opportunity") else "",
    }
    return render(request, "tasks/home.html", ways)


@require_POST
@login_required
def sample(request: HttpRequest) -> HttpResponse:
    """Bring the simulated company in. Takes some seconds."""
    actor = Acting.on_screen(user_of(request))
    rules.require(rules.may_administer(actor), _("Only an administrator may do this."))
    loaded = load(seed=SEED, scale=SCALE, now=timezone.now())
    toast(
        request,
        _("The sample company is here: %(count)d opportunities. Settings, Workspace takes it out again.")
        % {"count": loaded.opportunities},
    )
    return redirect("home")
