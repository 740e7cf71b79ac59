"""The doors by which lists reach the records: one per kind, through what the user may see."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from penstock.faces.views.fields import Kind
from penstock.foundation.base.models import Tracked
from penstock.records.leads.models import Lead
from penstock.records.leads.queries import leads_visible_to
from penstock.records.people.models import Company, Person
from penstock.records.people.queries import companies_visible_to, persons_visible_to
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import opportunities_visible_to

VISIBLE: dict[Kind, Callable[..., QuerySet[Any]]] = {
    "company": companies_visible_to,
    "person": persons_visible_to,
    "lead": leads_visible_to,
    "opportunity": opportunities_visible_to,
}

_MODELS: dict[Kind, type[Tracked]] = {
    "company": Company,
    "person": Person,
    "lead": Lead,
    "opportunity": Opportunity,
}


def anything(kind: Kind) -> bool:
    """Whether there is any record of a kind, seen by whomever: tells "nothing yet" from "nothing for you"."""
    return _MODELS[kind]._base_manager.filter(is_removed=False).exists()
