"""Asking: a query in, an answer out; the SQL behind it; the rows behind it. No Django."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import ibis

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.answer import Answer, Group, LeftOut, Point, Row, Value
from penstock.insight.metrics.asking import Ask, ask
from penstock.insight.metrics.calendar import Bucket, buckets, span_of, to_its_end
from penstock.insight.metrics.catalogue import METRICS, Metric, metric_named, metric_of
from penstock.insight.metrics.cells import Cells, cells_of
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.lives import taken_back
from penstock.insight.metrics.measures import Composed
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query, WrongQuestion, instant
from penstock.insight.mirror.state import State

MANY_BUCKETS = 1_500


def answer(state: State, query: Query) -> Answer:
    """Raises WrongQuestion."""
    metric = metric_of(query)
    if isinstance(metric.measure, Composed):
        return _composed(state, query, metric, metric.measure)
    asked = ask(state, query, metric, is_planned=_is_kept(metric))
    grain = _buckets(asked)
    cells = cells_of(asked, metric.measure, grain if metric.is_flow else [])
    groups = tuple(
        Group(by, keys, cells.value(group), tuple(_points(cells, grain, group)) if metric.is_flow else ())
        for group, keys, by in cells.groups(query.by)
    )
    series = tuple(_points(cells, grain)) if metric.is_flow else tuple(_stock_points(state, query, grain))
    return Answer(
        **_head(query, metric),
        value=cells.value(),
        series=series,
        groups=groups,
        left_out=tuple(LeftOut(why, n) for why, n in cells.left_out),
        notes=tuple(_notes(asked)),
    )


def _is_kept(metric: Metric) -> bool:
    """Completeness reads which fields stages require while it is put together; a metric that is in no catalogue may be
    another one tomorrow."""
    return metric.population != "fields" and METRICS.get(metric.name) is metric


def asked_as_one(state: State, query: Query, name: str) -> Ask:
    """The question asked of another metric, without groups and series: how a report looks at a metric's rows. These come through
    `plans.fetched` alone."""
    metric = metric_named(name)
    return ask(state, replace(query, metric=name, grain=None, by=()), metric, is_planned=_is_kept(metric))


def asked_beside(asked: Ask, name: str) -> Ask:
    """Another metric in the same question, for rows that are joined to the first one's."""
    return replace(asked, query=replace(asked.query, metric=name), metric=metric_named(name))


def explain(state: State, query: Query) -> dict[str, Any]:
    """What the metric means and the SQL that lists the rows which it is made of."""
    metric = metric_of(query)
    told = {
        "metric": metric.name,
        "sentence": metric.sentence,
        "definition": metric.definition,
        "unit": metric.unit,
    }
    if isinstance(metric.measure, Composed):
        return told | {"of": list(metric.measure.of), "sql": ""}
    asked = ask(state, query, metric)
    rows = compiled(asked)
    return told | {
        "of": [],
        "sql": str(state.connection.compile(rows.select("id", "at", "left_out", *_shown(asked, rows)))),
    }


def rows_behind(state: State, query: Query, *, limit: int | None = None) -> list[Row]:
    """The records that make the number, and those left out of it, in order of time."""
    metric = metric_of(query)
    if isinstance(metric.measure, Composed):
        return [
            row
            for name in metric.measure.of
            for row in rows_behind(state, of_part(query, metric.measure, name), limit=limit)
        ]
    asked = ask(state, query, metric)
    rows = compiled(asked)
    shown = _shown(asked, rows)
    told = rows.select("id", "at", "left_out", *shown).order_by(rows["at"], rows.id)
    table = (told.limit(limit) if limit is not None else told).to_pyarrow()
    return [
        Row(
            metric.kind,
            row["id"],
            None if row["at"] is None else instant(row["at"]),
            {name.removeprefix("name:"): _as_told(name, row[name]) for name in shown},
            row["left_out"],
        )
        for row in table.to_pylist()
    ]


def _as_told(name: str, value: Any) -> Any:
    return instant(value) if name.endswith("_at") and value is not None else value


def counted(state: State, query: Query, *, limit: int | None = None) -> tuple[int, ...]:
    """The ids of the records that make the number, each once; of the metric's own kind, where its parts are of several."""
    kind = metric_of(query).kind
    rows = rows_behind(state, query, limit=limit)
    return tuple(dict.fromkeys(row.id for row in rows if row.left_out is None and row.kind == kind))


def counted_at(state: State, query: Query, point: Point) -> tuple[int, ...]:
    """The ids of the records that one point of the query's series is made of."""
    metric = metric_of(query)
    parts = [query]
    if isinstance(metric.measure, Composed):
        parts = [of_part(query, metric.measure, name) for name in metric.measure.of]
    found = (counted(state, _at(part, point)) for part in parts if metric_of(part).kind == metric.kind)
    return tuple(dict.fromkeys(id for ids in found for id in ids))


def _at(query: Query, point: Point) -> Query:
    """The question whose whole answer is this point: its days of what happens, its last instant of what is there."""
    if metric_of(query).is_flow:
        start, end = (edge.astimezone(query.tzinfo).date() for edge in (point.start, point.end))
        return replace(query, grain=None, by=(), period=Period(start, end, query.tzinfo))
    return replace(query, grain=None, by=(), as_of=_last_instant(query, point.end))


