"""One filter of a list: read from the address, said as a chip, compiled to a condition."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from penstock.faces.views.choices import ME, NOBODY
from penstock.faces.views.fields import Field, Operator
from penstock.faces.views.folding import folded
from penstock.faces.views.periods import BY_NAME
from penstock.faces.views.reading import Reader
from penstock.foundation.base.values.money import decimals
from penstock.foundation.base.values.period import start_of_day


@dataclass(frozen=True, slots=True)
class Filter:
    """`field` is in the table of its kind, `operator` one of the field's; several values are alternatives."""

    field: Field
    operator: Operator
    values: tuple[str, ...]

    @property
    def param(self) -> str:
        """Its name in the address: owner, owner.not, amount.from."""
        return self.field.name if self.operator == "is" else f"{self.field.name}.{self.operator}"


def read_filter(param: str, values: list[str], fields: dict[str, Field]) -> Filter | None:
    """The filter that a parameter of the address means, or None where it names no field.
    Raises ValueError, with a sentence for a person, where the field is known and the value makes no sense."""
    name, _dot, last = param.rpartition(".")
    if param in fields:
        name, last = param, "is"
    field = fields.get(name)
    given = tuple(value for value in dict.fromkeys(values) if value)
    if field is None or not given:
        return None
    if last not in field.operators:
        raise ValueError(_("%(field)s can't be filtered so.") % {"field": field.label})
    filter = Filter(field, last, given)
    if not all(_makes_sense(filter, value) for value in given):
        raise ValueError(
            _("“%(value)s” is no value for %(field)s.") % {"value": ", ".join(given), "field": field.label}
        )
    return filter


def _makes_sense(filter: Filter, value: str) -> bool:
    if filter.operator == "empty" or filter.field.type == "yes_no":
        return value in ("yes", "no")
    match filter.field.type:
        case "record" if filter.operator == "has":
            return "\x00" not in value
        case "record":
            return value in (ME, NOBODY) or (value.isdecimal() and len(value) < 19)
        case "number" | "share" | "money":
            return _number(value) is not None
        case "day" | "moment":
            return (filter.operator == "is" and value in BY_NAME) or _day(value) is not None
        case _:
            return "\x00" not in value


def condition(filter: Filter, reader: Reader, at: date | None) -> Q:
    """What the records must fulfil, for the page's date `at`."""
    if filter.operator == "empty":
        wanted = [
            _is_empty(filter.field) if value == "yes" else ~_is_empty(filter.field) for value in filter.values
        ]
    else:
        wanted = [_CONDITIONS[filter.operator](filter.field, value, reader, at) for value in filter.values]
    whole = Q()
    for one in wanted:
        whole |= one
    return ~whole if filter.operator == "not" else whole


def _is_empty(field: Field) -> Q:
    if field.custom_key:
        return ~Q(custom__has_key=field.custom_key)
    match field.type:
        case "texts":
            return Q(**{field.path: []})
        case "text" | "link" | "choice":
            return Q(**{field.path: ""})
        case _:
            return Q(**{f"{field.path}__isnull": True})


def _is(field: Field, value: str, reader: Reader, at: date | None) -> Q:
    match field.type:
        case "record" if value == NOBODY:
            return _is_empty(field)
        case "record":
            return Q(**{field.path: reader.user.pk if value == ME else int(value)})
        case "day" | "moment":
            return _within(field, value, reader)
        case "texts":
            return Q(**{f"{field.path}__contains": [value]})
        case "yes_no":
            return Q(**{field.path: value == "yes"})
        case "name":
            return Q(sort_name=folded(value))
        case _:
            return Q(**{field.path: value})


def _has(field: Field, value: str, reader: Reader, at: date | None) -> Q:
    if field.type == "name":
        return Q(sort_name__contains=folded(value))
    if field.type == "record":
        return Q(**{f"{field.path}__sort_name__contains": folded(value)})
    return Q(**{f"{field.path}__icontains": value})


def _within(field: Field, value: str, reader: Reader) -> Q:
    day = _day(value)
    start, end = (day, day + timedelta(days=1)) if day else BY_NAME[value].days(reader.calendar)
    whole = Q(**{f"{field.path}__gte": _bound(field, start, reader)}) if start else Q()
    return whole & (Q(**{f"{field.path}__lt": _bound(field, end, reader)}) if end else Q())


def _from(field: Field, value: str, reader: Reader, at: date | None) -> Q:
    if field.type in ("day", "moment"):
        return Q(**{f"{field.path}__gte": _bound(field, _day(value), reader)})
    if field.type == "money" and not field.custom_key:
        return _amount(field, "gte", math.ceil, value, reader, at)
    return Q(**{f"{field.path}__gte": _plain(field, value)})


def _to(field: Field, value: str, reader: Reader, at: date | None) -> Q:
    if field.type in ("day", "moment"):
        day = _day(value)
        return Q(**{f"{field.path}__lt": _bound(field, day and day + timedelta(days=1), reader)})
    if field.type == "money" and not field.custom_key:
        return _amount(field, "lte", math.floor, value, reader, at)
    return Q(**{f"{field.path}__lte": _plain(field, value)})


def _amount(
    field: Field, lookup: str, whole: Callable[[Fraction], int], value: str, reader: Reader, at: date | None
) -> Q:
    """An amount of the home currency, for records of every currency: its worth in theirs at the page's rate.
    Records in a currency without rate can't be compared and are not in it."""
    home = reader.workspace.home_currency
    found = Q()
    for currency, rate in {home: Fraction(1), **reader.rates(at)}.items():
        minor = Fraction(_number(value) or 0) / rate * 10 ** decimals(currency)
        found |= Q(**{"currency": currency, f"{field.path}__{lookup}": whole(minor)})
    return found


def _bound(field: Field, day: date | None, reader: Reader) -> Any:
    if day is None:
        return None
    if field.custom_key:
        return day.isoformat()
    return day if field.type == "day" else start_of_day(day, reader.workspace.tzinfo)


def _plain(field: Field, value: str) -> Any:
    number = _number(value) or Decimal(0)
    if field.type == "share":
        return number / 100
    if field.custom_key:
        return int(number) if number == number.to_integral_value() else float(number)
    return number


_CONDITIONS: dict[Operator, Callable[[Field, str, Reader, date | None], Q]] = {
    "is": _is,
    "not": _is,
    "has": _has,
    "from": _from,
    "to": _to,
}


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**15 else None


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None
