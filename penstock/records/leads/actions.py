"""What can be done to leads; the only place that writes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import Precision
from penstock.records.leads.models import Lead, LeadSource
from penstock.records.people.checks import require_custom, with_custom
from penstock.records.team import editing, rules
from penstock.records.team.acting import Acting

FIELDS = frozenset(
    ["name", "person", "company", "source", "status", "intent", "message", "disqualified_reason", "owner"]
)


def create_lead(
    *, actor: Acting, at: datetime | None = None, precision: Precision = "instant", **values: Any
) -> Lead:
    """A new lead, owned by who makes it unless an owner is given (None: nobody's yet). Its name is the person's or
    the company's where none is given."""
    if "owner" not in values:
        values.setdefault("owner_id", actor.user_id)
    if not values.get("name"):
        values["name"] = str(values.get("person") or values.get("company") or "")

    def clean(given: dict[str, Any]) -> dict[str, Any]:
        return require_custom("lead", with_custom("lead", _clean(given), {}))

    return editing.create(actor, "lead", Lead, values, fields=FIELDS, clean=clean, at=at, precision=precision)


def update_lead(
    *,
    actor: Acting,
    lead: Lead,
    changes: dict[str, Any],
    seen: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> Lead:
    """Change fields. A lead becomes converted only by `pipeline.actions.convert_lead`."""
    return editing.update(actor, "lead", lead, changes, values=lead_values, seen=seen, at=at)


def lead_values(lead: Lead, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns that a change sets, each checked. Raises Refused."""
    given = editing.checked(lead, changes, FIELDS)
    if given.get("status") == Lead.Status.CONVERTED and lead.status != Lead.Status.CONVERTED:
        raise Refused(_("A lead is converted by making an opportunity of it."), field="status")
    if "status" in given:
        given = {"disqualified_reason": lead.disqualified_reason, **given}
    return with_custom("lead", _clean(given), lead.custom)


def disqualify(*, actor: Acting, lead: Lead, reason: str, at: datetime | None = None) -> Lead:
    """No sale can come of it; the reason is needed."""
    changes = {"status": Lead.Status.DISQUALIFIED, "disqualified_reason": reason}
    return update_lead(actor=actor, lead=lead, changes=changes, at=at)


def mark_converted(*, actor: Acting, lead: Lead, at: datetime | None = None) -> Lead:
    """An opportunity was made of it (the pipeline's action calls this inside its transaction). Raises Refused when
    it was converted before."""
    with transaction.atomic():
        current = editing.locked(actor, "lead", lead)
        if current.status == Lead.Status.CONVERTED:
            raise Refused(_("This lead was converted already."))
        editing.write(actor, current, {"status": Lead.Status.CONVERTED, "disqualified_reason": ""}, at=at)
    return current


def remove_lead(*, actor: Acting, lead: Lead) -> None:
    editing.remove(actor, "lead", lead)


def restore_lead(*, actor: Acting, lead: Lead) -> None:
    editing.restore(actor, "lead", lead)


def create_source(*, actor: Acting, name: str, position: int | None = None) -> LeadSource:
    """One more, behind those that are there unless it is given a place."""
    rules.require(rules.may_name_sources(actor), _("Your role may not do this."))
    values = {"name": name, "position": editing.behind(LeadSource) if position is None else position}
    return editing.create(actor, "lead_source", LeadSource, values, fields=frozenset(values), clean=dict)


def order_sources(*, actor: Acting, order: Sequence[int]) -> None:
    """Sources by id, as they shall be offered. Raises Refused unless it names each of them once."""
    rules.require(rules.may_name_sources(actor), _("Your role may not do this."))
    editing.arrange(actor, LeadSource.objects.filter(is_removed=False), order)


def update_source(*, actor: Acting, source: LeadSource, changes: dict[str, Any]) -> LeadSource:
    rules.require(rules.may_name_sources(actor), _("Your role may not do this."))
    return editing.update(
        actor, "lead_source", source, changes, values=editing.checking(frozenset({"name", "position"}), dict)
    )


def remove_source(*, actor: Acting, source: LeadSource) -> None:
    """Not offered any more; records that have it keep it."""
    rules.require(rules.may_name_sources(actor), _("Your role may not do this."))
    editing.remove(actor, "lead_source", source)


def restore_source(*, actor: Acting, source: LeadSource) -> None:
    """Offered again."""
    rules.require(rules.may_name_sources(actor), _("Your role may not do this."))
    editing.restore(actor, "lead_source", source)


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    if values.get("status") == Lead.Status.DISQUALIFIED and not values.get("disqualified_reason"):
        raise Refused(_("Say why nothing can come of it."), field="disqualified_reason")
    if values.get("status") not in (None, Lead.Status.DISQUALIFIED):
        values = values | {"disqualified_reason": ""}
    return values
