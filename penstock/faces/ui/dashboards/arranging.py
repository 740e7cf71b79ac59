"""A dashboard is made one's own: copied, its tiles chosen and put in order, shared, taken away."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from penstock.faces.ui.rendering import render
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.toasts import toast
from penstock.faces.views.given import number_or_none
from penstock.records.team import rules
from penstock.records.team.acting import Acting
from penstock.records.team.models import Role
from penstock.response.dashboards import actions
from penstock.response.dashboards.models import Dashboard
from penstock.response.dashboards.queries import EVERYBODY, Board, board_for
from penstock.response.dashboards.tiles import Tile, tile_of
from penstock.response.reports.catalogue import REPORTS
from penstock.response.reports.own import metric_choices
from penstock.response.reports.spans import SPANS

SPAN_NAMES = {
    7: gettext_lazy("7 days"),
    28: gettext_lazy("28 days"),
    90: gettext_lazy("90 days"),
    365: gettext_lazy("365 days"),
}
ROLE_NAMES = {
    Role.ADMINISTRATOR: gettext_lazy("Administrators"),
    Role.MANAGER: gettext_lazy("Managers"),
    Role.REPRESENTATIVE: gettext_lazy("Representatives"),
    Role.MARKETER: gettext_lazy("Marketers"),
    Role.VIEWER: gettext_lazy("Viewers"),
}


@require_POST
@login_required
def copy(request: HttpRequest, name: str) -> HttpResponse:
    """One of my own with the same tiles."""
    user = user_of(request)
    board = board_for(user, name)
    title = _("%(title)s, my copy") % {"title": board.title}
    kept = actions.create_dashboard(actor=Acting.on_screen(user), title=title[:80], tiles=board.tiles)
    return redirect("dashboard-arrangement", kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def arrangement(request: HttpRequest, name: str) -> HttpResponse:
    """Its tiles in a list: earlier, later, wider, away, one more. Each is a form of one button, so keys suffice."""
    board, kept, actor = _mine(request, name)
    if request.method == "POST":
        tiles = changed(board.tiles, request.POST.dict())
        seen = number_or_none(request.POST.get("revision", "")) or 0
        actions.arrange(actor=actor, dashboard=kept, tiles=tiles, revision=seen)
        here = reverse("dashboard-arrangement", args=[kept.pk])
        return redirect(f"{here}?held={held(request.POST.dict(), len(tiles))}")
    context = {
        "board": board,
        "held": request.GET.get("held", ""),
        "titles": [_title(tile) for tile in board.tiles],
        "spans": [(str(days), title) for days, title in SPAN_NAMES.items()],
        "choices": _choices(),
        "roles": [("", _("Nobody")), (EVERYBODY, _("Everybody")), *ROLE_NAMES.items()],
        "may_share": rules.may_set_up_sales(actor),
        "may_set_home": rules.may_administer(actor),
    }
    return render(request, "dashboards/arrangement.html", context)


@require_POST
@login_required
def sharing(request: HttpRequest, name: str) -> HttpResponse:
    """Its title, whom it is shared with, whether it is the first page."""
    _board, kept, actor = _mine(request, name)
    actions.name_and_share(
        actor=actor,
        dashboard=kept,
        title=request.POST.get("title", ""),
        role=request.POST.get("role", kept.role),
        is_home="is_home" in request.POST,
    )
    toast(request, _("Kept."))
    return redirect("dashboard", kept.pk)


@require_POST
@login_required
def removal(request: HttpRequest, name: str) -> HttpResponse:
    """Take it away."""
    _board, kept, actor = _mine(request, name)
    actions.remove_dashboard(actor=actor, dashboard=kept)
    toast(request, _("The dashboard is gone."))
    return redirect("dashboards")


def held(asked: dict[str, str], count: int) -> str:
    """Which button of which tile has the focus after a change, so that a keyboard goes on where it was: up-2, width-0."""
    place = number_or_none(asked.get("place", "")) or 0
    if (to := number_or_none(asked.get("to", ""))) is not None:
        # At an end there is only the way back.
        way = "down" if to == 0 or place < to < count - 1 else "up"
        return f"{way}-{to}"
    if "gone" in asked:
        return f"gone-{min(place, count - 1)}"
    return f"width-{place}" if "width" in asked else ""


def changed(tiles: tuple[Tile, ...], asked: dict[str, str]) -> list[Tile]:
    """The tiles after one change: `place` to `to`, its `width`, its `days`, gone; or one more, as `add` (KIND:NAME)."""
    order = list(tiles)
    if asked.get("add"):
        kind, _sign, name = asked["add"].partition(":")
        width = 2 if kind == "report" else 1
        return [
            *order,
            tile_of(
                {
                    "kind": kind,
                    "name": name,
                    "days": number_or_none(asked.get("days", "")) or 90,
                    "width": width,
                }
            ),
        ]
    place = number_or_none(asked.get("place", ""))
    if place is None or not 0 <= place < len(order):
        return order
    tile = order.pop(place)
    if "gone" in asked:
        return order
    if (wide := number_or_none(asked.get("width", ""))) is not None:
        tile = tile.with_width(wide)
    if (span := number_or_none(asked.get("days", ""))) is not None and span in SPANS:
        tile = replace(tile, days=span)
    to = number_or_none(asked.get("to", ""))
    order.insert(place if to is None else max(0, min(to, len(order))), tile)
    return order


def _mine(request: HttpRequest, name: str) -> tuple[Board, Dashboard, Acting]:
    """Raises Http404 for what is not there or is ready made, NotAllowed for someone else's."""
    user = user_of(request)
    board, actor = board_for(user, name), Acting.on_screen(user)
    if board.kept is None:
        raise Http404
    rules.require(
        actions.may_arrange(actor, board.kept),
        _("This dashboard is someone else's; make a copy of your own."),
    )
    return board, board.kept, actor


def _title(tile: Tile) -> str:
    if tile.title:
        return tile.title
    if tile.kind == "report":
        return str(REPORTS[tile.name].title) if tile.name in REPORTS else tile.name
    return dict(metric_choices()).get(tile.name, tile.name)


def _choices() -> list[tuple[str, str]]:
    metrics = [(f"metric:{name}", title) for name, title in metric_choices()]
    reports = [
        (f"report:{one.name}", _("Report: %(title)s") % {"title": one.title}) for one in REPORTS.values()
    ]
    return metrics + reports
