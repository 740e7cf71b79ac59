"""How tiles look: the number with its unit, what it says of its change, and its line as an SVG path."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from penstock.faces.ui import formats
from penstock.faces.ui.reports.showing import interval, shown
from penstock.foundation.base.values.money import Money
from penstock.records.workspace.queries import current
from penstock.response.dashboards.tiles import Tile
from penstock.response.dashboards.told import Dot, MetricTold, ReportTold, TileTold, Wrong
from penstock.response.reports.benchmarks import Figure, figures_by_metric
from penstock.response.reports.questions import rolling
from penstock.response.reports.told import Unit

UNITS: dict[str, Unit] = {"money_per_day": "money", "hours": "number"}
NAMED = {7: "week", 28: "four", 90: "ninety"}
WIDE, HIGH, MARGIN = 240.0, 44.0, 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """A small line: SVG path data of what is over and of what still runs, the area below, and where it ends. said: for who does not see."""

    path: str
    running: str
    area: str
    end: tuple[float, float]
    said: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the number. tone: up (good), down (bad), or "" where nothing is known."""

    text: str
    tone: str
    is_more: bool
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in the table of a report's tile, and where its records are; "" where nothing opens."""

    text: Markup
    href: str


@dataclass(frozen=True, slots=True)
class Face:
    """A tile as the template needs it."""

    place: int
    tile: Tile
    title: str
    span: str
    href: str
    trend_href: str
    told: TileTold
    value: Markup | str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    change: Change | None = None
    line: Line | None = None
    table: tuple[tuple[Cell, ...], ...] = ()
    quoted: tuple[Figure, ...] = ()


def faces_of(told: Iterable[TileTold], board: str) -> list[Face]:
    """Every tile in the language and formats of who looks."""
    quoted = figures_by_metric()
    return [
        replace(
            _face(place, one, board),
            quoted=tuple(quoted[one.tile.name]) if isinstance(one, MetricTold) else (),
        )
        for place, one in enumerate(told)
    ]


def span_of(tile: Tile, is_flow: bool) -> str:
    """Which time a tile is of, in words."""
    if not is_flow:
        return _("now")
    return {
        7: _("last 7 days"),
        28: _("last 28 days"),
        90: _("last 90 days"),
        365: _("last 365 days"),
    }[tile.days]


def _face(place: int, told: TileTold, board: str) -> Face:
    match told:
        case MetricTold():
            return _metric(place, told, board)
        case ReportTold():
            return _report(place, told)
        case Wrong():
            return Face(place, told.tile, told.tile.title or told.tile.name, "", "", "", told)


def _metric(place: int, told: MetricTold, board: str) -> Face:
    tile, unit = told.tile, UNITS.get(told.unit, cast(Unit, told.unit))
    notes = [_("n %(n)s") % {"n": formats.number(told.n)}]
    notes.append(interval(unit, told.low, told.high, told.currency))
    if told.left_out:
        notes.append(_("%(n)s left out") % {"n": formats.number(told.left_out)})
    return Face(
        place=place,
        tile=tile,
        title=tile.title or _(told.sentence),
        span=span_of(tile, told.is_flow),
        href=reverse("dashboard-rows", args=[board, place]),
        trend_href=f"{reverse('report', args=['trend'])}?{urlencode(_trend_state(told), doseq=True)}",
        told=told,
        value=shown(unit, told.value, told.currency),
        unit=_unit(told.unit),
        notes=tuple(note for note in notes if note),
        change=_change(told, unit),
        line=_line(told.dots, unit, told.currency),
    )


def _unit(unit: str) -> str:
    return {"days": _("days"), "hours": _("hours"), "money_per_day": _("a day")}.get(unit, "")


def _trend_state(told: MetricTold) -> dict[str, Any]:
    state: dict[str, Any] = {"metric": told.tile.name, "where": list(told.tile.where)}
    if told.is_flow and told.tile.days < 365:
        state |= _period_state(told) | {"grain": "day" if told.tile.days <= 28 else "week"}
    return state


def _period_state(told: MetricTold | ReportTold) -> dict[str, Any]:
    """The tile's days, as the address of a report has them: by name where they have one, since they go on."""
    if told.tile.days in NAMED:
        return {"period": NAMED[told.tile.days]}
    period = rolling(told.tile.days, current(), told.as_of)
    return {"from": period.start.isoformat(), "to": (period.end - timedelta(days=1)).isoformat()}


