"""Wins and losses: why and to whom sales were lost, and the win rate by any dimension."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from penstock.insight.metrics.answer import Answer
from penstock.insight.metrics.asking import NOT_RECORDED
from penstock.insight.metrics.query import Condition, Query
from penstock.insight.metrics.run import answer, rows_behind
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Column, Figure, Table, Told, Unit
from penstock.response.reports.told_by.head import head, left_out

FIGURES = (
    "win_rate",
    "win_rate_value",
    "opportunities_won",
    "won_amount",
    "opportunities_lost",
    "lost_amount",
)


def tell(asked: Asked, state: State) -> Told:
    """The first table is the reasons."""
    plain = replace(asked.query, by=(), grain=None)
    whole = {name: answer(state, replace(plain, metric=name)) for name in FIGURES}
    reasons, competitors = (_lost_by(state, plain, field, whole) for field in ("loss_reason", "competitor"))
    ours = _ours(state, asked.query)
    for row in reasons:
        row["ours"] = ours.get(row["key"], "")
    tables = [
        Table("reasons", _("Why they were lost"), _lost_columns("loss_reason", _("Reason")), tuple(reasons),
              {"lost": whole["opportunities_lost"].value.value, "value": whole["lost_amount"].value.value},
              {"lost": "loss_reason:{key}"}),
        Table("competitors", _("To whom"), _lost_columns("competitor", _("Competitor")), tuple(competitors),
              cells={"lost": "competitor:{key}"}),
        *(_rates_by(state, plain, field) for field in asked.query.by),
    ]  # fmt: skip
    return Told(
        **head("winloss", asked),
        tables=tuple(tables),
        figures=tuple(_figure(name, one) for name, one in whole.items()),
        notes=whole["win_rate"].notes,
        left_out=left_out(left for one in whole.values() for left in one.left_out),
        opens=lambda cell: _behind(state, plain, cell),
    )


def _lost_by(state: State, query: Query, field: str, whole: dict[str, Answer]) -> list[dict[str, Any]]:
    n = answer(state, replace(query, metric="opportunities_lost", by=(field,)))
    value = {
        group.keys[field]: group.value.value
        for group in answer(state, replace(query, metric="lost_amount", by=(field,))).groups
    }
    total = whole["opportunities_lost"].value.n
    return [
        {
            field: group.by[field],
            "key": group.keys[field],
            "lost": group.value.n,
            "share": group.value.n / total if total else None,
            "value": value.get(group.keys[field]) or 0,
        }
        for group in sorted(n.groups, key=lambda group: (-group.value.n, group.by[field]))
    ]


def _lost_columns(field: str, title: str) -> tuple[Column, ...]:
    ours = (Column("ours", _("Ours to change")),) if field == "loss_reason" else ()
    return (
        Column(field, title),
        *ours,
        Column("lost", _("Lost"), "count"),
        Column("share", _("Of all lost"), "share"),
        Column("value", _("Value lost"), "money"),
    )


def _ours(state: State, query: Query) -> dict[str, str]:
    """Which reasons are ours to change, as they are marked at the instant asked about."""
    rows = state.defined("loss_reason", query.as_of_micros, query.known_micros)
    marked = rows.select("id", "is_ours_to_change").to_pyarrow().to_pylist()
    return {str(row["id"]): _("yes") if row["is_ours_to_change"] else _("no") for row in marked}


def _rates_by(state: State, query: Query, field: str) -> Table:
    told = answer(state, replace(query, metric="win_rate", by=(field,)))
    rows = [
        {field: group.by[field], "key": group.keys[field], "decided": group.value.n, "won": group.value.details.get("k", 0),
         "win_rate": group.value.value, "low": group.value.low, "high": group.value.high, "why_not": group.value.why_not or ""}
        for group in told.groups
    ]  # fmt: skip
    columns = (
        Column(field, _("By %(field)s") % {"field": field}),
        Column("decided", _("Decided"), "count"),
        Column("won", _("Won"), "count"),
        Column("win_rate", _("Win rate"), "share", low="low", high="high"),
        Column("low", _("Low"), "share", is_shown=False),
        Column("high", _("High"), "share", is_shown=False),
        Column("why_not", _("Not enough"), is_shown=False),
    )
    return Table(field, _("By %(field)s") % {"field": field}, columns, tuple(rows))


def _titles() -> dict[str, tuple[str, Unit]]:
    return {
        "win_rate": (_("Win rate"), "share"),
        "win_rate_value": (_("Win rate by value"), "share"),
        "opportunities_won": (_("Won"), "count"),
        "won_amount": (_("Value won"), "money"),
        "opportunities_lost": (_("Lost"), "count"),
        "lost_amount": (_("Value lost"), "money"),
    }


def _figure(name: str, told: Answer) -> Figure:
    title, unit = _titles()[name]
    value = told.value
    cell = "" if unit == "share" else f"metric:{name}"
    return Figure(
        name,
        title,
        unit,
        value.value,
        _(told.definition),
        value.n,
        value.low,
        value.high,
        value.why_not,
        cell=cell,
    )


def _behind(state: State, query: Query, cell: str) -> Behind | None:
    """loss_reason:ID, competitor:ID ("" for not recorded), metric:NAME."""
    what, _sign, value = cell.partition(":")
    if what == "metric" and value in FIGURES:
        asked = replace(query, metric=value)
    elif what in ("loss_reason", "competitor"):
        asked = replace(
            query,
            metric="opportunities_lost",
            where=(*query.where, Condition(what, (value or NOT_RECORDED,))),
        )
    else:
        return None
    return Behind("opportunity", tuple(row.id for row in rows_behind(state, asked) if row.left_out is None))
