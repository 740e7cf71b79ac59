"""Alerts tried out, for screens, programs and the terminal."""

from datetime import datetime

from penstock.faces.views.numbers import in_our_words
from penstock.records.workspace.queries import current
from penstock.response.alerts.models import Alert, Crossing


def tried_out(alert: Alert, now: datetime) -> Crossing:
    """Told as a test, with what it would tell now. Raises Refused."""
    from penstock.insight.mirror.place import opened
    from penstock.response.alerts.watching import try_out

    with in_our_words(), opened() as state:
        return try_out(state, alert, current(), now)
