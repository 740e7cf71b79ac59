"""Who takes part: persons on the buying side, users beside the owner."""

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import writing
from penstock.records.people.models import Person
from penstock.records.pipeline.models import Opportunity, OpportunityPerson, OpportunityUser
from penstock.records.team import editing
from penstock.records.team.acting import Acting
from penstock.records.team.models import User


def add_person(
    *, actor: Acting, opportunity: Opportunity, person: Person, buying_role: str = ""
) -> OpportunityPerson:
    """Put a person on the buying side, or change the part they play."""
    if buying_role and buying_role not in OpportunityPerson.BuyingRole.values:
        raise Refused(_("There is no such buying role."), field="buying_role")
    with transaction.atomic():
        editing.locked(actor, "opportunity", opportunity)
        links = OpportunityPerson.objects.filter(opportunity=opportunity, person=person)
        link = links.order_by("is_removed", "id").first()
        if link is None:
            with writing(actor.ledger, actor.cause):
                return OpportunityPerson.objects.create(
                    opportunity=opportunity, person=person, buying_role=buying_role
                )
        editing.write(actor, link, {"buying_role": buying_role or link.buying_role, "is_removed": False})
    return link


def remove_person(*, actor: Acting, opportunity: Opportunity, person: Person) -> None:
    """Take a person off; that they took part stays in the past."""
    with transaction.atomic():
        editing.locked(actor, "opportunity", opportunity)
        for link in OpportunityPerson.objects.filter(
            opportunity=opportunity, person=person, is_removed=False
        ):
            editing.write(actor, link, {"is_removed": True})


def add_user(*, actor: Acting, opportunity: Opportunity, user: User) -> OpportunityUser:
    """Put a user into the opportunity's team."""
    with transaction.atomic():
        editing.locked(actor, "opportunity", opportunity)
        link = (
            OpportunityUser.objects.filter(opportunity=opportunity, user=user)
            .order_by("is_removed", "id")
            .first()
        )
        if link is None:
            with writing(actor.ledger, actor.cause):
                return OpportunityUser.objects.create(opportunity=opportunity, user=user)
        editing.write(actor, link, {"is_removed": False})
    return link


def remove_user(*, actor: Acting, opportunity: Opportunity, user: User) -> None:
    """Take a user out of the opportunity's team."""
    with transaction.atomic():
        editing.locked(actor, "opportunity", opportunity)
        for link in OpportunityUser.objects.filter(opportunity=opportunity, user=user, is_removed=False):
            editing.write(actor, link, {"is_removed": True})
