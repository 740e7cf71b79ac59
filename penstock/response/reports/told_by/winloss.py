"""Wins and losses: why and to whom sales were lost, and the win rate by any dimension."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from penstock.insight.metrics.answer import Answer
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State
from penstock.insight.winloss.reasons import Reason, competitors, reasons
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Figure, Table, Told, Unit
from penstock.response.reports.told_by.behind import behind
from penstock.response.reports.told_by.head import head, left_out
from penstock.response.reports.told_by.wording import few, field_title

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
    lost = {"loss_reason": reasons(state, plain), "competitor": competitors(state, plain)}
    tables = [
        Table("reasons", _("Why they were lost"), _lost_columns("loss_reason", _("Reason")), tuple(_lost_row("loss_reason", one) for one in lost["loss_reason"]),
              {"lost": whole["opportunities_lost"].value.value, "value": whole["lost_amount"].value.value},
              {"lost": "loss_reason:{key}"}, beside=_lost_beside("loss_reason")),
        Table("competitors", _("To whom"), _lost_columns("competitor", _("Competitor")), tuple(_lost_row("competitor", one) for one in lost["competitor"]),
              cells={"lost": "competitor:{key}"}, beside=_lost_beside("competitor")),
        *(_rates_by(state, plain, field) for field in asked.query.by),
    ]  # fmt: skip
    return Told(
        **head("winloss", asked),
        tables=tuple(tables),
        figures=tuple(_figure(name, one) for name, one in whole.items()),
        notes=whole["win_rate"].notes,
        left_out=left_out(left for one in whole.values() for left in one.left_out),
        opens=lambda cell: _behind(state, plain, lost, cell),
    )


def _lost_row(field: str, one: Reason) -> dict[str, Any]:
    ours = {True: _("yes"), False: _("no"), None: ""}[one.is_ours]
    return {field: one.name, "key": _key(one), "ours": ours, "lost": one.of_lost.k, "of": one.of_lost.n, "share": one.of_lost.share, "few": few(one.of_lost.k, one.of_lost.n), "value": one.value}  # fmt: skip


def _lost_beside(field: str) -> Beside:
    return Beside((field, "key"), ("lost", "share", "value"), ("lost", "of"))


def _key(one: Reason) -> str:
    return "" if one.id is None else str(one.id)


def _lost_columns(field: str, title: str) -> tuple[Column, ...]:
    ours = (Column("ours", _("Ours to change")),) if field == "loss_reason" else ()
    return (
        Column(field, title),
        *ours,
        Column("lost", _("Lost"), "count"),
        Column("share", _("Of all lost"), "share", few="few"),
        Column("few", _("Too few"), is_shown=False),
        Column("value", _("Value lost"), "money"),
    )


def _rates_by(state: State, query: Query, field: str) -> Table:
    told = answer(state, replace(query, metric="win_rate", by=(field,)))
    rows = [
        {field: group.by[field], "key": group.keys[field], "decided": group.value.n, "won": group.value.details.get("k", 0),
         "win_rate": group.value.value, "low": group.value.low, "high": group.value.high, "why_not": group.value.why_not or "", "few": few(group.value.details.get("k", 0), group.value.n) if group.value.n else ""}
        for group in told.groups
    ]  # fmt: skip
    columns = (
        Column(field, field_title(field)),
        Column("decided", _("Decided"), "count"),
        Column("won", _("Won"), "count"),
        Column("win_rate", _("Win rate"), "share", low="low", high="high", few="few"),
        Column("few", _("Too few"), is_shown=False),
        Column("low", _("Low"), "share", is_shown=False),
        Column("high", _("High"), "share", is_shown=False),
        Column("why_not", _("Not enough"), is_shown=False),
    )
    title = _("Win rate: %(field)s") % {"field": field_title(field)}
    beside = Beside((field, "key"), ("decided", "win_rate"), ("won", "decided"))
    return Table(field, title, columns, tuple(rows), beside=beside)


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
        metric=name,
        k=value.details.get("k"),
    )


def _behind(state: State, query: Query, lost: Mapping[str, Sequence[Reason]], cell: str) -> Behind | None:
    """loss_reason:ID, competitor:ID ("" for not recorded), metric:NAME."""
    what, _sign, value = cell.partition(":")
    if what == "metric" and value in FIGURES:
        return behind(state, replace(query, metric=value))
    found = next((one for one in lost.get(what, ()) if _key(one) == value), None)
    return Behind("opportunity", found.ids) if found else None
