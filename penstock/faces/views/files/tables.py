"""What a file is made of."""

from dataclasses import dataclass
from typing import Any, Literal

# whole: int; number: int, float or Decimal; money: Decimal in major units; day: date or ISO text; moment: aware datetime.
ColumnType = Literal["text", "texts", "whole", "number", "money", "day", "moment", "yes_no"]
Row = list[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and what its cells hold (None where there is nothing)."""

    label: str
    type: ColumnType
