"""A number of a report, watched: found again by its column and the cell that opens its records, or as a figure by its name.
Loaded by the worker: it brings Ibis along."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from penstock.insight.metrics.answer import Answer, Value
from penstock.insight.metrics.query import WrongQuestion
from penstock.insight.mirror.state import State
from penstock.records.workspace.models import Workspace
from penstock.response.alerts.models import Alert
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.questions import question, rolling, wider_for
from penstock.response.reports.told import Behind, Column, Figure, Told

NO_NUMBERS = frozenset({"text", "period", "opportunity", "date", "instant"})


def cell_read(state: State, alert: Alert, workspace: Workspace, now: datetime) -> Answer:
    """The number as a metric's answer, in minor units. Raises WrongQuestion where the report has no such number."""
    told = _told(state, alert, workspace, now)
    unit, value = _found(told, alert)
    currency = told.currency if unit == "money" else None
    return Answer(
        alert.report, "share" if unit == "points" else unit, currency, "", value, told.as_of, None, now
    )


def cell_behind(state: State, alert: Alert, workspace: Workspace, now: datetime) -> Behind:
    """The records that it is made of."""
    told = _told(state, alert, workspace, now)
    cell = alert.cell
    if not alert.column:
        figure = next((one for one in told.figures if one.name == alert.cell), None)
        cell = figure.cell if figure else ""
    return (told.opens(cell) if cell else None) or Behind("opportunity", ())


def _told(state: State, alert: Alert, workspace: Workspace, now: datetime) -> Told:
    if alert.report not in REPORTS:
        raise WrongQuestion(f"there is no report {alert.report}; there are {', '.join(REPORTS)}")
    report, asked = REPORTS[alert.report], alert.asked
    period = rolling(alert.days, workspace, now) if "period" in report.takes else None
    query = question(
        report.metric, alert.user, workspace, now, period=period, where=alert.where, by=asked.get("by") or ()
    )
    wider = wider_for(alert.user, workspace)
    return report.tell(Asked(query, asked.get("unit") or "", wider=wider), state)


def _found(told: Told, alert: Alert) -> tuple[str, Value]:
    """Its unit, and the number with its range."""
    if not alert.column:
        figure = next((one for one in told.figures if one.name == alert.cell), None)
        if figure is None or figure.unit in NO_NUMBERS:
            raise _nowhere(alert)
        return figure.unit, _of_figure(figure)
    for table in told.tables:
        column = next((one for one in table.columns if one.name == alert.column), None)
        if column is None or column.unit in NO_NUMBERS:
            continue
        for row in table.rows:
            if table.key_of(column.name, row) == alert.cell:
                behind = told.opens(alert.cell)
                return column.unit, _of_row(column, row, len(behind.ids) if behind else 0)
    raise _nowhere(alert)


def _of_figure(figure: Figure) -> Value:
    return Value(figure.value, figure.n or 0, figure.low, figure.high, figure.why_not)


def _of_row(column: Column, row: Mapping[str, Any], n: int) -> Value:
    """Where the report says it in other words than as a share, there is too little to cross a line."""
    low, high = (row.get(name) if name else None for name in (column.low, column.high))
    few = row.get(column.few) if column.few else None
    return Value(row.get(column.name), n, low, high, few or None)


def _nowhere(alert: Alert) -> WrongQuestion:
    name = " ".join(filter(None, (alert.column, alert.cell)))
    return WrongQuestion(
        _("the report %(report)s has no number %(name)s now") % {"report": alert.report, "name": name}
    )
