"""The leaks of a question: which opportunities have which trait, out of the mirror. No Django.

A leak of a later room is one more entry in TRAITS.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import ibis
import numpy as np
from django.utils.translation import gettext_noop as say
from numpy.typing import NDArray

from penstock.foundation.statistics.survival import kaplan_meier
from penstock.insight.leaks.pricing import Leak, Records, Trait, priced_leaks
from penstock.insight.metrics.asking import Ask
from penstock.insight.metrics.calendar import days_between
from penstock.insight.metrics.compile import compiled
from penstock.insight.metrics.populations import pushes, with_kind
from penstock.insight.metrics.query import EVERYTHING, Query
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State

ENDED = {"open": 0, "won": 1, "lost": 2}
ENOUGH_EVENTS = 10  # METRICS, 5
AGAIN = 2  # pushes from which a close date is pushed again and again
NEVER = -(2**62)


@dataclass(frozen=True, slots=True)
class Kind:
    """A leak: what it is (translated where it is shown), whether it is priced, and the ids of all opportunities that have
    it."""

    name: str
    title: str
    says: str
    is_priced: bool
    find: Callable[[Ask], NDArray[Any]]


def leaks(state: State, query: Query) -> tuple[Leak, ...]:
    """Over what is open at the instant asked about and what was closed in the query's period: the worthiest first.

    Comparable are those of the same pipeline, source and amount band. The query's metric is not asked.
    """
    records = _records(state, query)
    whole = asked_as_one(state, replace(query, period=None, where=(), scope=EVERYTHING), "stage_days")
    traits = [Trait(kind.name, np.isin(records.id, kind.find(whole)), kind.is_priced) for kind in TRAITS]
    return priced_leaks(records, traits)


def _records(state: State, query: Query) -> Records:
    columns = ("id", "kind", "value_minor", "weighted_minor", "pipeline_id", "source_id")
    parts = []
    for name in ("pipeline_weighted", "win_rate_value"):
        asked = asked_as_one(state, query, name)
        rows = compiled(asked)
        parts.append(rows.select(*columns).to_pyarrow().to_pylist())
    bands = np.array(asked.settings.bands)
    rows = sorted((row for part in parts for row in part), key=lambda row: row["id"])
    keys = [
        (
            row["pipeline_id"] or 0,
            row["source_id"] or 0,
            int(np.searchsorted(bands, row["value_minor"] or 0, "right")),
        )
        for row in rows
    ]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    worth = [row["weighted_minor" if row["kind"] == "open" else "value_minor"] or 0 for row in rows]
    return Records(
        np.array([row["id"] for row in rows], dtype=np.int64),
        np.array([ENDED[row["kind"]] for row in rows], dtype=np.int64),
        np.array(worth, dtype=np.int64),
        np.array([places[key] for key in keys], dtype=np.int64),
    )


def _stalled(asked: Ask) -> NDArray[Any]:
    """Longer in some stage than four of five stays in it last (80th percentile by Kaplan-Meier)."""
    rows = compiled(asked)
    table = rows.select("id", "stage_id", "at", left=ibis.coalesce(rows.left_at, NEVER)).to_pyarrow()
    id, stage, at, left = (table[name].to_numpy() for name in ("id", "stage_id", "at", "left"))
    days = np.maximum(days_between(at, np.where(left == NEVER, asked.as_of, left), asked.query.zone), 0)
    found = []
    for one in np.unique(stage):
        here = stage == one
        curve = kaplan_meier(days[here], left[here] != NEVER)
        limit = curve.percentile(0.8).value if curve.events >= ENOUGH_EVENTS else None
        if limit is not None:
            found.append(id[here][days[here] > limit])
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def _pushed(asked: Ask) -> NDArray[Any]:
    rows = pushes(asked)
    counts = rows.group_by(rows.id).aggregate(n=rows.count())
    return _ids(counts.filter(counts.n >= AGAIN))


def _lives(asked: Ask) -> Any:
    """Spans in open stages."""
    spans = asked.history("opportunity").select("id", "valid_from", "stage_id", "owner_id", "has_next_step")
    spans = with_kind(asked, spans)
    return spans.filter(spans.kind_then == "open")


def _without_next_step(asked: Ask) -> NDArray[Any]:
    """None was written down when it was last open."""
    spans = _lives(asked)
    backwards = ibis.window(group_by=spans.id, order_by=spans.valid_from.desc())
    last = spans.mutate(place=ibis.row_number().over(backwards))
    return _ids(last.filter(last.place == 0, ~ibis.coalesce(last.has_next_step, False)))


def _handed_over(asked: Ask) -> NDArray[Any]:
    spans = _lives(asked)
    owners = spans.group_by(spans.id).aggregate(n=spans.owner_id.nunique())
    return _ids(owners.filter(owners.n > 1))


def _without_reason(asked: Ask) -> NDArray[Any]:
    rows = asked.at("opportunity")
    rows = with_kind(asked, rows.select("id", "valid_from", "stage_id", "loss_reason_id"))
    return _ids(rows.filter(rows.kind_then == "lost", rows.loss_reason_id.isnull()))


def _ids(rows: Any) -> NDArray[Any]:
    return np.asarray(rows.select("id").to_pyarrow()["id"].to_numpy(), dtype=np.int64)


TRAITS = (
    Kind("stalled", say("Stalled"), say("Longer in a stage than four of five stays there last."), True, _stalled),
    Kind("no next step", say("Without a next step"), say("None was written down when it was last open."), True, _without_next_step),
    Kind("pushed again and again", say("Pushed again and again"), say("The close date was moved to a later day at least twice."), True, _pushed),
    Kind("handed over", say("Handed over"), say("Changed its owner while it was open."), True, _handed_over),
    Kind("lost without a reason", say("Lost without a reason"), say("Nobody said why: a fault of the data, worth nothing."), False, _without_reason),
)  # fmt: skip
KINDS = {kind.name: kind for kind in TRAITS}
