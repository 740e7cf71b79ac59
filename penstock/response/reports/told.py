"""What a report says: figures and tables with what it takes to believe them. Amounts in minor units. No Django."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from penstock.foundation.base.values.money import decimals

# period: a label of the calendar's (2026-03, 2026-Q1, 2026-W10, 2026-03-01), which a screen says in words; share: 0 to 1; points: the difference of two shares, -1 to 1; opportunity: its id, which a screen shows by name to whoever
# may see it.
Unit = Literal[
    "text", "period", "count", "number", "money", "share", "points", "days", "date", "instant", "opportunity"
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `low` and `high` name the columns of its interval, `under` the one whose text stands small
    below its own; drawn: with its interval as a range on the column's common scale, in that colour; few: names the
    column whose text, where there is one, is said in place of a share that would not be honest; acts: the column that names
    what something can be done about, which a screen offers here; is_apart: it only tells rows apart, and is not shown where it
    says the same in all."""

    name: str
    title: str
    unit: Unit = "text"
    low: str = ""
    high: str = ""
    is_shown: bool = True
    under: str = ""
    drawn: Literal["", "accent", "lost", "won"] = ""
    few: str = ""
    acts: str = ""
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """How a table stands beside the same one of another question: rows are the same where `key` is (columns, or what else a
    row has), `shows` are the columns that come again. judged: the columns of how many of how many, whose shares are told apart;
    timed: the columns of a time in days, its interval, and of how many it is, which are told apart. is_whole: rows that only the other has stand there, too."""

    key: tuple[str, ...]
    shows: tuple[str, ...]
    judged: tuple[str, str] | None = None
    timed: tuple[str, str, str, str] | None = None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """One number above the tables: with n and interval where it has one; `why_not` in place of one that would not be
    honest (METRICS, 5). `cell` names its rows; `metric` whose number it is, so that benchmarks stand beside it. `k`: of the
    n, where it is a share of counts; `other`: the same number of what the report is set beside."""

    name: str
    title: str
    unit: Unit
    value: float | int | None
    definition: str = ""
    n: int | None = None
    low: float | None = None
    high: float | None = None
    why_not: str | None = None
    note: str = ""
    cell: str = ""
    metric: str = ""
    k: int | None = None
    other: "Figure | None" = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values by column name. `cells`: column name to the template of the cell that opens its rows; it is filled
    from the row (`"stage:{stage_id}"`). empty: what a table without rows says. is_drawn: the points of a picture, which only
    programs read as a table of their own. beside: how it is compared; None: not at all."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]
    totals: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    empty: str = ""
    is_drawn: bool = False
    beside: Beside | None = None

    def __post_init__(self) -> None:
        if self.beside and (lacking := set(self.beside.shows) - {column.name for column in self.columns}):
            raise ValueError(f"{self.name}: no columns {sorted(lacking)} to set beside it")

    @property
    def shown(self) -> tuple[Column, ...]:
        """What a screen has of its columns."""
        return tuple(
            one for one in self.columns if one.is_shown and not (one.is_apart and self.is_alike(one))
        )

    def is_alike(self, column: Column) -> bool:
        """The same word in every row says nothing."""
        return column.unit == "text" and len({row.get(column.name) for row in self.rows}) == 1

    def then(self, column: Column) -> Column | None:
        """The column of what stands beside this one; it is shown below its values, and a column of its own for programs."""
        return next((one for one in self.columns if one.name == f"{column.name}_then"), None)

    def cell_of(self, column: str, row: Mapping[str, Any]) -> str:
        """The name of the cell behind a value; "" where nothing opens."""
        return self.key_of(column, row) if row.get(column) not in (None, 0) else ""

    def key_of(self, column: str, row: Mapping[str, Any]) -> str:
        """The same, whatever the value is now; "" for a column that never opens."""
        template = self.cells.get(column)
        return template.format_map(row) if template else ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records are not in the numbers, and why."""

    why: str
    n: int


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a number."""

    kind: str
    ids: tuple[int, ...]


def _nothing(cell: str) -> Behind | None:
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """A report's answer. The first table is the report; others stand beside it. `opens` finds the records behind a cell."""

    report: str
    as_of: datetime
    known: datetime | None
    start: date | None
    end: date | None
    computed_at: datetime
    currency: str
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    opens: Callable[[str], Behind | None] = _nothing

    @property
    def table(self) -> Table:
        return self.tables[0]

    def as_json(self, *, with_rows: bool = False) -> dict[str, Any]:
        """The contract of `penstock report --json` (ARCHITECTURE, 8): amounts in major units, shares 0 to 1. with_rows: each
        row says under "records" which records each of its numbers is made of."""
        return {
            "report": self.report,
            "as_of": self.as_of.isoformat(),
            "known": self.known.isoformat() if self.known else None,
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
            "computed_at": self.computed_at.isoformat(),
            "currency": self.currency,
            "columns": [column.name for column in self.table.columns],
            "rows": self.rows_of(self.table, with_rows=with_rows),
            "totals": self._totals(),
            "figures": {figure.name: self._figure(figure) for figure in self.figures},
            "tables": {
                table.name: {
                    "title": table.title,
                    "columns": [column.name for column in table.columns],
                    "rows": self.rows_of(table, with_rows=with_rows),
                    **({"note": table.note} if table.note else {}),
                }
                for table in self.tables[1:]
            },
            "notes": list(self.notes),
            "left_out": [{"why": left.why, "n": left.n} for left in self.left_out],
        }

    def rows_of(self, table: Table, *, with_rows: bool = False) -> list[dict[str, Any]]:
        """A table's rows as others read them."""
        return [
            {column.name: self.outside(column.unit, row.get(column.name)) for column in table.columns}
            | ({"records": self._records(table, row)} if with_rows else {})
            for row in table.rows
        ]

    def _records(self, table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
        found = {name: self.opens(cell) for name in table.cells if (cell := table.cell_of(name, row))}
        return {name: {"kind": one.kind, "ids": list(one.ids)} for name, one in found.items() if one}

    def outside(self, unit: Unit, value: Any) -> Any:
        """A value as it leaves the house. What is no whole number of minor units (an average, a limit) is not rounded: only
        where it is shown (METRICS)."""
        if value is None:
            return None
        if unit == "money":
            return float(value / 10 ** decimals(self.currency))
        if isinstance(value, date | datetime):
            return value.isoformat()
        return float(value) if isinstance(value, Decimal) else value

    def _totals(self) -> dict[str, Any]:
        units = {column.name: column.unit for column in self.table.columns}
        return {"currency": self.currency} | {
            name: {key: self.outside(units.get(key, "number"), one) for key, one in value.items()}
            if isinstance(value, Mapping)
            else self.outside(units.get(name, "number"), value)
            for name, value in self.table.totals.items()
        }

    def _figure(self, figure: Figure) -> dict[str, Any]:
        return {
            "title": figure.title,
            "value": self.outside(figure.unit, figure.value),
            "unit": figure.unit,
            "n": figure.n,
            "low": self.outside(figure.unit, figure.low),
            "high": self.outside(figure.unit, figure.high),
            "enough": figure.why_not is None,
            "why_not": figure.why_not,
            **({"other": self._figure(figure.other)} if figure.other else {}),
        }
