"""Who takes part in an opportunity, and what is agreed: persons, team, checklist."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penstock.faces.ui.asof import Look
from penstock.faces.ui.opportunities.record import checklist_of, colleague_choices, sides
from penstock.faces.ui.record.doors import to_change
from penstock.faces.ui.record.kinds import OPPORTUNITY
from penstock.faces.ui.record.named import new_person, person_called
from penstock.faces.ui.rendering import render, wants_piece
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views.given import row_or_none
from penstock.foundation.base.errors import Refused
from penstock.records.people.models import Person
from penstock.records.people.queries import persons_visible_to
from penstock.records.pipeline import actions
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import get_opportunity, persons_of, stages_of, team_of
from penstock.records.team.acting import Acting
from penstock.records.team.queries import colleagues
from penstock.records.workspace.queries import current, today


@login_required
@require_POST
def persons(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one by name or e-mail, or change the part that one plays (`person` is then their number)."""
    opportunity = to_change(request, OPPORTUNITY, pk)
    person = _person(request, opportunity)
    actions.add_person(
        actor=Acting.on_screen(user_of(request)),
        opportunity=opportunity,
        person=person,
        buying_role=request.POST.get("buying_role", ""),
    )
    return _answer(request, opportunity)


@login_required
@require_POST
def person_removal(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """They took part until now."""
    opportunity = to_change(request, OPPORTUNITY, pk)
    link = persons_of(opportunity).filter(person=person).first()
    if link is None:
        raise Http404
    actor = Acting.on_screen(user_of(request))
    actions.remove_person(actor=actor, opportunity=opportunity, person=link.person)
    return _answer(request, opportunity)


@login_required
@require_POST
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a colleague beside the owner."""
    opportunity = to_change(request, OPPORTUNITY, pk)
    user = row_or_none(colleagues(), request.POST.get("user", ""))
    if user is None:
        raise Refused(_("Choose a colleague."), field="user")
    actions.add_user(actor=Acting.on_screen(user_of(request)), opportunity=opportunity, user=user)
    return _answer(request, opportunity)


@login_required
@require_POST
def team_removal(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """They were in the team until now."""
    opportunity = to_change(request, OPPORTUNITY, pk)
    link = team_of(opportunity).filter(user=user).first()
    if link is None:
        raise Http404
    actions.remove_user(actor=Acting.on_screen(user_of(request)), opportunity=opportunity, user=link.user)
    return _answer(request, opportunity)


@login_required
@require_POST
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick an item, or take the tick back."""
    opportunity = to_change(request, OPPORTUNITY, pk)
    actions.tick(
        actor=Acting.on_screen(user_of(request)),
        opportunity=opportunity,
        item=request.POST.get("item", ""),
        is_done=request.POST.get("done") == "yes",
    )
    return _answer(request, opportunity)


def _person(request: HttpRequest, opportunity: Opportunity) -> Person:
    """By number, e-mail or name among the visible; a name that is not known becomes a new person of the company."""
    user, text = user_of(request), request.POST.get("person", "").strip()
    if text.isdecimal() or not text:
        found = row_or_none(persons_visible_to(user), text)
        if found is None:
            raise Refused(_("Say who: a name or an e-mail address."), field="person")
        return found
    company = opportunity.company
    found = person_called(user, text, company) or person_called(user, text)
    return found or new_person(Acting.on_screen(user), text, company=company)


def _answer(request: HttpRequest, opportunity: Opportunity) -> HttpResponse:
    if not wants_piece(request):
        return HttpResponseRedirect(reverse("opportunity", args=[opportunity.pk]))
    record = get_opportunity(user_of(request), opportunity.pk)
    context = sides(record, Look(today(current()))) | {
        "record": record,
        "checklist": checklist_of(record, stages_of(record.pipeline)),
        "colleagues": colleague_choices(),
        "may_change": True,
    }
    return render(request, "opportunities/sides.html", context, piece="sides")
