"""Metrics for people and programs: words into a query with the asker's rights, the mirror opened, the answer as data.
What screens, API and command line share. Ibis and DuckDB are loaded when a number is asked for, not before."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from penstock.faces.views.doubting import doubts_told
from penstock.foundation.base.errors import NotAllowed, Refused
from penstock.records.team.models import User
from penstock.records.team.rules import Scope as Sight
from penstock.records.team.rules import report_scope_of, totals_scope_of
from penstock.records.workspace.queries import current
from penstock.response.reports.questions import as_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from penstock.foundation.base.values.period import Period
    from penstock.insight.metrics.query import Query

EVERY_ROW = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in words, as an address or a command line has it. of: "" for one's own reports, "all" for the totals
    beyond them (a manager's company, a representative's team). against: DATE, FROM..TO, FIELD=VALUE,
    previous or year-before."""

    metric: str
    since: str = ""
    until: str = ""
    grain: str = ""
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    as_of: str = ""
    known: str = ""
    of: str = ""
    against: str = ""


@contextmanager
def in_our_words() -> "Iterator[None]":
    """What the numbers refuse, as every face says it."""
    from penstock.insight.metrics.query import WrongQuestion

    try:
        yield
    except WrongQuestion as wrong:
        raise Refused(str(wrong), field=wrong.field) from wrong


def metric_told(asked: Asked, user: User | None, now: datetime, *, rows: int | None = None) -> dict[str, Any]:
    """The answer as data. user None: the terminal, which sees everything. rows: how many of those behind the number.
    Raises Refused, NotAllowed."""
    from penstock.insight.metrics.comparing import compared
    from penstock.insight.metrics.run import answer, rows_behind
    from penstock.insight.metrics.telling import told
    from penstock.insight.mirror.place import opened

    with in_our_words():
        query = query_of(asked, user, now, has_rows=rows is not None)
        with opened() as state:
            behind = rows_behind(state, query, limit=rows) if rows is not None else None
            beside = compared(state, query, against(query, asked.against)) if asked.against else None
            found = told(beside.now if beside else answer(state, query), behind, beside)
            return found | {"notes": [*found["notes"], *doubts_told(state, query)]}


def explained(asked: Asked, user: User | None, now: datetime) -> dict[str, Any]:
    """What a metric means and the SQL of its rows. Raises Refused."""
    from penstock.insight.metrics.run import explain
    from penstock.insight.mirror.place import opened

    with in_our_words():
        query = query_of(asked, user, now)
        with opened() as state:
            return explain(state, query)


def catalogue() -> list[dict[str, Any]]:
    """Every metric with what it means, and what it can be asked by."""
    from penstock.insight.metrics.catalogue import METRICS
    from penstock.insight.metrics.dimensions import DIMENSIONS

    return [
        {
            "name": metric.name,
            "sentence": metric.sentence,
            "definition": metric.definition,
            "unit": metric.unit,
            "additivity": metric.additivity,
            "direction": metric.direction,
            "minimum": metric.minimum,
            "by": [
                one.name
                for one in DIMENSIONS.values()
                if metric.kind in one.of and (one.name != "field" or metric.population == "fields")
            ],
        }
        for metric in METRICS.values()
    ]


def query_of(asked: Asked, user: User | None, now: datetime, *, has_rows: bool = False) -> "Query":
    """The one query object, with rights, zone and currency. Raises Refused, NotAllowed, WrongQuestion."""
    from penstock.insight.metrics.query import Query
    from penstock.insight.metrics.words import conditions_of, grain_of, instant_of, known_of, period_of
    from penstock.response.reports.own import own_or_known

    workspace = current()
    zone = workspace.tzinfo
    as_of = instant_of(asked.as_of, "as_of", zone) if asked.as_of else None
    known = known_of(asked.known, as_of, now, zone)
    metric, own = own_or_known(asked.metric, known)
    return Query(
        metric=metric.name,
        own=own,
        scope=_scope(asked, user, is_total=not (asked.by or asked.where or has_rows)),
        now=now,
        zone=workspace.zone,
        currency=workspace.home_currency,
        period=period_of(asked.since, asked.until, zone, as_of or now),
        grain=grain_of(asked.grain),
        by=tuple(dict.fromkeys(asked.by)),
        where=conditions_of(asked.where),
        as_of=as_of,
        known=known,
    )


def _scope(asked: Asked, user: User | None, *, is_total: bool) -> Any:
    from penstock.insight.metrics.query import EVERYTHING

    if user is None:
        return EVERYTHING
    sight: Sight = report_scope_of(user, current())
    if asked.of == "all":
        wider = totals_scope_of(user, current())
        if wider is not None and not is_total:
            raise NotAllowed(
                _("Beyond your own reports there are totals only: ask without groups, filters and rows.")
            )
        sight = wider or sight
    elif asked.of:
        raise Refused(_("Ask of “all”, or leave it out."), field="of")
    return as_scope(sight, user)


def against(query: "Query", text: str) -> "Query":
    """The other side of a comparison: the same question on another day (a past instant), of another period (the one
    before, the one a year before), or of a filter, which takes the place of one by the same field."""
    from penstock.insight.metrics.words import conditions_of, instant_of, period_of

    zone = query.tzinfo
    if "=" in text:
        given = conditions_of([text])
        fields = {one.field for one in given}
        return replace(query, where=(*(one for one in query.where if one.field not in fields), *given))
    if ".." in text:
        since, until = text.split("..", 1)
        return replace(query, period=period_of(since, until, zone, query.now))
    if text not in EARLIER:
        return replace(query, as_of=instant_of(text, "against", zone))
    if query.period is None:
        raise Refused(_("There is a previous period only where a period is asked about."), field="against")
    try:
        return replace(query, period=EARLIER[text](query.period))
    except (OverflowError, ValueError) as wrong:
        raise Refused(_("There is no day so early."), field="against") from wrong


EARLIER: dict[str, "Callable[[Period], Period]"] = {
    "previous": lambda period: period.before,
    "year-before": lambda period: period.year_before,
}


def window_of(query: "Query", text: str) -> "Period":
    """FROM..TO as the days between them, both included. Raises Refused, WrongQuestion."""
    from penstock.insight.metrics.words import period_of

    since, sign, until = text.partition("..")
    period = period_of(since, until, query.tzinfo, query.now) if sign else None
    if period is None:
        raise Refused(_("A window is FROM..TO, two days such as 2026-03-01."), field="window")
    return period


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """Values as they come from an address: several, or one with commas between."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
