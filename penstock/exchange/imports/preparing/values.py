"""A prepared row and the plan that makes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from penstock.exchange.imports.reading.values import Doubt, Table
from penstock.exchange.imports.recognition.recognize import Column

# Types of fields that are read as dates, and as numbers.
DATES = ("day", "moment")
DECIMALS = ("money", "number", "integer", "share")


@dataclass(frozen=True, slots=True)
class Said:
    """What the person (or the workspace) says about the values: home currency, zone, order of dates, decimal sign."""

    currency: str
    zone: tzinfo
    dates: str | None = None
    decimal: str | None = None
    region: str | None = None
    # The currency of ¥ in the file.
    yen: str = ""
    # Whether the currency was said for this import, and is not only the workspace's.
    is_currency_said: bool = False


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column that fills a field: `index` from 0, and how its text becomes a value; for money, `convert_in` gives the
    same for a home currency other than the import's."""

    index: int
    key: str
    header: str
    type: str
    convert: Callable[[str], Any]
    convert_in: Callable[[str], Callable[[str], Any]] | None = None


@dataclass(frozen=True, slots=True)
class CustomColumn:
    """A column that is kept as a custom field of text."""

    index: int
    label: str


@dataclass(frozen=True, slots=True)
class FilePlan:
    """One file, ready to be read to the end."""

    table: Table
    system: str
    kind: str
    columns: tuple[Column, ...]
    planned: tuple[PlannedColumn, ...]
    customs: tuple[CustomColumn, ...]
    currency: str
    doubts: tuple[Doubt, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The fields that the file fills."""
        return frozenset(column.key for column in self.planned)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row as values by field key; a cell without a value is not in it. Money is (minor units, currency)."""

    line_number: int
    values: dict[str, Any]
    custom: dict[str, str] = field(default_factory=dict)
    # Header and type of the cells that could not be taken and are among the custom ones.
    unusable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken: its cells as they stand in the file (or the bare text), and why."""

    line_number: int
    cells: tuple[str, ...]
    reason: str
