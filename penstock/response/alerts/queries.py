"""Alerts, for their users and for the worker."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from penstock.records.team.models import User
from penstock.response.alerts.models import Alert, Crossing


def alerts_of(user: User) -> QuerySet[Alert]:
    """Somebody's own, by title."""
    return Alert.objects.filter(user=user)


def get_alert(user: User, id: int) -> Alert:
    """One of their own. Raises Http404."""
    found = alerts_of(user).select_related("user").filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def alerts_watched() -> list[Alert]:
    """Those that are on, of people who may still sign in."""
    return list(Alert.objects.filter(is_on=True, user__is_active=True).select_related("user"))


def crossings_of(alert: Alert) -> QuerySet[Crossing]:
    """Each time it crossed, newest first."""
    return alert.crossings.all()


def get_crossing(crossing_id: int) -> Crossing | None:
    """For a job: None where it is gone."""
    return Crossing.objects.filter(pk=crossing_id).select_related("alert__user").first()


def webhook_of(crossing_id: int) -> Crossing | None:
    """A crossing that another program is to hear of; None where it or its address is gone."""
    return (
        Crossing.objects.filter(pk=crossing_id).exclude(alert__webhook_url="").select_related("alert").first()
    )


def message_of(crossing: Crossing) -> dict[str, Any]:
    """What a webhook says. The id stays the same when it is sent again."""
    alert = crossing.alert
    return {
        "id": f"crossing-{crossing.pk}",
        "alert": {"id": alert.pk, "title": alert.title, "metric": alert.metric, "report": alert.report, "column": alert.column, "cell": alert.cell, "rule": alert.rule, "threshold": alert.threshold},
        "at": crossing.at.isoformat(),
        "value": crossing.value,
        "low": crossing.low,
        "high": crossing.high,
        "n": crossing.n,
        "text": crossing.text,
        "records": {"kind": crossing.kind, "ids": crossing.record_ids},
        "is_test": crossing.is_test,
    }  # fmt: skip
