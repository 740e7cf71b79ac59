"""Reports for people and programs: a name and words in, with the asker's rights, the report's answer out. What screens, API
and command line share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from penstock.faces.views.numbers import Asked as Words
from penstock.faces.views.numbers import against, in_our_words, query_of
from penstock.foundation.base.errors import Refused
from penstock.records.team.models import User
from penstock.response.reports.catalogue import REPORTS, Report

if TYPE_CHECKING:
    from penstock.response.reports.told import Told


def report_told(
    name: str, words: Words, user: User | None, now: datetime, *, unit: str = "", with_rows: bool = False
) -> tuple["Told", dict[str, Any]]:
    """A report's answer, and the same as data (ARCHITECTURE, 8), with_rows: each number's records in it. user None: the
    terminal, which sees everything. Raises Refused, NotAllowed."""
    with asking(name, words, user, now, unit=unit) as told:
        return told, told.as_json(with_rows=with_rows)


@contextmanager
def asking(name: str, words: Words, user: User | None, now: datetime, *, unit: str = "") -> "Iterator[Told]":
    """A report's answer while the mirror is open, so that the records behind a number can be asked for."""
    from penstock.insight.mirror.place import opened
    from penstock.response.reports.asked import Asked

    report = report_named(name)
    with in_our_words():
        query = query_of(replace(words, metric=words.metric or report.metric), user, now, has_rows=True)
        other = against(query, words.against) if words.against else None
        with opened() as state:
            yield report.tell(Asked(query, unit, other, words.against), state)


def report_named(name: str) -> Report:
    """Raises Refused where there is none."""
    if name not in REPORTS:
        known = ", ".join(REPORTS)
        raise Refused(
            _("There is no report “%(name)s”; any of %(known)s.") % {"name": name, "known": known},
            field="name",
        )
    return REPORTS[name]
