"""A tile as a value: what it asks, and how wide it is. No Django, nothing heavy."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from penstock.foundation.base.errors import Refused
from penstock.response.reports.spans import SPANS

Kind = Literal["metric", "report"]
WIDTHS = (1, 2, 3, 4)
MOST = 24


@dataclass(frozen=True, slots=True)
class Tile:
    """kind and name: of a metric or a report. days: the period, the last so many. where: FIELD=VALUE. of: "all" for the totals
    beyond one's own reports. title: instead of the metric's sentence."""

    kind: Kind
    name: str
    days: int = 90
    width: int = 1
    where: tuple[str, ...] = ()
    of: str = ""
    title: str = ""

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"where": list(self.where)}

    def with_width(self, width: int) -> "Tile":
        return replace(self, width=width if width in WIDTHS else self.width)


def tile_of(data: Mapping[str, Any]) -> Tile:
    """Read from JSON. Raises Refused for what is no tile."""
    kind, where = data.get("kind"), data.get("where") or ()
    days, width = data.get("days", 90), data.get("width", 1)
    if kind not in ("metric", "report") or not isinstance(data.get("name"), str):
        raise Refused("A tile has a kind, metric or report, and a name.", field="tiles")
    if days not in SPANS or width not in WIDTHS:
        raise Refused(f"A tile is of {SPANS} days and {WIDTHS} columns wide.", field="tiles")
    if isinstance(where, str) or not all(isinstance(one, str) for one in where):
        raise Refused("A tile's where is a list of FIELD=VALUE.", field="tiles")
    of, title = str(data.get("of") or ""), str(data.get("title") or "")[:80]
    return Tile(kind, data["name"], days, width, tuple(where), of if of == "all" else "", title)
