"""What a report is asked: the metrics' question, and what only reports take. No Django."""

from dataclasses import dataclass

from penstock.foundation.base.values.period import Period
from penstock.insight.metrics.query import Query, Scope
from penstock.response.reports.done import Done
from penstock.response.reports.said import Said


@dataclass(frozen=True, slots=True)
class Asked:
    """`query` carries scope, now, zone, currency, period, grain, by, where, as_of and known; its metric is that of `trend`.
    unit: of a funnel (lead or opportunity). other: what is set beside it; against: that in words ("" nothing is).
    window: only what is expected to close in it. wider: whom the asker is compared with, in totals only (None: those whom
    the question is about anyway). said: what people said of the metric, asked with these very conditions. done: what they did
    about leaks, stages and metrics up to the day asked about, the newest first."""

    query: Query
    unit: str = ""
    other: Query | None = None
    against: str = ""
    window: Period | None = None
    wider: Scope | None = None
    said: tuple[Said, ...] = ()
    done: tuple[Done, ...] = ()
