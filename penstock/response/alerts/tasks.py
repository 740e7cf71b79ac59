"""What the worker does for alerts."""

from datetime import UTC, datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="look_at_alerts", lock="look_at_alerts")
def look_at_alerts_task(timestamp: int) -> None:
    """Ask every alert's number from one state of the mirror, then tell what waits. May run twice."""
    from penstock.response.alerts.queries import alerts_watched

    now = datetime.fromtimestamp(timestamp, tz=UTC)
    watched = alerts_watched()
    if watched:
        from penstock.insight.mirror.place import opened
        from penstock.records.workspace.queries import current
        from penstock.response.alerts.watching import look_at, tell_waiting

        with opened() as state:
            for alert in watched:
                look_at(state, alert, current(), now)
        tell_waiting(now)


@app.task(retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def send_webhook_task(crossing_id: int) -> None:
    """Tell another program of a crossing. What it does not take is tried again, further and further apart."""
    from penstock.records.channels.webhook import send_webhook
    from penstock.response.alerts.queries import message_of, webhook_of

    found = webhook_of(crossing_id)
    if found is not None:
        alert, seconds = found.alert, int(datetime.now(UTC).timestamp())
        send_webhook(alert.webhook_url, message_of(found), alert.webhook_secret, seconds=seconds)


@app.task(retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def send_email_task(crossing_id: int) -> None:
    """Tell the alert's user by e-mail. What the mail server does not take is tried again."""
    from penstock.records.channels.email import send_email
    from penstock.response.alerts.mailing import mail_of
    from penstock.response.alerts.queries import get_crossing

    found = get_crossing(crossing_id)
    if found is not None:
        subject, text = mail_of(found)
        send_email(found.alert.user.email, subject=subject, text=text)
