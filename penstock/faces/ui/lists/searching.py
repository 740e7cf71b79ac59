"""Search and go: the page behind /search/, whose results the palette shows too."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from penstock.faces.ui.lists.screens import SCREENS, Text, record_address
from penstock.faces.ui.navigation import places
from penstock.faces.ui.rendering import render, wants_piece
from penstock.faces.ui.signed_in import user_of
from penstock.faces.ui.viewer import viewer_of
from penstock.faces.views.search import PER_KIND, search

ON_THE_PAGE = 20


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the palette."""

    icon: str
    name: Text
    about: str
    address: str


@login_required
@require_safe
def searching(request: HttpRequest) -> HttpResponse:
    """What is called so, by kind, and the places of the menu."""
    text = request.GET.get("q", "")
    limit = PER_KIND if wants_piece(request) else ON_THE_PAGE
    groups: list[tuple[Text, list[Result]]] = [
        (
            SCREENS[kind].title,
            [Result(SCREENS[kind].icon, hit.name, hit.about, record_address(kind, hit.id)) for hit in hits],
        )
        for kind, hits in search(user_of(request), text, per_kind=limit).items()
    ]
    context = {"text": text, "groups": groups, "going": _going(request, text)}
    return render(request, "lists/search.html", context, piece="found")


@login_required
@require_safe
def names(request: HttpRequest, kind: Literal["company", "person"]) -> HttpResponse:
    """Who or what a field may mean while one types into it: names, with a word about each; of namesakes what tells them
    apart."""
    hits = search(user_of(request), request.GET.get(kind, ""), kinds=[kind]).get(kind, [])
    times = Counter(hit.name.casefold() for hit in hits)
    offered = [(hit.alone if times[hit.name.casefold()] > 1 and hit.alone else hit.name, hit) for hit in hits]
    return render(request, "lists/names.html", {"offered": offered})


def _going(request: HttpRequest, text: str) -> list[Result]:
    asked = text.strip().casefold()
    return [
        Result(place.icon, place.title, "", address)
        for place, address in places(viewer_of(request).may)
        if place.name != "search" and str(place.title).casefold().startswith(asked)
    ]
