"""Pages of a list by cursor: each page begins after the last row of the one before, so that rows which come or go
meanwhile neither repeat nor hide others. A cursor is signed: nobody can make one, and its content is ours to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet

from penstock.foundation.base.errors import Refused

SALT = "penstock.cursor"


@dataclass(frozen=True, slots=True)
class Order:
    """One sort key, a path of the ORM. What is empty comes last either way."""

    path: str
    descending: bool = False
    may_be_null: bool = True

    @property
    def expression(self) -> Any:
        """As the indexes have it, or they would not be used."""
        if not self.may_be_null:
            return self.text
        return F(self.path).desc(nulls_last=True) if self.descending else F(self.path).asc(nulls_last=True)

    @property
    def text(self) -> str:
        return f"-{self.path}" if self.descending else self.path


def page(
    records: "QuerySet[Any]", order: Sequence[Order], *, size: int, cursor: str
) -> tuple[list[Any], str | None]:
    """The rows after `cursor` (empty: the first), and the cursor of the next page, None behind the last.
    The last key of `order` must be unique. Raises Refused for a cursor that is not of this order."""
    if cursor:
        records = records.filter(_after(order, _values_in(cursor, order)))
    rows = list(records.order_by(*[key.expression for key in order])[: size + 1])
    return rows[:size], _cursor_at(rows[size - 1], order) if len(rows) > size else None


def _cursor_at(row: Any, order: Sequence[Order]) -> str:
    values = [_as_text(_value(row, key.path)) for key in order]
    return signing.dumps({"sort": [key.text for key in order], "after": values}, salt=SALT, compress=True)


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = row.get(name) if isinstance(row, dict) else getattr(row, name, None)
    return row


def _as_text(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _values_in(cursor: str, order: Sequence[Order]) -> list[Any]:
    try:
        content = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise Refused("This cursor is none of ours.", field="cursor") from error
    if content["sort"] != [key.text for key in order]:
        raise Refused("This cursor belongs to a list in another order.", field="cursor")
    return list(content["after"])


def _after(order: Sequence[Order], values: Sequence[Any]) -> Q:
    """Rows behind `values`: behind in the first key, or level with it and behind in the rest."""
    (key, *keys), (value, *others) = order, values
    if value is None:
        return Q(**{f"{key.path}__isnull": True}) & _after(keys, others)
    passed = _behind(key, value)
    if not keys:
        return passed
    either = passed | (Q(**{key.path: value}) & _after(keys, others))
    # Implied by the rest; said because an index can begin at it.
    return (
        either
        if key.may_be_null
        else Q(**{f"{key.path}__{'lte' if key.descending else 'gte'}": value}) & either
    )


def _behind(key: Order, value: Any) -> Q:
    passed = Q(**{f"{key.path}__{'lt' if key.descending else 'gt'}": value})
    return passed | Q(**{f"{key.path}__isnull": True}) if key.may_be_null else passed
