"""What an alert's number is now, and on which side of its line. Loaded by the worker: it brings Ibis along."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from penstock.foundation.base.values.money import decimals
from penstock.insight.controlcharts.trend import trend
from penstock.insight.metrics.answer import Answer
from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import answer, counted
from penstock.insight.mirror.state import State
from penstock.records.workspace.models import Workspace
from penstock.response.alerts.cells import cell_behind, cell_read
from penstock.response.alerts.models import Alert, Rule
from penstock.response.reports.questions import rolling, rolling_question
from penstock.response.reports.remarks import accepted_days, scope_name
from penstock.response.reports.said import period_at
from penstock.response.reports.spans import GRAINS
from penstock.response.reports.told_by.wording import not_enough, period_words

# How far a control chart looks back: enough periods for firm limits.
LOOKBACK = {"day": 60, "week": 210, "month": 900}
ROWS_KEPT = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """The number in the units that people say. is_crossed: None where there is not enough to tell. text: a sentence with the
    number and its range."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    is_crossed: bool | None
    text: str


def read(state: State, alert: Alert, workspace: Workspace, now: datetime) -> Reading:
    """Ask the alert's number with its user's rights. Raises WrongQuestion."""
    if alert.report:
        return _by_threshold(alert, cell_read(state, alert, workspace, now))
    query = _query(alert, workspace, now)
    told = answer(state, query)
    if alert.rule == Rule.CHART:
        grain = GRAINS[alert.days]
        period = rolling(LOOKBACK[grain], workspace, now)
        series = answer(state, replace(query, period=period, grain=grain))
        days = accepted_days(alert.metric, alert.where, scope_name(alert.user, workspace))
        starts = [period_at(series.series, day, query.tzinfo) for day in days]
        return _by_chart(told, series, [start for start in starts if start])
    return _by_threshold(alert, told)


def records_of(state: State, alert: Alert, workspace: Workspace, now: datetime) -> tuple[str, list[int]]:
    """Kind and ids of the first records that the number is made of."""
    if alert.report:
        behind = cell_behind(state, alert, workspace, now)
        return behind.kind, list(behind.ids[:ROWS_KEPT])
    query = _query(alert, workspace, now)
    return metric_of(query).kind, list(counted(state, query, limit=ROWS_KEPT))


def _query(alert: Alert, workspace: Workspace, now: datetime) -> Query:
    return rolling_question(alert.metric, alert.user, workspace, now, days=alert.days, where=alert.where)


def _by_threshold(alert: Alert, told: Answer) -> Reading:
    reading = _plain(told)
    if told.value.why_not or reading.value is None or alert.threshold is None:
        why = told.value.why_not or _("nothing to count")
        return replace(reading, text=not_enough(why))
    is_above = reading.value > alert.threshold
    is_crossed = is_above if alert.rule == Rule.ABOVE else reading.value < alert.threshold
    words = {"number": said(reading.value, told), "line": said(alert.threshold, told)}
    text = _("%(number)s, the line is %(line)s") % words
    return replace(reading, is_crossed=is_crossed, text=_with_range(text, reading, told))


def _by_chart(told: Answer, series: Answer, rebased: Sequence[datetime]) -> Reading:
    """Crossed while the newest whole period stands outside its usual range, or the level has changed."""
    found = trend(series, rebased=rebased)
    reading = _plain(told)
    if found.verdict in ("too short", "provisional"):
        return replace(reading, text=not_enough(found.why_not or ""))
    whole = [mark for mark in found.marks if not mark.is_partial]
    is_crossed = found.verdict == "changed" or bool(whole and whole[-1].signals)
    if found.shift:
        text = _("Changed around %(period)s.") % {"period": period_words(found.shift.label)}
    elif is_crossed:
        text = _("Outside its usual range in %(period)s.") % {"period": period_words(whole[-1].label)}
    else:
        text = _("Within its usual range.")
    return replace(reading, is_crossed=is_crossed, text=_with_range(text, reading, told))


def _plain(told: Answer) -> Reading:
    unit = 10 ** decimals(told.currency) if told.currency else 1
    value, low, high = (
        None if one is None else one / unit for one in (told.value.value, told.value.low, told.value.high)
    )
    return Reading(value, low, high, told.value.n, None, "")  # fmt: skip


def _with_range(text: str, reading: Reading, told: Answer) -> str:
    parts = [text, _("n %(n)s") % {"n": reading.n}]
    if reading.low is not None and reading.high is not None:
        parts.append(
            _("%(low)s to %(high)s") % {"low": said(reading.low, told), "high": said(reading.high, told)}
        )
    return " · ".join(parts)


def said(value: float, told: Answer) -> str:
    """A number with its unit, plainly: it goes into mails and webhooks too."""
    if told.unit == "share":
        return f"{value * 100:.1f} %"
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{number} {told.currency or ''}".strip() if told.currency else number
