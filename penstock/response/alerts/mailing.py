"""An alert's mail: the number with its range, the first of its records by name, and the way to all of them."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penstock.foundation.base.values.money import Money
from penstock.records.leads.queries import leads_visible_to
from penstock.records.pipeline.queries import opportunities_visible_to
from penstock.response.alerts.models import Crossing

NAMED = 20


def mail_of(crossing: Crossing) -> tuple[str, str]:
    """Subject and text, with what its user may see now."""
    title = crossing.alert.title
    subject = _("Test: %(text)s") % {"text": title} if crossing.is_test else title
    parts = [crossing.text, "\n".join(_records(crossing)), _address(crossing)]
    return f"Penstock: {subject}", "\n\n".join(part for part in parts if part)


def _records(crossing: Crossing) -> list[str]:
    """Largest amounts first, as behind the number on the screen."""
    user, ids = crossing.alert.user, crossing.record_ids
    if crossing.kind == "lead":
        found: Any = leads_visible_to(user).filter(pk__in=ids).order_by("-created_at", "id")
    else:
        found = opportunities_visible_to(user).filter(pk__in=ids).order_by("-amount_minor", "id")
    count = found.count()
    lines = [f"- {_told(record)}" for record in found[:NAMED]]
    more = count - len(lines)
    return lines + ([ngettext("and %(num)s more", "and %(num)s more", more) % {"num": more}] if more else [])


def _told(record: Any) -> str:
    if getattr(record, "amount_minor", None) is None:
        return str(record.name)
    return f"{record.name} · {Money(record.amount_minor, record.currency).major:,} {record.currency}"


def _address(crossing: Crossing) -> str:
    """Only with the address that people type: a job knows no request whose host it could take."""
    if not settings.CSRF_TRUSTED_ORIGINS:
        return ""
    path = reverse("alert-crossing", args=[crossing.alert_id, crossing.pk])
    return settings.CSRF_TRUSTED_ORIGINS[0].rstrip("/") + path
