"""Dashboards: the list of them, each one's page and wall, its tiles as they come, and the records behind a tile."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from penstock.faces.ui.dashboards.drawing import faces_of
from penstock.faces.ui.rendering import render
from penstock.faces.ui.reports.behind import records_behind
from penstock.faces.ui.signed_in import user_of
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role
from penstock.response.dashboards.actions import may_arrange
from penstock.response.dashboards.keeping import Kept, kept_tiles, newest_tiles, version_of
from penstock.response.dashboards.queries import EVERYBODY, Board, board_for, boards_for
from penstock.response.reports.told_by.wording import not_enough


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which there are for me."""
    return render(request, "dashboards/index.html", {"boards": boards_for(user_of(request))})


@login_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """A dashboard: with what was told last, at once; the newest follows."""
    return board_page(request, board_for(user_of(request), name))


@login_required
@require_safe
def wall(request: HttpRequest, name: str) -> HttpResponse:
    """The same for a screen on the wall: larger, and nothing else."""
    return board_page(request, board_for(user_of(request), name), "dashboards/wall.html")


def board_page(request: HttpRequest, board: Board, template: str = "dashboards/page.html") -> HttpResponse:
    """The page of a dashboard, which is also somebody's first page."""
    user = user_of(request)
    kept = kept_tiles(user, board.tiles)
    is_newest = kept is not None and kept.version == version_of(timezone.now())
    context = _tiles_context(kept, board, is_newest=is_newest) | {
        "board": board,
        "may_arrange": may_arrange(Acting.on_screen(user), board.kept),
        "may_copy": board.kept is None or board.kept.user_id != user.pk,
        "shared_with": _shared_with(board),
        "has_no_team": user.role == Role.MANAGER and user.team_id is None,
    }
    return render(request, template, context)


@login_required
@require_safe
def tiles(request: HttpRequest, name: str) -> HttpResponse:
    """All tiles, told by one request from one state; 204 while the page has the newest, or another process is at it."""
    user = user_of(request)
    board = board_for(user, name)
    kept = newest_tiles(user, board.tiles, timezone.now())
    if kept is None or kept.version == request.GET.get("version"):
        return HttpResponse(status=204)
    context = {"board": board} | _tiles_context(kept, board, is_newest=True)
    response = render(request, "dashboards/_tiles.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_safe
def rows(request: HttpRequest, name: str, place: int) -> HttpResponse:
    """The records behind a tile's number: those of them that one may see."""
    from penstock.response.dashboards.behind import behind_tile

    user = user_of(request)
    board = board_for(user, name)
    if place >= len(board.tiles) or board.tiles[place].kind != "metric":
        raise Http404
    sentence, behind = behind_tile(user, board.tiles[place], timezone.now())
    context = {
        "records": records_behind(user, behind),
        "title": board.tiles[place].title or _(sentence),
        "board": board,
    }
    return render(request, "dashboards/rows.html", context, piece="rows")


def _tiles_context(kept: Kept | None, board: Board, *, is_newest: bool) -> dict[str, Any]:
    return {
        "kept": kept,
        "not_enough": not_enough,
        "faces": faces_of(kept.tiles, board.name) if kept else [],
        "is_newest": is_newest,
    }


def _shared_with(board: Board) -> str:
    if board.kept is None or not board.kept.role:
        return ""
    return _("everybody") if board.kept.role == EVERYBODY else str(Role(board.kept.role).label)
