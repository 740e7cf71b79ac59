"""What is looked at before and after something was done about a leak: cases, each with when and how it was settled. No Django.

A measure is dated by when a case was settled, not by when its record was opened: what is still on its way says nothing yet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import ibis
import numpy as np
from numpy.typing import NDArray

from penstock.insight.leaks.leads import arrivals
from penstock.insight.leaks.looking import ENDED, Found, ends_of
from penstock.insight.leaks.weak_stages import STILL_THERE, passages
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.catalogue import metric_of
from penstock.insight.metrics.columns import numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.measures import Sums
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.metrics.stalling import of_everything
from penstock.insight.mirror.state import State

Finder = Callable[[Ask], Found]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Cases side by side: the record, when it was settled (microseconds), whether it went so. is_rest: it has no part in what
    is measured, and stands beside it for comparison."""

    id: NDArray[Any]
    at: NDArray[Any]
    hit: NDArray[Any]
    is_rest: NDArray[Any]
    kind: Literal["opportunity", "lead"] = "opportunity"

    def held(self, which: NDArray[Any]) -> "Outcomes":
        return Outcomes(self.id[which], self.at[which], self.hit[which], self.is_rest[which], self.kind)


@dataclass(frozen=True, slots=True)
class Measure:
    """says: the share in words, and rest: what it is compared with, "" for nothing (both translated where they are shown).
    up_is_good: None where neither is."""

    says: str
    up_is_good: bool | None
    rest: str = ""


def at_closing(state: State, query: Query, find: Finder) -> Outcomes:
    """Of the decided, by their last closure: those with the trait."""
    return _with_trait(state, query, "win_rate", find)


def at_loss(state: State, query: Query, find: Finder) -> Outcomes:
    """Of the lost, by their last closure: those with the trait."""
    return _with_trait(state, query, "opportunities_lost", find)


def at_opening(state: State, query: Query, find: Finder) -> Outcomes:
    """Of the opened, by when they were: those with the trait."""
    return _with_trait(state, query, "opportunities_opened", find)


def wins(state: State, query: Query, find: Finder) -> Outcomes:
    """Of the decided with the trait: the won; the rest are the decided without it."""
    asked = asked_as_one(state, _always(query), "win_rate")
    table = fetched(asked, "", lambda: _decided(asked))
    id = numbers(table, "id")
    has = np.isin(id, find(of_everything(state, query)).ids)
    return Outcomes(id, numbers(table, "at"), numbers(table, "won") == 1, ~has)


def of_stage(state: State, query: Query, stage: int) -> Outcomes:
    """Of those decided at a stage, by when they left it for the last time: those that reached the next; the rest are the other
    stages of its pipeline."""
    asked = asked_as_one(state, query, "stage_days")
    stages = fetched(asked, "", lambda: asked.defined("stage").select("id", "pipeline_id"))
    pipelines = dict(zip(stages["id"].to_pylist(), stages["pipeline_id"].to_pylist(), strict=True))
    others = [id for id, pipeline in pipelines.items() if pipeline == pipelines.get(stage) and id != stage]
    table = passages(state, query)
    passed, at = numbers(table, "passed") == 1, numbers(table, "left")
    ended = ends_of(table)
    decided = (passed | (ended == ENDED["lost"])) & (at < STILL_THERE)
    where = numbers(table, "stage_id")
    found = Outcomes(numbers(table, "id"), at, passed, where != stage)
    return found.held(decided & ((where == stage) | np.isin(where, others)))


def of_leads(state: State, query: Query) -> Outcomes:
    """Of the leads that came to an owner, by when they did: those whose owner had more than the cap."""
    asked = asked_as_one(state, _always(query), "leads_created")
    id, at, is_over = arrivals(asked, asked.settings.lead_cap)
    seen = numbers(fetched(asked, "", lambda: compiled(asked).select("id")), "id")
    return Outcomes(id, at, is_over, np.zeros(id.size, dtype=np.bool_), "lead").held(np.isin(id, seen))


