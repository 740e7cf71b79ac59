"""The first page: one's dashboard, or, where there is nothing yet, the ways on."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from penstock.exchange.sample.queries import run_under_way
from penstock.faces.ui.dashboards.views import board_page
from penstock.faces.ui.lists.screens import import_address
from penstock.faces.ui.navigation import address_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.records.pipeline.queries import is_empty
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.response.dashboards.queries import home_of


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The dashboard of one's role; on the first visit, what can be done from here, as far as this person may."""
    user = user_of(request)
    if not is_empty():
        return board_page(request, home_of(user))
    actor = Acting.on_screen(user)
    ways = {
        "is_sample_coming": run_under_way() is not None,
        "may_sample": rules.may_administer(actor),
        "import_address": import_address(actor, "lead"),
        "new_address": address_of("opportunity-new") if rules.may_create(actor, "opportunity") else "",
        "new_lead_address": address_of("lead-new") if rules.may_create(actor, "lead") else "",
    }
    return render(request, "tasks/home.html", ways)
