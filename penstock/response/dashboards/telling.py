"""What tiles say: each a number with what it takes to believe it, beside what it was, and its way here. One open state of the
mirror serves all of them. Loaded when tiles are asked for: it brings Ibis along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from penstock.insight.metrics.answer import Answer
from penstock.insight.metrics.answer import Point as AnswerPoint
from penstock.insight.metrics.catalogue import Metric, metric_of
from penstock.insight.metrics.comparing import Comparison, compared
from penstock.insight.metrics.query import Query, WrongQuestion
from penstock.insight.metrics.run import answer
from penstock.insight.mirror.state import State
from penstock.records.team.models import User
from penstock.records.workspace.models import Workspace
from penstock.response.dashboards.tiles import Tile
from penstock.response.dashboards.told import Before, Dot, MetricTold, ReportTold, TileTold, Wrong
from penstock.response.reports.asked import Asked
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.interventions import done_for
from penstock.response.reports.questions import question, rolling, rolling_question
from penstock.response.reports.spans import GRAINS

# A stock is counted anew for each point of its line.
STOCK_POINTS = 3
COLUMNS = {1: 5, 2: 6, 3: 8, 4: 10}  # by a tile's width
ROWS = 8


@dataclass(frozen=True, slots=True)
class Asker:
    """With whose eyes, and when."""

    user: User
    workspace: Workspace
    now: datetime


def tell_tiles(state: State, tiles: Sequence[Tile], asker: Asker) -> Iterator[TileTold]:
    """Each tile's answer, in their order; a tile that can't be asked says why."""
    for tile in tiles:
        try:
            yield _metric(state, tile, asker) if tile.kind == "metric" else _report(state, tile, asker)
        except WrongQuestion as wrong:
            yield Wrong(tile, str(wrong))


def _metric(state: State, tile: Tile, asker: Asker) -> MetricTold:
    query = query_of_tile(tile, asker)
    metric = metric_of(query)
    if metric.is_flow:
        beside = compared(
            state,
            replace(query, grain=GRAINS[tile.days]),
            replace(query, period=query.period and query.period.before),
        )
        dots = _dots(beside.now, query)
    else:
        now = asker.now
        instants = [now - timedelta(days=tile.days) * n / STOCK_POINTS for n in range(STOCK_POINTS, -1, -1)]
        beside = compared(state, query, replace(query, as_of=instants[0]))
        between = [answer(state, replace(query, as_of=one)).value.value for one in instants[1:-1]]
        values = [beside.before.value.value, *between, beside.now.value.value]
        dots = [
            Dot(f"{one.astimezone(query.tzinfo).date()}", value)
            for one, value in zip(instants, values, strict=True)
        ]
    return _told(tile, metric, beside, tuple(dots))


def query_of_tile(tile: Tile, asker: Asker) -> Query:
    """The question of a metric's tile. Raises WrongQuestion."""
    return rolling_question(
        tile.name,
        asker.user,
        asker.workspace,
        asker.now,
        days=tile.days,
        where=tile.where,
        is_total=tile.of == "all",
    )


def _dots(told: Answer, query: Query) -> list[Dot]:
    """The line: without a first stretch that the period cuts off, its last one marked as still running."""
    points = list(told.series)
    if len(points) > 2 and _is_cut(points[0], points[1]):
        points = points[1:]
    return [Dot(point.label, point.value.value, not point.is_whole(query.now)) for point in points]


def _is_cut(first: AnswerPoint, second: AnswerPoint) -> bool:
    return (first.end - first.start) < (second.end - second.start) * 0.85


def _told(tile: Tile, metric: Metric, beside: Comparison, dots: tuple[Dot, ...]) -> MetricTold:
    value = beside.now.value
    return MetricTold(
        tile=tile,
        sentence=metric.sentence,
        definition=metric.definition,
        unit=metric.unit,
        direction=metric.direction,
        is_flow=metric.has_period,
        currency=beside.now.currency or "",
        value=value.value,
        n=value.n,
        low=value.low,
        high=value.high,
        why_not=value.why_not,
        before=Before(
            beside.before.value.value if beside.before.value.enough else None,
            beside.before.value.n,
            beside.difference,
            beside.low,
            beside.high,
            beside.stated,
        ),
        dots=dots,
        left_out=sum(left.n for left in beside.now.left_out),
        as_of=beside.now.as_of,
    )


def _report(state: State, tile: Tile, asker: Asker) -> ReportTold:
    """The first table, cut to what a tile has room for."""
    if tile.name not in REPORTS:
        raise WrongQuestion(f"there is no report {tile.name}; any of {', '.join(REPORTS)}")
    report = REPORTS[tile.name]
    takes_period = "period" in report.takes
    query = question(
        report.metric, asker.user, asker.workspace, asker.now,
        period=rolling(tile.days, asker.workspace, asker.now) if takes_period else None, where=tile.where,
    )  # fmt: skip
    today = asker.now.astimezone(query.tzinfo).date()
    done = done_for(asker.user, asker.workspace, today) if report.has_done else ()
    told = report.tell(Asked(query, done=done), state)
    rows = told.table.rows[:ROWS]
    columns = [
        column for column in told.table.shown if len(told.table.rows) == 1 or not told.table.is_alike(column)
    ]
    columns = columns[: COLUMNS[tile.width]]
    return ReportTold(
        tile=tile,
        title=str(report.title),
        table=told.table.title,
        is_flow=takes_period,
        columns=tuple((column.title, column.unit) for column in columns),
        rows=tuple(tuple(row.get(column.name) for column in columns) for row in rows),
        cells=tuple(tuple(told.table.cell_of(column.name, row) for column in columns) for row in rows),
        words=tuple(tuple(row.get(column.few) or "" for column in columns) for row in rows),
        more=len(told.table.rows) - len(rows),
        currency=told.currency,
        as_of=told.as_of,
    )
