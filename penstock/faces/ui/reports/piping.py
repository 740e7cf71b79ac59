"""The funnel drawn to scale as what it is: a pipe, from which what is lost runs out where it was lost."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from penstock.faces.ui import formats
from penstock.faces.ui.reports.showing import interval, shown
from penstock.response.reports.told import Told

# The picture is stretched to the width of its columns; heights are pixels.
COLUMN, MIDDLE, WIDEST, GROUND = 100, 62, 112, 168


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the pipe in words: how many came, what they are worth, what ran out here, who is still on the way. An address is
    "" where nothing is behind a number."""

    title: str
    came: Markup
    came_at: str
    rate: str
    interval: str
    worth: Markup | str
    lost: str
    lost_worth: Markup | str
    lost_at: str
    why: str
    waiting: str
    waiting_at: str


@dataclass(frozen=True, slots=True)
class Pipe:
    """The outline and what runs out of it, as paths in a box `width` wide and `height` high; the words of each step."""

    title: str
    width: int
    height: int
    outline: str
    drips: tuple[str, ...]
    parts: tuple[Part, ...]


def pipe_of(told: Told, opens: Callable[..., str]) -> Pipe | None:
    """None for a report that is no funnel, and for an empty cohort."""
    rows = told.table.rows
    if told.report != "funnel" or not rows or not rows[0]["reached"]:
        return None
    heights = [row["reached"] / rows[0]["reached"] * WIDEST for row in rows]
    drips = [
        _drip(i, heights, row["dropped"] / rows[0]["reached"]) for i, row in enumerate(rows) if row["dropped"]
    ]
    parts = tuple(_part(told, row, opens) for row in rows)
    return Pipe(_("How far they came"), COLUMN * len(rows), GROUND, _outline(heights), tuple(drips), parts)


def _outline(heights: list[float]) -> str:
    """Flat at each step, narrowing on the way to the next."""
    over, under = [], []
    for i, height in enumerate(heights):
        left, right = i * COLUMN, i * COLUMN + COLUMN * (1 if i == len(heights) - 1 else 0.4)
        over += [(left, MIDDLE - height / 2), (right, MIDDLE - height / 2)]
        under += [(left, MIDDLE + height / 2), (right, MIDDLE + height / 2)]
    return f"M{_point(over[0])} {_along(over)} L{_point(under[-1])} {_along(under[::-1])} Z"


def _along(points: list[tuple[float, float]]) -> str:
    """Straight lines where the height stays, smooth ones where it changes."""
    return " ".join(
        f"L{_point(end)}"
        if begin[1] == end[1]
        else f"C{_point(((begin[0] + end[0]) / 2, begin[1]))} {_point(((begin[0] + end[0]) / 2, end[1]))} {_point(end)}"
        for begin, end in pairwise(points)
    )


def _drip(i: int, heights: list[float], share: float) -> str:
    """Out of the lower edge behind a step, as wide as what is lost there."""
    after = heights[i + 1] if i + 1 < len(heights) else 0.0
    top = MIDDLE + (heights[i] + after) / 4
    half = max(share * COLUMN * 0.3, 0.8)
    at = i * COLUMN + COLUMN * 0.66
    left, right, bend = at - half, at + half, (top + GROUND) / 2
    return (
        f"M{_point((left, top))} L{_point((right, top))} "
        f"C{_point((right, bend))} {_point((right - 8, bend))} {_point((right - 8, GROUND))} "
        f"L{_point((left - 8, GROUND))} C{_point((left - 8, bend))} {_point((left, bend))} {_point((left, top))} Z"
    )


def _point(at: tuple[float, float]) -> str:
    return f"{at[0]:.1f},{at[1]:.1f}"


def _part(told: Told, row: dict[str, Any], opens: Callable[..., str]) -> Part:
    def behind(column: str, title: str) -> str:
        return opens(told.table.cell_of(column, row), f"{row['step']}: {title}")

    def money(column: str) -> Markup | str:
        return shown("money", row[column], told.currency) if row[column] is not None else ""

    has_rate = row["of_previous"] is not None and not row["few"]
    waiting, dropped = row["waiting"], row["dropped"]
    is_last = row is told.table.rows[-1]
    return Part(
        title=row["step"],
        came=shown("count", row["reached"], told.currency),
        came_at=behind("reached", _("reached")),
        rate=row["few"] or (formats.per_cent(row["of_previous"]) if has_rate else ""),
        interval=interval("share", row["low"], row["high"], told.currency) if has_rate else "",
        worth=money("worth"),
        lost=_("%(n)s lost") % {"n": formats.number(dropped)} if dropped else "",
        lost_worth=money("lost"),
        lost_at=behind("dropped", _("lost")),
        why=_("most: %(why)s") % {"why": row["why"]} if row["why"] else "",
        waiting=_("%(n)s still on the way") % {"n": formats.number(waiting)}
        if waiting
        else ""
        if is_last
        else _("all decided"),
        waiting_at=behind("waiting", _("still on the way")),
    )
