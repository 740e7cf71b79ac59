"""What a browser sends as a number or a day: what can't be one is None."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def number_or_none(text: str) -> int | None:
    """A whole number that a column can hold; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def row_or_none(rows: "QuerySet[Row] | Sequence[Row]", text: str) -> Row | None:
    """The row of that number, if it is among these."""
    number = number_or_none(text)
    if number is None:
        return None
    if isinstance(rows, QuerySet):
        return rows.filter(pk=number).first()
    return next((row for row in rows if row.pk == number), None)


def day_or_none(text: str) -> date | None:
    """A date as forms send it (2026-09-01), with a day before and after it in every zone."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None
