"""The board: /opportunities/."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from penstock.faces.ui.asof import look_of
from penstock.faces.ui.lists.screens import import_address
from penstock.faces.ui.lists.tabs import tabs_of
from penstock.faces.ui.opportunities.columns import Onlooker, board_of, pipeline_of
from penstock.faces.ui.opportunities.drawing import cards_of
from penstock.faces.ui.rendering import address_with, render, wants_piece
from penstock.faces.ui.signed_in import user_of
from penstock.faces.views.chips import chips_of
from penstock.faces.views.queries import views_of
from penstock.faces.views.query import read_query
from penstock.faces.views.standing import BOARD
from penstock.records.pipeline.models import Pipeline
from penstock.records.pipeline.queries import is_used, opportunities_visible_to, pipelines
from penstock.records.team.acting import Acting
from penstock.records.team.rules import may_create
from penstock.records.workspace.queries import current

# What of the board's address is about paging, not about what is shown.
PAGING = ("column", "after", "shown")


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """A pipeline's columns; for `?column=` by HTMX, the next cards of one."""
    context = board_context(request, request.GET, timezone.now())
    if context["board"] and "column" in request.GET and wants_piece(request):
        column = next(
            (its for its in context["board"].columns if str(its.stage.pk) == request.GET["column"]), None
        )
        return render(request, "opportunities/_cards.html", context | {"column": column})
    return render(request, "opportunities/board.html", context | _views(request, context), piece="board")


def _views(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The views of opportunities as tabs, each a board of the same pipeline; the one that is looked at."""
    query = context["query"]
    kept = [("pipeline", number) for number in request.GET.getlist("pipeline")]
    saved = list(views_of(user_of(request), "opportunity"))
    return {
        "tabs": tabs_of(reverse("opportunities"), query, context["look"], BOARD, saved, kept),
        "view": next((view for view in saved if view.pk == query.view), None),
    }


def board_context(request: HttpRequest, state: QueryDict, now: datetime) -> dict[str, Any]:
    """What the board's templates need, for a state of its address."""
    by = onlooker(request, state, now)
    pipeline, carried = pipeline_of(state), came_from(state)
    return {
        "board": board_of(by, pipeline) if pipeline else None,
        "look": by.look,
        "pipelines": pipelines(),
        "draw_cards": partial(cards_of, came_from=carried, today=by.look.on),
        "chips": chips_of(by.query, by.reader),
        "query": by.query,
        "faces": by.query.encoded,
        "now": now,
        "why_empty": partial(_why_empty, by, pipeline),
        "cleared": _cleared(by),
        "import_address": import_address(Acting.on_screen(by.user), "opportunity"),
        "may_create": not by.look.is_past and may_create(Acting.on_screen(by.user), "opportunity"),
        "here": partial(address_with, reverse("opportunities"), state),
    }


def _cleared(by: Onlooker) -> str:
    """The same board without its filter."""
    kept = [("pipeline", number) for number in by.state.getlist("pipeline")]
    return f"{reverse('opportunities')}?{urlencode([*by.query.cleared().as_params(), *kept])}"


def _why_empty(by: Onlooker, pipeline: Pipeline | None) -> str:
    """Which of the empties it is, where no column has a card. Asked of an empty board only."""
    if by.query.is_narrowed:
        return "nothing_found"
    if by.look.is_past:
        return "nothing_then"
    if opportunities_visible_to(by.user).filter(pipeline=pipeline).exists():
        return "nothing_open"
    return "nothing_visible" if pipeline and is_used(pipeline) else "nothing_yet"


def onlooker(request: HttpRequest, state: QueryDict, now: datetime) -> Onlooker:
    """Who asks for this state of the board."""
    workspace = current()
    look = look_of(state, workspace.tzinfo, now)
    query = read_query("opportunity", state, today=look.today)
    return Onlooker(user_of(request), look, workspace, now, state, query)


def came_from(state: QueryDict) -> str:
    """The board's state as a record's link carries it, so that `j` and `k` go through the same opportunities."""
    carried = state.copy()
    for name in PAGING:
        carried.pop(name, None)
    carried["face"] = "board"
    return f"?{carried.urlencode()}"


def state_behind(request: HttpRequest) -> QueryDict:
    """The state of the page from which HTMX asks, so that an answer shows the same filter."""
    return QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)


def is_board(request: HttpRequest) -> bool:
    """Whether HTMX asks from the board, so that columns are the answer."""
    address = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return wants_piece(request) and address == reverse("opportunities")
