"""The page of a person: /people/12/."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from penstock.faces.ui.people.doubles import doubles_of
from penstock.faces.ui.record.kinds import PERSON
from penstock.faces.ui.record.page import page_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.foundation.base.ledger import as_of
from penstock.records.leads.queries import leads_visible_to
from penstock.records.pipeline.models import OpportunityPerson
from penstock.records.pipeline.queries import opportunities_visible_to

RELATED = 25


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, timeline, the opportunities they take part in and the leads they were; whether they are here twice."""
    page = page_of(request, PERSON, pk)
    user, look, record = user_of(request), page["look"], page["record"]
    parts = as_of(OpportunityPerson, look.valid, look.known).filter(person=pk).values("opportunity_id")
    opportunities = opportunities_visible_to(user, **look.instants).filter(pk__in=parts)
    context = page | {
        "opportunities": opportunities.select_related("stage").order_by("-created_at", "-pk")[:RELATED],
        "leads": leads_visible_to(user, **look.instants)
        .filter(person=pk)
        .order_by("-created_at", "-pk")[:RELATED],
        "doubles": doubles_of("person", record, user) if page["may_remove"] else [],
    }
    return render(request, "people/person.html", context, piece="peek")
