"""Changing the installation's settings. Rights are checked by the caller's rule (team lies above this room)."""

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import Actor, Cause, writing
from penstock.records.workspace.models import ExchangeRate, Workspace


def update_workspace(*, actor: Actor, changes: dict[str, Any]) -> Workspace:
    """Change settings. Raises Refused for a zone or currency that does not exist."""
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update().order_by("id").first() or Workspace()
        for name, value in changes.items():
            setattr(workspace, name, _valid(workspace, name, value))
        with writing(actor, Cause("screen")):
            workspace.save(update_fields=list(changes) if workspace.pk else None)
    return workspace


def set_rate(*, actor: Actor, currency: str, starts_on: date, rate: Decimal) -> ExchangeRate:
    """From a day on, one major unit of `currency` is worth `rate` major units of the home currency."""
    currency = currency.upper()
    if currency not in list_currencies():
        raise Refused(_("“%(value)s” is not a currency.") % {"value": currency}, field="currency")
    if not rate.is_finite() or rate <= 0:
        raise Refused(_("A rate is above zero."), field="rate")
    with transaction.atomic(), writing(actor, Cause("screen")):
        row = (
            ExchangeRate.objects.select_for_update()
            .filter(currency=currency, starts_on=starts_on, is_removed=False)
            .first()
        )
        if row is None:
            return ExchangeRate.objects.create(currency=currency, starts_on=starts_on, rate=rate)
        row.rate = rate
        row.save(update_fields=["rate"])
    return row


def remove_rate(*, actor: Actor, rate: ExchangeRate) -> None:
    """A rate that should not have been there; what was computed with it before stays explained by the ledger."""
    with transaction.atomic(), writing(actor, Cause("screen")):
        ExchangeRate.objects.filter(pk=rate.pk).update(is_removed=True)


def _valid(workspace: Workspace, name: str, value: Any) -> Any:
    if name == "zone":
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise Refused(_("“%(value)s” is not a time zone.") % {"value": value}, field="zone") from error
    if name == "home_currency" and value not in list_currencies():
        raise Refused(_("“%(value)s” is not a currency.") % {"value": value}, field="home_currency")
    try:
        return workspace._meta.get_field(name).clean(value, workspace)  # type: ignore[union-attr]
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field=name) from error
