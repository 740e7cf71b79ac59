"""How a report's values look: by their unit, with their interval, honest where n is small."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from penstock.faces.ui import formats
from penstock.foundation.base.values.money import Money
from penstock.response.reports.told import Column, Figure, Unit


def shown(unit: Unit, value: Any, currency: str) -> Markup:
    """A value for a table's cell or a figure; nothing is a dash."""
    if value is None or value == "":
        return formats.NOTHING
    match unit:
        case "money":
            return formats.short_money(Money(round(value), currency))
        case "share":
            return Markup(f'<data value="{value:.6f}">{escape(formats.per_cent(value, 1))}</data>')
        case "days":
            return Markup(f'<data value="{value}">{escape(formats.number(round(value, 1)))}</data>')
        case "date" | "instant":
            return Markup(
                escape(
                    formats.day(value if isinstance(value, date | datetime) else date.fromisoformat(value))
                )
            )
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
    return _("%(low)s to %(high)s") % {
        "low": Markup(shown(unit, low, currency)).striptags(),
        "high": Markup(shown(unit, high, currency)).striptags(),
    }


def note_of(figure: Figure, currency: str) -> str:
    """Under a figure: n, its interval, and what it says of itself."""
    told = [_("n %(n)s") % {"n": formats.number(figure.n)} if figure.n is not None else ""]
    told += [interval(figure.unit, figure.low, figure.high, currency), figure.note]
    return " · ".join(part for part in told if part)


def is_number(column: Column) -> bool:
    """Whether a column stands to the right."""
    return column.unit in ("count", "number", "money", "share", "days")
