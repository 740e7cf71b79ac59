"""What each lead source brought: leads, opportunities, wins, their worth, rates and cycle, each by its own metric."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from penstock.insight.metrics.answer import Answer, LeftOut
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Behind, Beside, Column, Table, Told, Unit
from penstock.response.reports.told_by.behind import behind, only
from penstock.response.reports.told_by.head import head, left_out
from penstock.response.reports.told_by.wording import few

# Column, its metric, its unit.
BY_SOURCE: tuple[tuple[str, str, Unit], ...] = (
    ("leads", "leads_created", "count"),
    ("opened", "opportunities_opened", "count"),
    ("won", "opportunities_won", "count"),
    ("lost", "opportunities_lost", "count"),
    ("value", "won_amount", "money"),
    ("win_rate", "win_rate", "share"),
    ("cycle_days", "cycle_days", "days"),
)


def tell(asked: Asked, state: State) -> Told:
    """One row a source, the one that won most first; what has none is "not recorded"."""
    query = replace(asked.query, by=("source",), grain=None)
    answers = {name: answer(state, replace(query, metric=metric)) for name, metric, _unit in BY_SOURCE}

    def opens(cell: str) -> Behind | None:
        column, _sign, source = cell.partition(":")
        metric = next((its for name, its, _unit in BY_SOURCE if name == column), "")
        return behind(state, only(replace(query, metric=metric), source=source)) if metric else None

    return Told(
        **head("sources", asked),
        tables=(
            Table(
                "sources", _("By lead source"), _columns(), tuple(_rows(answers)), _totals(answers),
                {name: f"{name}:{{key}}" for name, _metric, _unit in BY_SOURCE},
                beside=Beside(("source", "key"), ("leads", "opened", "won", "value", "win_rate"), ("won", "decided")),
            ),
        ),
        left_out=left_out(left for one in answers.values() for left in _left_out(one)),
        opens=opens,
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("source", _("Source")),
        Column("leads", _("Leads"), "count"),
        Column("opened", _("Opened"), "count"),
        Column("won", _("Won"), "count"),
        Column("lost", _("Lost"), "count"),
        Column("value", _("Value won"), "money"),
        Column("win_rate", _("Win rate"), "share", low="win_rate_low", high="win_rate_high", few="few"),
        Column("win_rate_low", _("Low"), "share", is_shown=False),
        Column("win_rate_high", _("High"), "share", is_shown=False),
        Column("few", _("Too few"), is_shown=False),
        Column("cycle_days", _("Days to win"), "days", under="cycle_of"),
        Column("cycle_of", "cycle_of", is_shown=False),
        Column("cycle_n", "cycle_n", "count", is_shown=False),
    )


def _rows(answers: dict[str, Answer]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, _metric, unit in BY_SOURCE:
        for group in answers[name].groups:
            nothing = {its: 0 if its_unit in ("count", "money") else None for its, _m, its_unit in BY_SOURCE}
            row = found.setdefault(
                group.keys["source"],
                {
                    "source": group.by["source"],
                    "key": group.keys["source"],
                    "win_rate_low": None,
                    "win_rate_high": None,
                    "cycle_n": 0,
                    "decided": 0,
                }
                | nothing,
            )
            row[name] = group.value.value
            if unit == "share":
                row |= {
                    f"{name}_low": group.value.low,
                    f"{name}_high": group.value.high,
                    "decided": group.value.n,
                }
                row["few"] = few(group.value.details.get("k", 0), group.value.n) if group.value.n else ""
            if unit == "days" and group.value.n:
                row |= {"cycle_n": group.value.n, "cycle_of": _("n %(n)s") % {"n": f"{group.value.n:,}"}}
    return sorted(
        found.values(),
        key=lambda row: (-(row["won"] or 0), -(row["opened"] or 0), -(row["leads"] or 0), row["source"]),
    )


def _totals(answers: dict[str, Answer]) -> dict[str, Any]:
    return {name: one.value.value for name, one in answers.items()}


def _left_out(one: Answer) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(f"{one.metric}: {left.why}", left.n) for left in one.left_out)
