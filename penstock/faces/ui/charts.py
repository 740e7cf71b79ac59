"""Charts as values: what is drawn, and the same numbers as a table. How it looks is the browser's (chart-figure.js).

Each value carries its text, made by formats.py for this person, so that the picture, the table and a screen reader say
the same; the bare number is for the geometry only.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from django.utils.translation import get_language

Kind = Literal["line", "steps", "columns", "stack", "bars", "bridge"]
LINES: tuple[Kind, ...] = ("line", "steps")
Role = Literal["main", "comparison", "low", "high", "limit", "part"]
Unit = Literal["number", "money", "share", "days"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value. `href` opens its rows; `mark` is what a control chart saw here ("" nothing); `tone` beats the colour
    that a bar of a bridge has by its sign (what was won leaves the pipeline, and is no loss)."""

    value: float | None
    text: str
    href: str = ""
    mark: str = ""
    tone: Literal["", "won", "lost"] = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or the bars of one colour: as many points as the chart has labels. `is_total` points of a bridge
    stand on the ground, the others on what went before."""

    name: str
    points: tuple[Point, ...]
    role: Role = "main"
    totals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody said of the label at this place: a line across the picture, a word beside the label in the table."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its title and axis. `is_partial`: the last label is a period that still runs, drawn hatched."""

    title: str
    kind: Kind
    unit: Unit
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str = ""
    currency: str = ""
    is_partial: bool = False
    is_open: bool = False
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.points) != len(self.labels):
                raise ValueError(f"{series.name}: {len(series.points)} points for {len(self.labels)} labels")

    @property
    def is_empty(self) -> bool:
        """Nothing to draw: no value, or bars without any length. A line along zero is one."""
        values = [point.value for series in self.series for point in series.points]
        return all(value is None or (not value and self.kind not in LINES) for value in values)

    def rows(self) -> list[tuple[str, list[Point]]]:
        """The table: a label with one point of each series."""
        return [(label, [series.points[n] for series in self.series]) for n, label in enumerate(self.labels)]

    def said(self, at: int) -> str:
        """What was said of the label at this place."""
        return "; ".join(event.text for event in self.events if event.at == at)

    def as_json(self) -> str:
        """What the browser draws from: the data-chart of its element."""
        told = asdict(self) | {"language": get_language() or "en"}
        for series in told["series"]:
            series["totals"] = sorted(series["totals"])
        return json.dumps(told, separators=(",", ":"))
