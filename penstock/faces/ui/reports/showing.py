"""How a report's values look: by their unit, with their interval, honest where n is small."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from penstock.faces.ui import formats
from penstock.foundation.base.values.money import Money
from penstock.response.reports.told import Column, Figure, Table, Unit
from penstock.response.reports.told_by.wording import few, period_words


def shown(unit: Unit, value: Any, currency: str) -> Markup:
    """A value for a table's cell or a figure; nothing is a dash."""
    if value is None or value == "":
        return formats.NOTHING
    match unit:
        case "money":
            return formats.short_money(Money(round(value), currency))
        case "share":
            return Markup(f'<data value="{value:.6f}">{escape(formats.per_cent(value, 1))}</data>')
        case "points":
            return Markup(f'<data value="{value:.6f}">{escape(points(value))}</data>')
        case "days":
            return Markup(f'<data value="{value}">{escape(formats.number(round(value, 1)))}</data>')
        case "date" | "instant":
            return Markup(
                escape(
                    formats.day(value if isinstance(value, date | datetime) else date.fromisoformat(value))
                )
            )
        case "period":
            return Markup(escape(period_words(value)))
        case "count" | "number":
            return Markup(f'<data value="{value}">{escape(formats.number(round(value, 2)))}</data>')
    return Markup(escape(value))


def interval(unit: Unit, low: Any, high: Any, currency: str) -> str:
    """5.9 to 9.2 %; "" where there is none."""
    if low is None or high is None:
        return ""
    if unit == "share":
        return _("%(low)s to %(high)s") % {
            "low": formats.number(round(low * 100, 1)),
            "high": formats.per_cent(high, 1),
        }
    if unit == "points":
        return _("%(low)s to %(high)s") % {
            "low": formats.signed(round(low * 100, 1)),
            "high": formats.signed(round(high * 100, 1)),
        }
    return _("%(low)s to %(high)s") % {
        "low": Markup(shown(unit, low, currency)).striptags(),
        "high": Markup(shown(unit, high, currency)).striptags(),
    }


def points(value: float) -> str:
    """A difference of shares: +6.9 points."""
    return _("%(number)s points") % {"number": formats.signed(round(value * 100, 1))}


def placed(table: Table, column: Column, row: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    """Low, value, high and zero as places on the column's common scale (0 to 1); None where there is nothing to draw."""
    if any(row.get(name) is None for name in (column.low, column.name, column.high)):
        return None
    ends = [
        row[name] for row in table.rows for name in (column.low, column.high) if row.get(name) is not None
    ]
    first, last = min(0, *ends), max(0, *ends)
    size = last - first or 1
    low, value, high = ((row[name] - first) / size for name in (column.low, column.name, column.high))
    return low, value, high, -first / size


def row_title(table: Table, column: Column, row: Mapping[str, Any]) -> str:
    """What the records behind a cell are of: the row by its first words, then the column."""
    first = table.shown[0]
    words = shown(first.unit, row.get(first.name), "").striptags() if first.unit in ("text", "period") else ""
    return column.title if first is column else ": ".join(filter(None, (words, column.title)))


def headline(figure: Figure, currency: str) -> Markup:
    """The number of a figure; a share of few in counts (METRICS, 5). "" where there is not enough to say any."""
    if figure.unit == "share" and figure.why_not and figure.n and figure.k is not None:
        return Markup(escape(few(figure.k, figure.n)))
    if figure.why_not:
        return Markup("")
    return (
        Markup(escape(figure.note)) if figure.unit == "text" else shown(figure.unit, figure.value, currency)
    )


def note_of(figure: Figure, currency: str) -> str:
    """Under a figure: n, its interval, what stands beside it, and what it says of itself."""
    told = [_("n %(n)s") % {"n": formats.number(figure.n)} if figure.n is not None else ""]
    told += [interval(figure.unit, figure.low, figure.high, currency)]
    told += [_beside(figure.other, currency)] if figure.other else []
    return " · ".join(part for part in (*told, figure.note) if part)


def _beside(figure: Figure, currency: str) -> str:
    """38.1 % beside, n 42."""
    value = figure.why_not or Markup(shown(figure.unit, figure.value, currency)).striptags()
    n = _("n %(n)s") % {"n": formats.number(figure.n)} if figure.n and not figure.why_not else ""
    return ", ".join(filter(None, (_("%(value)s beside") % {"value": value}, n)))


def is_number(column: Column) -> bool:
    """Whether a column stands to the right."""
    return column.unit not in ("text", "period", "opportunity")
