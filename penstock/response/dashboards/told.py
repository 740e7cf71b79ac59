"""What a tile says, as values that can be kept and compared. Amounts in minor units, shares 0 to 1. No Django, nothing heavy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from penstock.response.dashboards.tiles import Tile


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the small line. is_partial: its period still runs."""

    label: str
    value: float | None
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """The same of the period before, or of the day so long ago. difference: now less then, with its interval where there is
    one; is_stated: whether there is enough on both sides to say that they differ."""

    value: float | None
    n: int
    difference: float | None
    low: float | None
    high: float | None
    is_stated: bool


@dataclass(frozen=True, slots=True)
class MetricTold:
    """A number with its definition, n, interval, comparison and line. sentence, definition: marked for gettext, as the
    catalogue has them."""

    tile: Tile
    sentence: str
    definition: str
    unit: str
    direction: str
    is_flow: bool
    currency: str
    value: float | None
    n: int
    low: float | None
    high: float | None
    why_not: str | None
    before: Before
    dots: tuple[Dot, ...]
    left_out: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ReportTold:
    """A report's first table, cut: columns as (title, unit); more: rows that are not shown. cells: beside each value the cell
    that opens its records ("" where nothing opens); words: what is said in place of a share that would not be honest."""

    tile: Tile
    title: str
    table: str
    is_flow: bool
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    cells: tuple[tuple[str, ...], ...]
    words: tuple[tuple[str, ...], ...]
    more: int
    currency: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Wrong:
    """A tile that can't be asked, and why."""

    tile: Tile
    why: str


TileTold = MetricTold | ReportTold | Wrong
# What is kept is read by whoever comes after an upgrade, too: another shape is another answer.
SHAPE = (MetricTold.__slots__, ReportTold.__slots__, Dot.__slots__, Before.__slots__, Tile.__slots__)