def _change(told: MetricTold, unit: Unit) -> Change | None:
    """Beside the period before: in points for shares, in days for days, in per cent for sums and counts."""
    before = told.before
    if before.difference is None or before.value is None or told.why_not:
        return None
    was = Markup(shown(unit, before.value, told.currency)).striptags()
    note = _("%(was)s before") if told.is_flow else _("%(was)s %(days)s days ago")
    note %= {"was": was, "days": told.tile.days}
    if before.difference == 0:
        return Change(_("unchanged"), "", False, note)
    is_more = before.difference > 0
    if before.low is None or before.high is None:
        few = "" if before.is_stated else _("too few to tell a change")
        return Change(_difference(told, unit), "", is_more, " · ".join(filter(None, (note, few))))
    if not before.is_stated or before.low <= 0 <= before.high:
        doubt = _("no clear difference") if before.is_stated else _("too few to tell a change")
        return Change(_difference(told, unit), "", is_more, f"{note} · {doubt}")
    is_good = told.direction == ("up" if is_more else "down")
    tone = "" if told.direction == "neither" else "up" if is_good else "down"
    return Change(_difference(told, unit), tone, is_more, note)


def _difference(told: MetricTold, unit: Unit) -> str:
    before = told.before
    assert before.difference is not None and before.value is not None
    size = abs(before.difference)
    if unit == "share":
        return _("%(points)s points") % {"points": formats.number(round(size * 100, 1))}
    if unit in ("days", "number") or not before.value:
        if unit == "money":
            return Markup(formats.short_money(Money(round(size), told.currency))).striptags()
        return formats.number(round(size, 1))
    return formats.per_cent(size / abs(before.value), 0)


def _line(dots: tuple[Dot, ...], unit: Unit, currency: str) -> Line | None:
    """Nothing where there are fewer than three points."""
    known = [(place, dot) for place, dot in enumerate(dots) if dot.value is not None]
    if len(known) < 3:
        return None
    values = [float(dot.value or 0) for _place, dot in known]
    low, high = min(values), max(values)
    step, span = WIDE / max(len(dots) - 1, 1), (high - low) or 1.0
    points = [
        (round(place * step, 1), round(HIGH - MARGIN - (value - low) / span * (HIGH - 2 * MARGIN), 1))
        for (place, _dot), value in zip(known, values, strict=True)
    ]
    cut = len(points) - 1 if known[-1][1].is_partial else len(points)
    over = _path(points[:cut])
    area = f"{_path(points)} L{points[-1][0]} {HIGH} L{points[0][0]} {HIGH} Z"
    words = [Markup(shown(unit, value, currency)).striptags() for value in (values[0], values[-1], low, high)]
    said = _("From %(first)s to %(last)s; lowest %(low)s, highest %(high)s") % dict(
        zip(("first", "last", "low", "high"), words, strict=True)
    )
    return Line(over, _path(points[cut - 1 :]) if cut < len(points) else "", area, points[-1], said)


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def _report(place: int, told: ReportTold) -> Face:
    state = {"where": list(told.tile.where)} | (_period_state(told) if told.is_flow else {})
    table = tuple(
        tuple(_cell(told, state, *one) for one in zip(told.columns, *row, strict=True))
        for row in zip(told.rows, told.cells, told.words, strict=True)
    )
    return Face(
        place=place,
        tile=told.tile,
        title=told.tile.title or told.title,
        span=span_of(told.tile, told.is_flow),
        href=_at("report", told, state),
        trend_href="",
        told=told,
        table=table,
    )


def _cell(told: ReportTold, state: dict[str, Any], column: tuple[str, str], value: Any, cell: str, word: str) -> Cell:  # fmt: skip
    text = Markup.escape(word) if word else shown(cast(Unit, column[1]), value, told.currency)
    return Cell(text, _at("report-rows", told, state | {"cell": cell, "title": column[0]}) if cell else "")


def _at(page: str, told: ReportTold, state: dict[str, Any]) -> str:
    given = urlencode({name: one for name, one in state.items() if one}, doseq=True)
    return f"{reverse(page, args=[told.tile.name])}{'?' if given else ''}{given}"
