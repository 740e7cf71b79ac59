"""What can be done to alerts: made, switched, taken away."""

import secrets
from collections.abc import Callable, Sequence
from datetime import time

from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused
from penstock.records.channels.webhook import checked_address
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.response.alerts.models import Alert, Rule
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.own import own_or_known, unit_of
from penstock.response.reports.spans import SPANS

MOST = 50


def create_alert(
    *,
    actor: Acting,
    title: str,
    metric: str = "",
    report: str = "",
    column: str = "",
    cell: str = "",
    by: Sequence[str] = (),
    unit: str = "",
    rule: str,
    threshold: float | None = None,
    days: int = 90,
    where: Sequence[str] = (),
    by_email: bool = False,
    webhook_url: str = "",
    quiet_from: time | None = None,
    quiet_to: time | None = None,
    require_askable: Callable[[Alert], object] = lambda alert: None,
) -> Alert:
    """Watch a number with one's own eyes: a metric's, or a report's. require_askable raises where the mirror can't answer it.
    Raises Refused."""
    rules.require(actor.user is not None, _("Only a user has alerts."))
    assert actor.user is not None
    if "\x00" in "".join((metric, report, column, cell, unit, *by, *where)):
        raise Refused(_("A character here can't be stored."), field="metric")
    sentence = _sentence(metric, report, cell, where)
    if report and rule == Rule.CHART:
        raise Refused(_("A number of a report has a line, not a usual range."), field="rule")
    if rule not in Rule.values or days not in SPANS:
        raise Refused(_("An alert is above or below a line, or by a chart."), field="rule")
    if rule != Rule.CHART and threshold is None:
        raise Refused(_("Which line? A number is needed."), field="threshold")
    if threshold is not None and metric and unit_of(metric) == "share" and not 0 <= threshold <= 1:
        raise Refused(_("A share lies between 0 and 1: 20 % is 0.2."), field="threshold")
    if (quiet_from is None) != (quiet_to is None):
        raise Refused(_("Quiet hours have a beginning and an end."), field="quiet_to")
    if Alert.objects.filter(user=actor.user).count() >= MOST:
        raise Refused(_("One person has at most %(most)s alerts.") % {"most": MOST})
    alert = Alert(
        user=actor.user,
        title=title.replace("\x00", "").strip()[:80] or sentence,
        metric=metric,
        report=report,
        column=column,
        cell=cell,
        asked={"by": list(by), "unit": unit} if report else {},
        days=days,
        where=list(where),
        rule=rule,
        threshold=None if rule == Rule.CHART else threshold,
        by_email=by_email,
        webhook_url=checked_address(webhook_url) if webhook_url else "",
        webhook_secret=secrets.token_urlsafe(32) if webhook_url else "",
        quiet_from=quiet_from,
        quiet_to=quiet_to,
    )
    require_askable(alert)
    alert.save(force_insert=True)
    return alert


def _sentence(metric: str, report: str, cell: str, where: Sequence[str]) -> str:
    """What it watches, in words. Raises Refused where it is not one thing, or none that there is."""
    from penstock.insight.metrics.query import WrongQuestion
    from penstock.insight.metrics.words import conditions_of

    if bool(metric) is bool(report):
        raise Refused(_("An alert watches a metric, or a number of a report."), field="metric")
    if report and (report not in REPORTS or not cell):
        raise Refused(_("Which number of which report?"), field="report")
    try:
        conditions_of(where)
        return str(REPORTS[report].title) if report else own_or_known(metric)[0].sentence
    except WrongQuestion as wrong:
        raise Refused(str(wrong), field="metric") from wrong


def switch_alert(*, actor: Acting, alert: Alert, is_on: bool) -> None:
    """On or off. Switched on again, it tells what it then finds. Raises NotAllowed."""
    _require_mine(actor, alert)
    alert.is_on, alert.is_crossed = is_on, False
    alert.save(update_fields=["is_on", "is_crossed"])


def remove_alert(*, actor: Acting, alert: Alert) -> None:
    """Take it away, with its crossings. Raises NotAllowed."""
    _require_mine(actor, alert)
    alert.delete()


def _require_mine(actor: Acting, alert: Alert) -> None:
    rules.require(alert.user_id == actor.user_id, _("This alert is someone else's."))
