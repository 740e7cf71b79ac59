"""Dashboards as data, for programs and the terminal: what each tile says, in the units that people use."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from penstock.faces.views.quoting import figure_told
from penstock.foundation.base.values.money import Money
from penstock.records.team.models import User
from penstock.response.dashboards.keeping import newest_tiles, tell
from penstock.response.dashboards.queries import Board
from penstock.response.dashboards.told import MetricTold, ReportTold, TileTold, Wrong
from penstock.response.reports.benchmarks import Figure, figures_by_metric


def board_told(user: User, board: Board, now: datetime) -> list[dict[str, Any]]:
    """Every tile's answer in their order: shares 0 to 1, money in major units. As fresh as the page: told anew where a fact
    came since."""
    kept = newest_tiles(user, board.tiles, now)
    told = kept.tiles if kept else tell(user, board.tiles, now)
    quoted = figures_by_metric()
    return [_tile(one, quoted[one.tile.name]) for one in told]


def _tile(told: TileTold, quoted: Sequence[Figure]) -> dict[str, Any]:
    tile = told.tile
    asked = {"kind": tile.kind, "name": tile.name, "days": tile.days, "title": tile.title}
    match told:
        case MetricTold():
            return asked | _metric(told) | {"benchmarks": [figure_told(one) for one in quoted]}
        case ReportTold():
            return asked | _report(told)
        case Wrong():
            return asked | {"why_not": told.why}


def _metric(told: MetricTold) -> dict[str, Any]:
    out, before = _major(told.currency), told.before
    return {
        "title": told.tile.title or _(told.sentence),
        "value": out(told.value),
        "unit": told.unit,
        "currency": told.currency or None,
        "n": told.n,
        "low": out(told.low),
        "high": out(told.high),
        "enough": told.why_not is None,
        "why_not": told.why_not,
        "definition": _(told.definition),
        "as_of": told.as_of.isoformat(),
        "left_out": told.left_out,
        "before": {
            "value": out(before.value),
            "n": before.n,
            "difference": out(before.difference),
            "low": out(before.low),
            "high": out(before.high),
            "stated": before.is_stated,
        },
        "series": [
            {"period": dot.label, "value": out(dot.value), "partial": dot.is_partial} for dot in told.dots
        ],
    }


def _report(told: ReportTold) -> dict[str, Any]:
    out = _major(told.currency)
    units = [unit for _title, unit in told.columns]
    return {
        "title": told.tile.title or told.title,
        "currency": told.currency or None,
        "as_of": told.as_of.isoformat(),
        "columns": [str(title) for title, _unit in told.columns],
        "units": units,
        "rows": [
            [out(cell) if unit == "money" else _plain(cell) for unit, cell in zip(units, row, strict=True)]
            for row in told.rows
        ],
        "more": told.more,
    }


def _major(currency: str) -> Callable[[Any], Any]:
    """Minor units into major ones; without a currency, the number as it is."""
    if not currency:
        return lambda value: value
    unit = float(Money.of("1", currency).minor)
    return lambda value: None if value is None else value / unit


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float) else str(value)
