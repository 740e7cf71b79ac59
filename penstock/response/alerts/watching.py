"""Alerts are looked at, crossings written down once, and told when it is not quiet."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from penstock.insight.metrics.query import WrongQuestion
from penstock.insight.mirror.state import State
from penstock.records.channels import notice
from penstock.records.workspace.models import Workspace
from penstock.records.workspace.queries import current
from penstock.response.alerts.models import Alert, Crossing
from penstock.response.alerts.reading import Reading, read, records_of


def look_at(state: State, alert: Alert, workspace: Workspace, now: datetime) -> Crossing | None:
    """Ask its number. A crossing is written down once: when it was on the other side before. Not enough data changes nothing."""
    try:
        reading = read(state, alert, workspace, now)
    except WrongQuestion as wrong:
        Alert.objects.filter(pk=alert.pk).update(looked_at=now, says=str(wrong))
        return None
    kind, ids = "", list[int]()
    if reading.is_crossed and not alert.is_crossed:
        kind, ids = records_of(state, alert, workspace, now)
    with transaction.atomic():
        kept = Alert.objects.select_for_update().filter(pk=alert.pk).first()
        if kept is None:
            return None  # taken away while its number was asked
        is_new = bool(reading.is_crossed) and not kept.is_crossed
        kept.is_crossed = kept.is_crossed if reading.is_crossed is None else reading.is_crossed
        kept.looked_at, kept.says = now, reading.text
        kept.save(update_fields=["is_crossed", "looked_at", "says"])
        return _written(kept, reading, kind, ids, now) if is_new else None


def try_out(state: State, alert: Alert, workspace: Workspace, now: datetime) -> Crossing:
    """What would be told, told now: quiet hours do not count, and nothing is remembered of the side. Raises WrongQuestion."""
    reading = read(state, alert, workspace, now)
    kind, ids = records_of(state, alert, workspace, now)
    crossing = _written(alert, reading, kind, ids, now, is_test=True)
    tell(crossing, now)
    return crossing


def tell_waiting(now: datetime) -> int:
    """Tell every crossing that waits and is not in its quiet hours. Returns how many."""
    waiting = Crossing.objects.filter(told_at=None).select_related("alert__user").order_by("id")
    due = [crossing for crossing in waiting if not is_quiet(crossing.alert, now)]
    for crossing in due:
        tell(crossing, now)
    return len(due)


def tell(crossing: Crossing, now: datetime) -> None:
    """On screen, by e-mail, by webhook, as the alert says; once: who comes second finds it told."""
    from penstock.response.alerts.tasks import send_email_task, send_webhook_task

    alert = crossing.alert
    with transaction.atomic():
        if not Crossing.objects.filter(pk=crossing.pk, told_at=None).update(told_at=now):
            return
        crossing.told_at = now
        text = f"{alert.title}: {crossing.text}"
        notice.tell(
            [alert.user_id],
            _("Test: %(text)s") % {"text": text} if crossing.is_test else text,
            "alert",
            alert.pk,
        )
        if alert.webhook_url:
            send_webhook_task.defer(crossing_id=crossing.pk)
        if alert.by_email:
            send_email_task.defer(crossing_id=crossing.pk)  # fmt: skip


def is_quiet(alert: Alert, now: datetime) -> bool:
    """Whether its user's clock stands within the quiet hours, which may reach over midnight."""
    if alert.quiet_from is None or alert.quiet_to is None:
        return False
    zone = ZoneInfo(alert.user.zone) if alert.user.zone else current().tzinfo
    clock = now.astimezone(zone).time()
    return _within(clock, alert.quiet_from, alert.quiet_to)


def _within(clock: time, start: time, end: time) -> bool:
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def _written(
    alert: Alert, reading: Reading, kind: str, ids: list[int], now: datetime, *, is_test: bool = False
) -> Crossing:
    return Crossing.objects.create(
        alert=alert,
        at=now,
        value=reading.value,
        low=reading.low,
        high=reading.high,
        n=reading.n,
        text=reading.text,
        kind=kind,
        record_ids=ids,
        is_test=is_test,
    )
