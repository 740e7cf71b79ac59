"""Leads of owners who have too many: how many became opportunities, against those of owners who had fewer. No Django."""

from dataclasses import replace
from typing import Any

import ibis
import numpy as np
import pyarrow
import pyarrow.compute as pc

from penstock.insight.leaks.loads import loads
from penstock.insight.leaks.pricing import Leak, Records, Trait, priced_leaks
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.columns import coded, numbers
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.dimensions import dimension_named
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.query import Query, WrongQuestion, micros
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

OVER_CAP = "over the lead cap"
ENDED = {"converted": 1, "disqualified": 2}


def lead_leaks(state: State, query: Query) -> tuple[Leak, ...]:
    """Open leads, and those disqualified in the period; comparable are those of the same source. Nothing where the question
    filters by what leads do not have."""
    asked = asked_as_one(state, replace(query, period=None), "leads_created")
    try:
        for condition in query.where:
            dimension_named(asked, condition.field)
    except WrongQuestion:
        return ()
    table = fetched(
        asked,
        "leads",
        lambda: compiled(asked).select("id", "status", "status_since", "source_id").order_by("id"),
    )
    ended = (
        np.asarray(
            pc.index_in(table["status"], pyarrow.array(list(ENDED))).fill_null(-1).to_numpy(), dtype=np.int64
        )
        + 1
    )
    since = numbers(table, "status_since")
    period = query.period
    held = np.ones(ended.size, dtype=np.bool_)
    if period is not None:
        held = (ended == 0) | ((since >= micros(period.starts_at)) & (since < micros(period.ends_at)))
    id, ended = numbers(table, "id")[held], ended[held]
    value = np.full(id.size, _brought(state, query, id[ended == 1]), dtype=np.int64)
    strata = coded(numbers(table, "source_id")[held])
    cap = asked.settings.lead_cap
    leads, _came, is_over = arrivals(asked, cap)
    trait = Trait(OVER_CAP, np.isin(id, leads[is_over]), about=str(cap))
    return tuple(
        replace(leak, kind="lead") for leak in priced_leaks(Records(id, ended, value, strata), [trait])
    )


def arrivals(asked: Ask, cap: int) -> tuple[Any, Any, Any]:
    """The leads that ever had an owner, when each came to its first one, and whether that one had more than so many open
    ones then, this one among them."""
    table = fetched(asked, "spans", lambda: _spans(asked))
    owner, since, until, place = (
        numbers(table, name) for name in ("owner_id", "valid_from", "valid_to", "place")
    )
    first = place == 0
    is_over = loads(owner, since, until, owner[first], since[first]) > cap
    return numbers(table, "id")[first], since[first], is_over


def _spans(asked: Ask) -> Any:
    spans = asked.history("lead")
    spans = spans.filter(~spans.status.isin(list(ENDED)), spans.owner_id.notnull())
    in_order = ibis.window(group_by=spans.id, order_by=spans.valid_from)
    spans = spans.mutate(place=ibis.row_number().over(in_order))
    return spans.select("id", "owner_id", "valid_from", "valid_to", "place")


def _brought(state: State, query: Query, converted: Any) -> int:
    """What a converted lead brought: won so far, in minor units, by how many they are."""
    if not converted.size:
        return 0
    asked = asked_as_one(state, replace(query, period=None, where=()), "won_amount")
    table = fetched(asked, "brought", lambda: _won(asked))
    mine = np.isin(numbers(table, "lead"), converted)
    return round(int(numbers(table, "value_minor")[mine].sum()) / int(converted.size))


def _won(asked: Ask) -> Any:
    """What was won, and the lead that it came from."""
    won, sales = compiled(asked).select("id", "value_minor"), asked.at("opportunity")
    leads = sales.filter(sales.source_lead_id.notnull()).select(of=sales.id, lead=sales.source_lead_id)
    return won.inner_join(leads, won.id == leads.of).select("lead", "value_minor")