def of_share(state: State, query: Query) -> Outcomes | None:
    """The cases of a metric that is a share of what happens; None for any other."""
    metric = metric_of(query)
    if not isinstance(metric.measure, Sums) or "k" not in metric.measure.parts or not metric.is_flow:
        return None
    asked, hits = asked_as_one(state, _always(query), query.metric), metric.measure.parts["k"]
    table = fetched(asked, "", lambda: _hit(asked, hits))
    id = numbers(table, "id")
    hit = numbers(table, "hit") == 1
    return Outcomes(id, numbers(table, "at"), hit, np.zeros(id.size, dtype=np.bool_), metric.kind)


def beside(mine: Outcomes, all_: Outcomes) -> Outcomes:
    """One's own cases, and of a wider set those that are nobody's of them as what they are compared with."""
    own, others = mine.held(~mine.is_rest), all_.held(~all_.is_rest)
    taken = set(zip(own.id.tolist(), own.at.tolist(), strict=True))
    is_other = [pair not in taken for pair in zip(others.id.tolist(), others.at.tolist(), strict=True)]
    others = others.held(np.array(is_other, dtype=np.bool_))
    return Outcomes(
        np.concatenate((own.id, others.id)),
        np.concatenate((own.at, others.at)),
        np.concatenate((own.hit, others.hit)),
        np.arange(own.id.size + others.id.size) >= own.id.size,
        mine.kind,
    )


def at_limit(limits: Callable[[Ask], dict[int, float]]) -> Callable[[State, Query, Finder], Outcomes]:
    """Of the stays in an open stage that ended or came to its limit (days), by whichever was first: those that came to it."""

    def find(state: State, query: Query, _find: Finder) -> Outcomes:
        from penstock.insight.metrics.calendar import DAY, days_between

        limit_of = limits(of_everything(state, query))
        asked = asked_as_one(state, _always(query), "stage_days")
        table = fetched(asked, "", lambda: _stays(asked))
        id, stage, at, left_at = (numbers(table, name) for name in ("id", "stage_id", "at", "left"))
        days = days_between(at, np.minimum(left_at, asked.as_of), query.zone)
        limit = np.array([limit_of.get(one, np.inf) for one in stage.tolist()], dtype=float)
        is_over = days > limit
        known = np.isfinite(limit) & (is_over | (left_at < STILL_THERE))
        reached = at + (np.where(is_over, limit, 0) * DAY).astype(np.int64)
        found = Outcomes(id, np.where(is_over, reached, left_at), is_over, np.zeros(id.size, dtype=np.bool_))
        return found.held(known)

    return find


def _with_trait(state: State, query: Query, metric: str, find: Finder) -> Outcomes:
    asked = asked_as_one(state, _always(query), metric)
    table = fetched(asked, "", lambda: _dated(asked))
    id = numbers(table, "id")
    has = np.isin(id, find(of_everything(state, query)).ids)
    return Outcomes(id, numbers(table, "at"), has, np.zeros(id.size, dtype=np.bool_))


def _always(query: Query) -> Query:
    return replace(query, period=None)


def _decided(asked: Ask) -> Any:
    rows = compiled(asked)
    return rows.select("id", "at", won=(rows.kind == "won").cast("int64")).order_by("id")


def _hit(asked: Ask, hits: Callable[[Any], Any]) -> Any:
    rows = compiled(asked)
    rows = rows.filter(rows.left_out.isnull(), rows["at"].notnull())
    return rows.select("id", "at", hit=hits(rows)).order_by("id", "at")


def _stays(asked: Ask) -> Any:
    rows = compiled(asked)
    return rows.select("id", "stage_id", "at", left=ibis.coalesce(rows.left_at, STILL_THERE)).order_by(
        "id", "at"
    )


def _dated(asked: Ask) -> Any:
    rows = compiled(asked)
    return rows.filter(rows["at"].notnull()).select("id", "at").order_by("id")
