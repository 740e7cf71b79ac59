"""Making an opportunity of a lead."""

from django.http import HttpResponse
from ninja import Router

from penstock.faces.api.answering import writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.opportunities import OpportunityChanges, OpportunityOut, opportunity_answer
from penstock.faces.api.references import seen_by
from penstock.faces.api.values import Id
from penstock.faces.api.versions import require_version
from penstock.records.leads.queries import get_lead
from penstock.records.pipeline import actions

router = Router(tags=["Leads"])


class Conversion(OpportunityChanges):
    """What is not sent comes from the lead: name, company, source and owner."""

    pipeline: Id | None = None
    stage: Id | None = None


@router.post("/{id}/conversion", response=writes(OpportunityOut, 201))
def convert_lead(request: ApiRequest, id: Id, opportunity: Conversion) -> HttpResponse:
    """Make an opportunity of it; company, person, source and owner come along unless others are given."""
    found = get_lead(reader(request), id)
    require_version(request, found)
    values = seen_by(reader(request), opportunity.values())
    made = actions.convert_lead(actor=request.acting, lead=found, **values)
    return opportunity_answer(made, status=201)
