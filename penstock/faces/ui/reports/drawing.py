"""Which pictures a report's tables make. A report without an entry here is read as a table."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from django.utils.translation import gettext as _

from penstock.faces.ui.charts import Chart, Event, Kind, Point, Role, Series
from penstock.faces.ui.reports.showing import row_title, shown
from penstock.response.reports.told import Column, Table, Told
from penstock.response.reports.told_by.wording import period_words

Opens = Callable[..., str]


def charts_of(told: Told, opens: Opens) -> list[Chart]:
    """The charts above the tables; `opens(cell, title)` is the address of the records behind a point."""
    draw = DRAW.get(told.report)
    return draw(told, opens) if draw and told.table.rows else []


def of_column(told: Told, table: Table, label: str, value: str, kind: Kind, opens: Opens) -> Chart:
    """One column of a table against the labels of another, with what stands beside it."""
    named = {one.name: one for one in table.columns}
    column = named[value]
    series = [_series(told, table, column, opens)]
    if then := named.get(f"{value}_then"):
        series.append(replace(_series(told, table, then, opens), role="comparison"))
    return Chart(
        title=column.title,
        kind=kind,
        unit=column.unit if column.unit in ("money", "share", "days") else "number",
        labels=tuple(_label(named[label], row) for row in table.rows),
        series=tuple(series),
        axis=named[label].title,
        currency=told.currency,
        is_partial=bool(table.rows) and bool(table.rows[-1].get("is_partial")),
    )


def _label(column: Column, row: dict[str, Any]) -> str:
    text = str(row[column.name])
    return period_words(text) if column.unit == "period" else text


def _series(told: Told, table: Table, column: Column, opens: Opens) -> Series:
    return Series(column.title, tuple(_point(told, table, column, row, opens) for row in table.rows))


def _point(told: Told, table: Table, column: Column, row: dict[str, Any], opens: Opens) -> Point:
    value = row.get(column.name)
    text = row.get(column.few) or shown(column.unit, value, told.currency).striptags()
    number = None if value is None else float(told.outside(column.unit, value))
    return Point(number, text, opens(table.cell_of(column.name, row), row_title(table, column, row)))


def _pipeline(told: Told, opens: Opens) -> list[Chart]:
    """What is open; the closed of all time would dwarf it."""
    rows = tuple(row for row in told.table.rows if row["kind"] == "open")
    return [of_column(told, replace(told.table, rows=rows), "stage", "value", "bars", opens)]


def _changes(told: Told, opens: Opens) -> list[Chart]:
    """From what was open to what is: a bar for each reason."""
    table = told.table
    change = next(column for column in table.columns if column.name == "change")
    points = tuple(
        replace(_point(told, table, change, row, opens), tone=TONES.get(row["key"], "")) for row in table.rows
    )
    return [
        Chart(
            title=table.title,
            kind="bridge",
            unit="money",
            labels=tuple(row["bar"] for row in table.rows),
            series=(Series(change.title, points, totals=frozenset({0, len(points) - 1})),),
            axis=_("What happened"),
            currency=told.currency,
        )
    ]


TONES: dict[str, Literal["won", "lost"]] = {"won": "won", "lost": "lost"}


def _stages(told: Told, opens: Opens) -> list[Chart]:
    """How long it takes: half, and four of five."""
    half = of_column(told, told.table, "stage", "median", "bars", opens)
    late = of_column(told, told.table, "stage", "late", "bars", opens)
    if len(half.series) > 1:
        return [half, late]
    both = (half.series[0], replace(late.series[0], role="comparison"))
    return [replace(half, title=_("Days in each stage"), series=both)]


def _funnel(told: Told, opens: Opens) -> list[Chart]:
    """How many reached each step of two; one by itself is drawn as a pipe."""
    if not any(column.name == "reached_then" for column in told.table.columns):
        return []
    return [of_column(told, told.table, "step", "reached", "bars", opens)]


def _trend(told: Told, opens: Opens) -> list[Chart]:
    return [of_series(told, told.table, opens)]


def series_of(told: Told, opens: Opens) -> dict[int, Chart]:
    """The control chart of each intervention, by its id; titled with what was done, since two may be of one measure."""
    return {
        int(table.name.removeprefix(SERIES)): titled(of_series(told, table, opens), table.title)
        for table in told.tables
        if table.is_drawn
    }


def titled(chart: Chart, what: str) -> Chart:
    """The chart by what it is of, then by its measure."""
    return replace(chart, title=f"{what}: {chart.title}")


SERIES = "series-"
ROLES: dict[str, Role] = {"centre": "limit", "lower": "limit", "upper": "limit", "value_then": "comparison"}


def of_series(told: Told, table: Table, opens: Opens) -> Chart:
    """A metric with its limits, dashed; a point outside them is marked, and what people said of a day."""
    value = next(column for column in table.columns if column.name == "value")
    main = tuple(
        replace(
            _point(told, table, value, row, opens), mark=_("outside its usual range") if row["signal"] else ""
        )
        for row in table.rows
    )
    beside = tuple(
        replace(_series(told, table, column, opens), role=ROLES[column.name])
        for column in table.columns
        if column.name in ROLES
    )
    return Chart(
        title=value.title,
        kind="line",
        unit=value.unit if value.unit in ("money", "share", "days") else "number",
        labels=tuple(period_words(row["period"]) for row in table.rows),
        series=(Series(value.title, main), *beside),
        currency=told.currency,
        is_partial=bool(table.rows) and bool(table.rows[-1].get("is_partial")),
        events=tuple(Event(at, row["said"]) for at, row in enumerate(table.rows) if row["said"]),
    )


def _cycle(told: Told, opens: Opens) -> list[Chart]:
    return [of_column(told, told.table, "period", "median", "line", opens)]


def _sources(told: Told, opens: Opens) -> list[Chart]:
    return [of_column(told, told.table, "source", "value", "bars", opens)]


def _reasons(told: Told, opens: Opens) -> list[Chart]:
    return [of_column(told, told.table, "loss_reason", "lost", "bars", opens)]


DRAW: dict[str, Callable[[Told, Opens], list[Chart]]] = {
    "pipeline": _pipeline,
    "changes": _changes,
    "funnel": _funnel,
    "stages": _stages,
    "week": _changes,
    "trend": _trend,
    "cycle": _cycle,
    "sources": _sources,
    "winloss": _reasons,
}
