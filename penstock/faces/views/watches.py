"""Alerts made and tried out, for screens, programs and the terminal."""

from datetime import datetime
from typing import Any

from penstock.faces.views.numbers import in_our_words
from penstock.records.team.acting import Acting
from penstock.records.workspace.queries import current
from penstock.response.alerts.actions import create_alert
from penstock.response.alerts.models import Alert, Crossing


def watched(*, actor: Acting, now: datetime, **given: Any) -> Alert:
    """A new alert, as `actions.create_alert` takes it; conditions and cells are asked once before it is kept, so that none waits
    for a number that never comes. Raises Refused."""

    def require_askable(alert: Alert) -> None:
        from penstock.insight.mirror.place import opened
        from penstock.response.alerts.reading import read

        if alert.where or alert.report:
            with in_our_words(), opened() as state:
                read(state, alert, current(), now)

    return create_alert(actor=actor, require_askable=require_askable, **given)


def tried_out(alert: Alert, now: datetime) -> Crossing:
    """Told as a test, with what it would tell now. Raises Refused."""
    from penstock.insight.mirror.place import opened
    from penstock.response.alerts.watching import try_out

    with in_our_words(), opened() as state:
        return try_out(state, alert, current(), now)
