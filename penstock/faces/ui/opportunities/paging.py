"""The pages of a board's column: behind which card one begins, by what the address says."""

from django.db.models import Q
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from penstock.faces.views.given import day_or_none, number_or_none
from penstock.records.pipeline.models import Opportunity, Stage


def behind(stage: Stage, state: QueryDict) -> str:
    """Behind which card the page of a column begins; empty for its first."""
    return state.get("after", "") if state.get("column") == str(stage.pk) else ""


def rest_of(count: int, shown: int, after: str, state: QueryDict) -> int:
    """How many of a column are on no page yet."""
    before = number_or_none(state.get("shown", "")) if after else None
    return max(count - shown - (before or 0), 0)


def cursor_at(last: Opportunity, is_open: bool) -> str:
    """Where the next page begins: its place in the column's order."""
    return f"{(last.close_on if is_open else last.stage_since) or ''}|{last.pk}"


def beyond(cursor: str, is_open: bool) -> Q:
    """What comes after a cursor in the column's order; what has no date to close stands last."""
    text, _bar, last = cursor.rpartition("|")
    pk = number_or_none(last)
    if pk is None:
        return Q()
    if not is_open:
        moment = parse_datetime(text)
        return Q(stage_since__lt=moment) | Q(stage_since=moment, pk__lt=pk) if moment else Q()
    day = day_or_none(text)
    if day is None:
        return Q(close_on=None, pk__gt=pk)
    return Q(close_on=day, pk__gt=pk) | Q(close_on__gt=day) | Q(close_on=None)
