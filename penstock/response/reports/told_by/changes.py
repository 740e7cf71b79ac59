"""The bridge between two days: each change of the open value in exactly one bar, to the minor unit (METRICS, 4)."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from penstock.foundation.base.values.period import Period
from penstock.insight.changes.question import Bridge
from penstock.insight.metrics.query import Query
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.told import Told
from penstock.response.reports.told_by.bars import bars
from penstock.response.reports.told_by.head import head, left_out

USUAL, MOMENT = 28, timedelta(microseconds=1)


def tell(asked: Asked, state: State) -> Told:
    """From the beginning of the period to its end; or from one day (against) to another (as of)."""
    told = bars(state, bridge_of(asked, USUAL))
    query = told.asked.query
    return Told(
        **head("changes", replace(asked, query=query)),
        tables=(told.table(), told.largest()),
        figures=(
            *told.ends(),
            told.of("won", _("Left as won"), _("The open value of what was won, as it stood at that moment.")),
            told.of("lost", _("Left as lost"), _("The open value of what was lost, as it stood at that moment.")),
        ),
        left_out=left_out(told.answer.left_out),
        opens=told.behind,
    )  # fmt: skip


def bridge_of(asked: Asked, usual: int) -> Bridge:
    """The two instants: the last `usual` days where no period is asked about. known: one instant for both ends, but what
    was known at the later one means each end as it was known then."""
    query = asked.query
    until = query.as_of or query.now
    as_known = query.known == until
    if asked.other is not None and asked.other.as_of is not None:
        since = asked.other.as_of
        period = query.period
    else:
        period = query.period or _last(query, until, usual)
        since, until = period.starts_at - MOMENT, min(until, period.ends_at - MOMENT)
    known = until if as_known else query.known
    return Bridge(replace(query, as_of=until, known=known, period=period), since, asked.window, as_known)


def _last(query: Query, until: datetime, days: int) -> Period:
    last = until.astimezone(query.tzinfo).date()
    return Period(last - timedelta(days=days - 1), last + timedelta(days=1), query.tzinfo)