SHOWN = ("amount_minor", "currency", "value_minor", "weighted_minor", "kind", "status", "close_on", "opened_at", "lead_at", "left_at",
         "passed", "is_stale", "quality", "first_attempt_at", "field", "is_filled")  # fmt: skip


def _shown(asked: Ask, rows: Any) -> list[str]:
    return [name for name in SHOWN if name in rows.columns] + [f"name:{name}" for name in asked.fields_used]


def _head(query: Query, metric: Metric) -> dict[str, Any]:
    return {
        "metric": metric.name,
        "unit": metric.unit,
        "currency": query.currency if metric.unit in ("money", "money_per_day") else None,
        "definition": metric.definition,
        "as_of": query.as_of or query.now,
        "known": query.known,
        "computed_at": query.now,
    }


def _buckets(asked: Ask) -> list[Bucket]:
    query = asked.query
    if query.grain is None:
        return []
    how = {"week_start": asked.settings.week_start, "fiscal_start": asked.settings.fiscal_start}
    period = query.period
    if period is None:
        found = fetched(asked, "ends", lambda: _ends(compiled(asked))).to_pylist()[0]
        if found["first"] is None:
            return []
        # What still runs is not over because nothing has happened in it since.
        period = to_its_end(span_of(found["first"], found["last"], query.tzinfo), query.grain, **how)
    result = buckets(period, query.grain, **how)
    if query.period is None:
        # There was nothing before.
        result[0] = replace(result[0], begins_late=False)
    if len(result) > MANY_BUCKETS:
        raise WrongQuestion(f"{len(result)} periods are too many: ask for a longer grain or a shorter period")
    return result


def _ends(rows: Any) -> Any:
    return rows.aggregate(first=rows["at"].min(), last=rows["at"].max())


def _points(cells: Cells, grain: list[Bucket], group: Any = None) -> list[Point]:
    return [
        Point(
            bucket.label,
            bucket.period.starts_at,
            bucket.period.ends_at,
            cells.value(group, place),
            bucket.begins_late or bucket.ends_early,
        )
        for place, bucket in enumerate(grain)
    ]


def _stock_points(state: State, query: Query, grain: list[Bucket]) -> list[Point]:
    """A stock at the end of each period of the grain, or at the instant asked about where that comes first."""
    until = query.as_of or query.now
    points = []
    for bucket in grain:
        if bucket.period.starts_at > until:
            break
        end = _last_instant(query, bucket.period.ends_at)
        then = answer(state, replace(query, as_of=end, grain=None, by=()))
        points.append(
            Point(bucket.label, bucket.period.starts_at, bucket.period.ends_at, then.value, bucket.ends_early)
        )
    return points


def _last_instant(query: Query, end: datetime) -> datetime:
    """At which a stock is counted for a period that ends so: no later than the question."""
    return min(query.as_of or query.now, end - timedelta(microseconds=1))


def _notes(asked: Ask) -> list[str]:
    """Closures of the period that were taken back by a later reopening."""
    if asked.metric.population not in ("won", "lost", "closed") or asked.period is None:
        return []
    n = fetched(asked, "taken back", lambda: _taken_back(asked))["n"][0].as_py()
    return [f"{n} closed in the period and reopened or removed since"] if n else []


def _taken_back(asked: Ask) -> Any:
    start, end = asked.instant("since"), asked.instant("until")
    rows = taken_back(asked)
    wanted = ["won", "lost"] if asked.metric.population == "closed" else [asked.metric.population]
    gone = rows.filter(rows.closed_at >= start, rows.closed_at < end, rows.closed_as.isin(wanted))
    return gone.select("taken_back", "closed_at").distinct().aggregate(n=ibis._.count())


def _composed(state: State, query: Query, metric: Metric, measure: Composed) -> Answer:
    parts = {name: answer(state, of_part(query, measure, name)) for name in measure.of}
    found: dict[tuple[tuple[str, str], ...], tuple[dict[str, str], dict[str, str]]] = {}
    for part in parts.values():
        for group in part.groups:
            found.setdefault(tuple(sorted(group.keys.items())), (group.by, group.keys))
    groups = [
        Group(by, keys, measure.finish({name: _of_group(part, keys) for name, part in parts.items()}))
        for by, keys in found.values()
    ]
    labels = next(iter(parts.values())).series
    series = tuple(
        replace(
            point, value=measure.finish({name: _of_point(part, point.label) for name, part in parts.items()})
        )
        for point in labels
    )
    left_out = {(one.why, one.n) for part in parts.values() for one in part.left_out}
    return Answer(
        **_head(query, metric),
        value=measure.finish({name: part.value for name, part in parts.items()}),
        series=series,
        groups=tuple(groups),
        left_out=tuple(LeftOut(why, n) for why, n in sorted(left_out)),
        notes=tuple(dict.fromkeys(note for part in parts.values() for note in part.notes)),
    )


def of_part(query: Query, measure: Composed, name: str) -> Query:
    """The question of one part of a composed metric."""
    metric, where = measure.asks.get(name, (name, ()))
    return replace(query, metric=metric, own=None, where=(*query.where, *where))


NOTHING = Value(None, 0, why_not="nothing to count")


def _of_group(part: Answer, keys: dict[str, str]) -> Value:
    return next((group.value for group in part.groups if group.keys == keys), NOTHING)


def _of_point(part: Answer, label: str) -> Value:
    return next((point.value for point in part.series if point.label == label), NOTHING)
