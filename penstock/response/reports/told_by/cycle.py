"""How long sales take: over time, by segment, and beside one's own past; of the won, and of all that were opened."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from penstock.insight.metrics.answer import Point, Value
from penstock.insight.metrics.catalogue import metric_named
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told
from penstock.response.reports.told_by.behind import OF_PERIOD, PERIOD, behind, behind_point, only
from penstock.response.reports.told_by.head import head, left_out
from penstock.response.reports.told_by.wording import field_title

# Of the won; then of all opened, those that still wait counted as waiting.
FIGURES = ("cycle_days", "cycle_days_mean", "lead_cycle_days", "time_to_decision", "time_to_win")


def tell(asked: Asked, state: State) -> Told:
    """The first table is by quarter, or by the grain asked for; then by the segments asked for, else by lead source."""
    plain = replace(asked.query, by=(), grain=None)
    whole = {name: answer(state, replace(plain, metric=name)) for name in FIGURES}
    series = answer(state, replace(plain, metric="cycle_days", grain=asked.query.grain or "quarter")).series
    until = asked.query.as_of or asked.query.now
    return Told(
        **head("cycle", asked),
        tables=(
            Table("series", _("Period by period"), (Column("period", _("Period"), "period"), *_columns()),
                  tuple({"period": point.label, "is_partial": not point.is_whole(until)} | _row(point.value) for point in series),
                  cells=dict.fromkeys(("won", "median", "mean"), OF_PERIOD)),
            *(_by(state, plain, field) for field in asked.query.by or ("source",)),
        ),
        figures=tuple(_figure(name, one.value) for name, one in whole.items()),
        notes=whole["cycle_days"].notes,
        left_out=left_out(left for one in whole.values() for left in one.left_out),
        opens=lambda cell: _behind(state, plain, series, cell),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("won", _("Won"), "count"),
        Column("median", _("Days, the middle one"), "days", low="low", high="high"),
        Column("low", _("Low"), "days", is_shown=False),
        Column("high", _("High"), "days", is_shown=False),
        Column("mean", _("Days on average"), "days"),
    )


def _row(value: Value) -> dict[str, Any]:
    return {
        "won": value.n,
        "median": value.value,
        "low": value.low,
        "high": value.high,
        "mean": value.details.get("mean"),
    }


def _by(state: State, query: Query, field: str) -> Table:
    """Slowest first."""
    asked = replace(query, metric="cycle_days", by=(field,))
    rows = [
        {field: group.by[field], "key": group.keys[field]} | _row(group.value)
        for group in answer(state, asked).groups
        if group.value.n
    ]
    rows.sort(key=lambda row: (-(row["median"] or 0), row[field]))
    title = _("How long: %(field)s") % {"field": field_title(field)}
    columns = (Column(field, field_title(field)), *_columns())
    beside = Beside((field, "key"), ("won", "median"), timed=("median", "low", "high", "won"))
    cells = dict.fromkeys(("won", "median", "mean"), f"{field}:{{key}}")
    return Table(field, title, columns, tuple(rows), cells=cells, beside=beside)


def _figure(name: str, value: Value) -> Figure:
    metric = metric_named(name)
    return Figure(
        name, _(metric.sentence), "days", value.value, _(metric.definition), value.n, value.low, value.high,
        value.why_not, cell=f"metric:{name}", metric=name,
    )  # fmt: skip


def _behind(state: State, query: Query, series: tuple[Point, ...], cell: str) -> Behind | None:
    """metric:NAME, period:LABEL, or FIELD:ID ("" for not recorded)."""
    what, _sign, key = cell.partition(":")
    if what == PERIOD:
        return behind_point(state, replace(query, metric="cycle_days"), series, key)
    if what != "metric":
        return behind(state, only(replace(query, metric="cycle_days"), **{what: key}))
    return behind(state, replace(query, metric=key)) if key in FIGURES else None
