"""The page of a company: /companies/12/."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from penstock.faces.ui.people.doubles import doubles_of
from penstock.faces.ui.record.kinds import COMPANY_KIND
from penstock.faces.ui.record.page import page_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.records.people.queries import persons_visible_to
from penstock.records.pipeline.queries import opportunities_visible_to

RELATED = 25


@login_required
@require_safe
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, timeline, its people and opportunities; whether it is here twice."""
    page = page_of(request, COMPANY_KIND, pk)
    user, look, record = user_of(request), page["look"], page["record"]
    opportunities = opportunities_visible_to(user, **look.instants).filter(company=pk)
    persons = persons_visible_to(user, **look.instants).filter(company=pk)
    context = page | {
        "opportunities": opportunities.select_related("stage").order_by("-created_at", "-pk")[:RELATED],
        "persons": persons.order_by("sort_name", "pk")[:RELATED],
        "doubles": doubles_of("company", record, user) if page["may_remove"] else [],
    }
    return render(request, "people/company.html", context, piece="peek")
