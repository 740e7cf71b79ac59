"""The views to choose from, above a list or board: the standing ones, then those that somebody saved."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from penstock.faces.ui.asof import Look
from penstock.faces.views.models import SavedView
from penstock.faces.views.query import ListQuery
from penstock.faces.views.standing import StandingView

# title, address, whether it is the current one, no count
Tab = tuple[Any, str, bool, None]
Pairs = list[tuple[str, str]]


def tabs_of(
    path: str,
    query: ListQuery,
    look: Look,
    standing: Iterable[StandingView],
    saved: Iterable[SavedView],
    kept: Pairs | None = None,
) -> list[Tab]:
    """All keep the page's date, and what else is `kept` of its address (the board's pipeline)."""
    kept = kept or []
    state = sorted(pair for pair in query.without_passing().as_params() if pair not in kept)
    rows: list[Tab] = []
    for view in standing:
        pairs = _pairs(QueryDict(view.query))
        is_current = query.view is None and state == sorted(pairs)
        rows.append((view.label, _address(path, pairs, kept, look), is_current, None))
    for one in saved:
        pairs = [(name, value) for name, values in one.query.items() for value in values]
        pairs.append(("view", str(one.pk)))
        rows.append((one.name, _address(path, pairs, kept, look), query.view == one.pk, None))
    return rows


def _pairs(params: QueryDict) -> Pairs:
    return [(name, str(value)) for name, values in params.lists() for value in values]


def _address(path: str, pairs: Pairs, kept: Pairs, look: Look) -> str:
    whole = [*pairs, *kept, *look.state.items()]
    return f"{path}?{urlencode(whole)}" if whole else path
