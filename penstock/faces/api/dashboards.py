"""Dashboards: what their tiles say, and one's own made, arranged, shared."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from penstock.faces.api.answering import Page, answer, nothing, reads, writes
from penstock.faces.api.authentication import ApiRequest, reader
from penstock.faces.api.values import Given, Line
from penstock.faces.views.boards import board_told
from penstock.response.dashboards import actions
from penstock.response.dashboards.models import Dashboard
from penstock.response.dashboards.queries import Board, board_for, boards_for
from penstock.response.dashboards.tiles import Tile, tile_of

router = Router(tags=["Dashboards"])
Share = Literal["", "everybody", "administrator", "manager", "representative", "marketer", "viewer"]


class TileGiven(Given):
    """What it asks, and how wide it is. days: the last so many, of what has a period. of: "all" for the totals beyond one's own reports."""

    kind: Literal["metric", "report"]
    name: Line
    days: Literal[7, 28, 90, 365] = 90
    width: Literal[1, 2, 3, 4] = 1
    where: Annotated[list[Line], Field(max_length=20, description="FIELD=VALUE")] = []
    of: Literal["", "all"] = ""
    title: Annotated[Line, Field(max_length=80)] = ""


class TileOut(Schema):
    kind: str
    name: str
    days: int
    width: int
    where: list[str]
    of: str
    title: str


class DashboardOut(Schema):
    """name: its word in addresses, of a ready one or a number. role: whom it is shared with. revision: 0 for a ready one."""

    name: str
    title: str
    role: str
    is_home: bool
    is_mine: bool
    revision: int
    tiles: list[TileOut]


class DashboardNew(Given):
    title: Annotated[Line, Field(min_length=1)]
    tiles: Annotated[list[TileGiven], Field(max_length=24)] = []


class DashboardChanges(Given):
    """revision: the one that was seen; needed with tiles, and 409 if somebody has arranged them meanwhile."""

    title: Annotated[Line, Field(min_length=1)] = "-"
    role: Share = ""
    is_home: bool = False
    tiles: Annotated[list[TileGiven], Field(max_length=24)] = []
    revision: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class DashboardTold(Schema):
    """Each tile's answer in their order: of a metric as GET /api/metrics/NAME gives it, with what it was before; of a report the first
    rows; "why_not" where it can't be said."""

    name: str
    title: str
    tiles: list[dict[str, Any]]


@router.get("/dashboards", response=reads(Page[DashboardOut]))
def list_dashboards(request: ApiRequest) -> HttpResponse:
    """The ready ones, then those that are the caller's or shared with them."""
    items = [_out(request, board) for board in boards_for(reader(request))]
    return answer(Page[DashboardOut](items=items, next_cursor=None))


@router.post("/dashboards", response=writes(DashboardOut, 201))
def create_dashboard(request: ApiRequest, dashboard: DashboardNew) -> HttpResponse:
    """One of one's own."""
    made = actions.create_dashboard(
        actor=request.acting, title=dashboard.title, tiles=_tiles(dashboard.tiles)
    )
    return answer(_out(request, board_for(reader(request), str(made.pk))), status=201)


@router.get("/dashboards/{name}", response=reads(DashboardOut))
def get_dashboard(request: ApiRequest, name: Line) -> HttpResponse:
    """Its tiles: what they ask."""
    return answer(_out(request, board_for(reader(request), name)))


@router.get("/dashboards/{name}/answers", response=reads(DashboardTold))
def ask_dashboard(request: ApiRequest, name: Line) -> HttpResponse:
    """What its tiles say, with the caller's eyes."""
    user = reader(request)
    board = board_for(user, name)
    tiles = board_told(user, board, timezone.now())
    return answer(DashboardTold(name=board.name, title=str(board.title), tiles=tiles))


@router.patch("/dashboards/{name}", response=writes(DashboardOut))
def change_dashboard(request: ApiRequest, name: Line, changes: DashboardChanges) -> HttpResponse:
    """Title, tiles, whom it is shared with, whether it is their first page; one's own."""
    kept, sent = _kept(request, name), changes.model_fields_set
    actions.name_and_share(
        actor=request.acting,
        dashboard=kept,
        title=changes.title if "title" in sent else kept.title,
        role=changes.role if "role" in sent else kept.role,
        is_home=changes.is_home if "is_home" in sent else kept.is_home,
    )
    if "tiles" in sent:
        actions.arrange(
            actor=request.acting, dashboard=kept, tiles=_tiles(changes.tiles), revision=changes.revision
        )
    return answer(_out(request, board_for(reader(request), name)))


@router.delete("/dashboards/{name}", response=writes(None, 204))
def remove_dashboard(request: ApiRequest, name: Line) -> HttpResponse:
    """Take it away; no record is touched."""
    actions.remove_dashboard(actor=request.acting, dashboard=_kept(request, name))
    return nothing()


def _kept(request: ApiRequest, name: str) -> Dashboard:
    """Raises Http404 for what is not there, or is ready made."""
    kept = board_for(reader(request), name).kept
    if kept is None:
        raise Http404
    return kept


def _tiles(given: list[TileGiven]) -> list[Tile]:
    return [tile_of(tile.model_dump()) for tile in given]


def _out(request: ApiRequest, board: Board) -> DashboardOut:
    kept = board.kept
    return DashboardOut(
        name=board.name,
        title=str(board.title),
        role=kept.role if kept else "everybody",
        is_home=bool(kept and kept.is_home),
        is_mine=bool(kept and kept.user_id == reader(request).pk),
        revision=board.revision,
        tiles=[TileOut(**tile.as_data()) for tile in board.tiles],
    )
