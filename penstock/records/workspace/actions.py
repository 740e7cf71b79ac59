"""Changing the installation's settings. Rights are checked by the caller's rule (team lies above this room)."""

from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django.db import models, transaction
from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.foundation.base.ledger import Actor, Cause, writing
from penstock.records.workspace.checks import clean_workspace
from penstock.records.workspace.models import ExchangeRate, Workspace
from penstock.records.workspace.queries import current

SCREEN = Cause("screen")


def update_workspace(*, actor: Actor, changes: dict[str, Any], cause: Cause = SCREEN) -> Workspace:
    """Change settings. Raises Refused for what can't be, naming the field."""
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update().order_by("id").first() or Workspace()
        for name, value in clean_workspace(workspace, changes).items():
            setattr(workspace, name, value)
        with writing(actor, cause):
            workspace.save(update_fields=list(changes) if workspace.pk else None)
    return workspace


def set_rate(
    *, actor: Actor, currency: str, starts_on: date, rate: Decimal, cause: Cause = SCREEN
) -> ExchangeRate:
    """From a day on, one major unit of `currency` is worth `rate` major units of the home currency."""
    currency = currency.upper()
    if currency not in list_currencies():
        raise Refused(_("“%(value)s” is not a currency.") % {"value": currency}, field="currency")
    if currency == current().home_currency:
        raise Refused(
            _("%(value)s is the home currency, worth itself.") % {"value": currency}, field="currency"
        )
    if not rate.is_finite() or rate <= 0:
        raise Refused(_("A rate is above zero."), field="rate")
    with transaction.atomic(), writing(actor, cause):
        row = _rates_in_force(currency, starts_on).select_for_update().first()
        if row is None:
            return ExchangeRate.objects.create(currency=currency, starts_on=starts_on, rate=rate)
        row.rate = rate
        row.save(update_fields=["rate"])
    return row


def remove_rate(*, actor: Actor, rate: ExchangeRate, cause: Cause = SCREEN) -> None:
    """A rate that should not have been there; what was computed with it before stays explained by the ledger."""
    with transaction.atomic(), writing(actor, cause):
        ExchangeRate.objects.filter(pk=rate.pk, is_removed=False).update(is_removed=True)


def restore_rate(*, actor: Actor, rate: ExchangeRate, cause: Cause = SCREEN) -> None:
    """In force again. Raises Refused where another rate of this currency and day took its place."""
    with transaction.atomic(), writing(actor, cause):
        if _rates_in_force(rate.currency, rate.starts_on).exclude(pk=rate.pk).exists():
            raise Refused(_("There is another rate of this currency for this day by now."), field="currency")
        ExchangeRate.objects.filter(pk=rate.pk, is_removed=True).update(is_removed=False)


def _rates_in_force(currency: str, starts_on: date) -> "models.QuerySet[ExchangeRate]":
    return ExchangeRate.objects.filter(currency=currency, starts_on=starts_on, is_removed=False)
