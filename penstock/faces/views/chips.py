"""A query said in words: each filter as label, value, and the query without it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from penstock.faces.views.choices import NOBODY
from penstock.faces.views.fields import Field
from penstock.faces.views.filters import Filter
from penstock.faces.views.periods import BY_NAME
from penstock.faces.views.query import ListQuery
from penstock.faces.views.reading import Reader
from penstock.faces.views.sources import VISIBLE


@dataclass(frozen=True, slots=True)
class Chip:
    """ "Owner", "Anna Berg or nobody", and the query once it is taken away."""

    label: str
    value: str
    filter: Filter
    without: ListQuery


def chips_of(query: ListQuery, reader: Reader) -> list[Chip]:
    """The filters of a query in their order. A query per kind of names to look up."""
    return [
        Chip(str(filter.field.label), _said(filter, reader), filter, query.without(filter))
        for filter in query.filters
    ]


def _said(filter: Filter, reader: Reader) -> str:
    as_typed = filter.operator == "has"
    values = [value if as_typed else value_said(filter.field, value, reader) for value in filter.values]
    either = _(" or ").join(values)
    match filter.operator:
        case "is":
            return either
        case "not":
            return _("not %(value)s") % {"value": either}
        case "has":
            return _("contains %(value)s") % {"value": either}
        case "from":
            return _("from %(value)s") % {"value": either}
        case "to":
            return _("up to %(value)s") % {"value": either}
        case _:
            return _("empty") if filter.values[0] == "yes" else _("filled")


def value_said(field: Field, value: str, reader: Reader) -> str:
    """A value of the address in words."""
    match field.type:
        case "record" if value == NOBODY:
            return _("none")
        case "record" | "choice" if field.choices:
            return dict(reader.choices(field.choices)).get(value, value)
        case "record":
            return _name_of(field, value, reader)
        case "day" | "moment" if value in BY_NAME:
            return str(BY_NAME[value].label)
        case "day" | "moment":
            day_first = "d MMM y" if _locale().startswith("en") else "medium"
            return format_date(date.fromisoformat(value), day_first, locale=_locale())
        case "yes_no":
            return _("yes") if value == "yes" else _("no")
        case "money":
            return f"{format_decimal(Decimal(value), locale=_locale())} {reader.workspace.home_currency}"
        case "number" | "share":
            return format_decimal(Decimal(value), locale=_locale()) + (" %" if field.type == "share" else "")
        case _:
            return value


def _locale() -> str:
    return to_locale(get_language() or "en")


def _name_of(field: Field, value: str, reader: Reader) -> str:
    # A company or person chosen by a link; what the reader may not see stays a number.
    door = {"company": VISIBLE["company"], "person": VISIBLE["person"]}[field.name]
    found = door(reader.user).filter(pk=int(value)).first() if value.isdecimal() else None
    return str(found) if found else f"#{value}"
