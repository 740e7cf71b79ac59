"""Reports for people and programs: a name and words in, with the asker's rights, the report's answer out. What screens, API
and command line share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from penstock.faces.views.doubting import doubts_told
from penstock.faces.views.numbers import Asked as Words
from penstock.faces.views.numbers import against, in_our_words, query_of, window_of
from penstock.faces.views.quoting import figure_told
from penstock.foundation.base.errors import Refused
from penstock.records.pipeline.models import Opportunity
from penstock.records.pipeline.queries import opportunities_visible_to
from penstock.records.team.models import User
from penstock.records.workspace.queries import current
from penstock.response.reports.benchmarks import figures_by_metric
from penstock.response.reports.catalogue import REPORTS, Report
from penstock.response.reports.interventions import done_for
from penstock.response.reports.questions import wider_for
from penstock.response.reports.remarks import said_on, scope_name

if TYPE_CHECKING:
    from penstock.insight.metrics.query import Query
    from penstock.response.reports.done import Done
    from penstock.response.reports.said import Said
    from penstock.response.reports.told import Told


@dataclass(frozen=True, slots=True)
class Extra:
    """What only reports are asked: the unit of a funnel; window: FROM..TO, only what is expected to close then."""

    unit: str = ""
    window: str = ""


def report_told(
    name: str,
    words: Words,
    user: User | None,
    now: datetime,
    extra: Extra = Extra(),
    *,
    with_rows: bool = False,
) -> tuple["Told", dict[str, Any]]:
    """A report's answer, and the same as data (ARCHITECTURE, 8), with_rows: each number's records in it. user None: the
    terminal, which sees everything. Raises Refused, NotAllowed."""
    with asking(name, words, user, now, extra) as told:
        object_, quoted = told.as_json(with_rows=with_rows), figures_by_metric()
        for figure in told.figures:
            object_["figures"][figure.name]["benchmarks"] = [
                figure_told(one) for one in quoted[figure.metric]
            ]
        return told, object_


@contextmanager
def asking(
    name: str, words: Words, user: User | None, now: datetime, extra: Extra = Extra()
) -> "Iterator[Told]":
    """A report's answer while the mirror is open, so that the records behind a number can be asked for."""
    from penstock.insight.mirror.place import opened
    from penstock.response.reports.asked import Asked

    report = report_named(name)
    with in_our_words():
        query = query_of(replace(words, metric=words.metric or report.metric), user, now, has_rows=True)
        other = against(query, words.against) if words.against else None
        window = window_of(query, extra.window) if extra.window else None
        with opened() as state:
            asked = Asked(
                query,
                extra.unit,
                other,
                words.against,
                window,
                wider_for(user, current()) if user else None,
                _said(report, words, query, user),
                _done(report, query, user),
            )
            told = report.tell(asked, state)
            yield replace(
                told, notes=(*told.notes, *_untaken(report, words, extra), *doubts_told(state, query))
            )


def _untaken(report: Report, words: Words, extra: Extra) -> tuple[str, ...]:
    """What was asked and makes no difference."""
    given = {
        "period": words.since or words.until, "grain": words.grain, "by": words.by, "metric": words.metric,
        "unit": extra.unit, "window": extra.window, "against": words.against,
    }  # fmt: skip
    names = [part for part, value in given.items() if value and part not in report.takes]
    return (_("This report takes no %(parts)s.") % {"parts": ", ".join(names)},) if names else ()


def _done(report: Report, query: "Query", user: User | None) -> "tuple[Done, ...]":
    """What was done that this person may hear of, where a report tells it."""
    if not report.has_done:
        return ()
    return done_for(user, current(), _today(query), query.known)


def _today(query: "Query") -> date:
    """The day asked about."""
    return (query.as_of or query.now).astimezone(query.tzinfo).date()


def _said(report: Report, words: Words, query: "Query", user: User | None) -> "tuple[Said, ...]":
    """What was said of this metric with these conditions, where a report is of any metric."""
    if "metric" not in report.takes:
        return ()
    return said_on(
        words.metric or report.metric, words.where, scope_name(user, current()), _today(query), query.known
    )


def names_in(told: "Told", user: User | None) -> dict[int, str]:
    """The names of the opportunities that stand in its tables, as far as one may see them (user None: all)."""
    ids = {
        row[column.name]
        for table in told.tables
        for column in table.columns
        if column.unit == "opportunity"
        for row in table.rows
    }
    visible = opportunities_visible_to(user) if user else Opportunity.objects.all()
    return dict(visible.filter(id__in=ids).values_list("id", "name")) if ids else {}


def report_named(name: str) -> Report:
    """Raises Refused where there is none."""
    if name not in REPORTS:
        known = ", ".join(REPORTS)
        raise Refused(
            _("There is no report “%(name)s”; any of %(known)s.") % {"name": name, "known": known},
            field="name",
        )
    return REPORTS[name]
