"""The four kinds of records that have a page: how each is found and changed, and which facts it shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from penstock.faces.ui.record.facts import Fact, Text, custom_fact
from penstock.faces.views import fields
from penstock.records.leads.actions import remove_lead, restore_lead, update_lead
from penstock.records.leads.models import Lead
from penstock.records.leads.queries import get_lead, sources
from penstock.records.people.actions import (
    remove_company,
    remove_person,
    restore_company,
    restore_person,
    update_company,
    update_person,
)
from penstock.records.people.queries import custom_fields, get_company, get_person
from penstock.records.pipeline.actions import (
    remove_opportunity,
    restore_opportunity,
    update_opportunity,
)
from penstock.records.pipeline.queries import competitors, get_opportunity, loss_reasons
from penstock.records.team.models import User
from penstock.records.team.queries import colleagues

INTENTS = {
    Lead.Intent.LEARNING: _("Learning"),
    Lead.Intent.COMPARING: _("Comparing"),
    Lead.Intent.BUYING: _("Buying"),
}
STATUSES = {
    Lead.Status.NEW: _("New"),
    Lead.Status.WORKING: _("Working"),
    Lead.Status.MARKETING_QUALIFIED: _("Marketing qualified"),
    Lead.Status.SALES_QUALIFIED: _("Sales qualified"),
    Lead.Status.CONVERTED: _("Converted"),
    Lead.Status.DISQUALIFIED: _("Disqualified"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is also the URL name of the page, the word of the ledger and the keyword of the actions."""

    name: fields.Kind
    plural: Text
    list_url_name: str
    icon: str
    find: Callable[..., Any]
    update: Callable[..., Any]
    remove: Callable[..., None]
    restore: Callable[..., None]
    facts: tuple[Fact, ...]

    def every_fact(self) -> list[Fact]:
        """The facts of this kind and those that the company added. One query."""
        return [*self.facts, *(custom_fact(field) for field in custom_fields(self.name))]


def _owners(user: User) -> list[tuple[Any, Any]]:
    return [("", _("Nobody")), *_named(colleagues())]


def _sources(user: User) -> list[tuple[Any, Any]]:
    return [("", "–"), *_named(sources())]


def _loss_reasons(user: User) -> list[tuple[Any, Any]]:
    return [("", "–"), *_named(loss_reasons())]


def _competitors(user: User) -> list[tuple[Any, Any]]:
    return [("", "–"), *_named(competitors())]


def _named(rows: Iterable[Any]) -> list[tuple[int, str]]:
    return [(row.pk, row.name) for row in rows]


def _intents(user: User) -> list[tuple[Any, Any]]:
    return [("", "–"), *INTENTS.items()]


NAME = Fact("name", _("Name"))
COMPANY = Fact("company", _("Company"), "company")
OWNER = Fact("owner", _("Owner"), "choice", _owners)
SOURCE = Fact("source", _("Source"), "choice", _sources)
PHONES = Fact("phones", _("Phones"), "list", hint=_("Several with commas"))
DESCRIPTION = Fact("description", _("Description"), "long")
CITY, COUNTRY = Fact("city", _("City")), Fact("country", _("Country"))

OPPORTUNITY = Kind(
    "opportunity",
    _("Opportunities"),
    "opportunities",
    "board",
    get_opportunity,
    update_opportunity,
    remove_opportunity,
    restore_opportunity,
    (
        NAME,
        COMPANY,
        Fact("amount", _("Amount"), "money"),
        Fact("close_on", _("Closes"), "date"),
        OWNER,
        Fact("next_step", _("Next step")),
        Fact("next_step_on", _("Next step on"), "date"),
        Fact("probability", _("Own probability"), "share", hint=_("In per cent; empty: the stage's")),
        SOURCE,
        Fact("loss_reason", _("Loss reason"), "choice", _loss_reasons),
        Fact("competitor", _("Competitor"), "choice", _competitors),
        DESCRIPTION,
    ),
)
COMPANY_KIND = Kind(
    "company",
    _("Companies"),
    "companies",
    "company",
    get_company,
    update_company,
    remove_company,
    restore_company,
    (
        NAME,
        Fact("domains", _("Domains"), "list", hint=_("Several with commas")),
        Fact("website", _("Website"), "link"),
        PHONES,
        Fact("industry", _("Industry")),
        Fact("employees", _("Employees"), "number"),
        OWNER,
        Fact("street", _("Street")),
        Fact("postal_code", _("Postal code")),
        CITY,
        Fact("region", _("Region")),
        COUNTRY,
        DESCRIPTION,
    ),
)
PERSON = Kind(
    "person",
    _("People"),
    "people",
    "person",
    get_person,
    update_person,
    remove_person,
    restore_person,
    (
        Fact("first_name", _("First name")),
        Fact("last_name", _("Last name")),
        Fact("emails", _("E-mails"), "list", hint=_("Several with commas")),
        PHONES,
        Fact("job_title", _("Job title")),
        COMPANY,
        OWNER,
        CITY,
        COUNTRY,
        DESCRIPTION,
    ),
)
LEAD = Kind(
    "lead",
    _("Leads"),
    "leads",
    "funnel",
    get_lead,
    update_lead,
    remove_lead,
    restore_lead,
    (
        NAME,
        Fact("person", _("Person"), "person"),
        COMPANY,
        SOURCE,
        Fact("intent", _("Intent"), "choice", _intents),
        OWNER,
        Fact("message", _("Message"), "long"),
    ),
)
