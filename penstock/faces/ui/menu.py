"""Pieces of the menu as HTML: the same for all who look alike at the pages of one place, so each is drawn once for them."""

from functools import lru_cache
from typing import cast

from django.http import HttpRequest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from markupsafe import Markup

from penstock.faces.ui import navigation
from penstock.faces.ui.viewer import Viewer, viewer_of


def menu(request: HttpRequest, template: str) -> Markup:
    """A piece that is drawn from the places, where one is, how one looks, and nothing else of the page."""
    user = getattr(request, "user", None)
    return _drawn(template, viewer_of(request), bool(user and user.is_authenticated), _current(request.path))


def _current(path: str) -> str:
    """The address of the place that a page belongs to; empty where it is of none."""
    addresses = (navigation.address_of(place.url_name) for place in navigation.PLACES)
    return next((address for address in addresses if address and path.startswith(address)), "")


@lru_cache(2048)
def _drawn(template: str, viewer: Viewer, is_signed_in: bool, current: str) -> Markup:
    places = navigation.places(viewer.may)
    engine = cast(Jinja2, engines["jinja2"])
    drawn = engine.env.get_template(template).render(
        places=places, current=current, is_signed_in=is_signed_in
    )
    return Markup(drawn)
