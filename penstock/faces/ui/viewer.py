"""Who looks, and how: theme and density of this device, language and zone of this person."""

from dataclasses import dataclass
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

THEMES = ("auto", "light", "dark")
DENSITIES = ("compact", "comfortable")


class Seller(Protocol):
    """What of a team member decides how pages look."""

    @property
    def role(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def density(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Viewer:
    """What the page needs to know to look right for this person on this device."""

    theme: str
    density: str
    language: str
    zone: str
    role: str = ""

    def may(self, role: str) -> bool:
        """Whether the menu shows what only this role needs; the pages themselves check again."""
        return self.role in (role, "administrator")


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer that the middleware set, else (an error before it ran) the defaults."""
    found = getattr(request, "viewer", None)
    return cast(Viewer, found) if found is not None else make_viewer(request, None)


def make_viewer(request: HttpRequest, seller: Seller | None) -> Viewer:
    """Theme and density are this device's (a cookie), else the person's."""
    return Viewer(
        theme=_one_of(THEMES, request.COOKIES.get("theme"), seller.theme if seller else ""),
        density=_one_of(DENSITIES, request.COOKIES.get("density"), seller.density if seller else ""),
        language=get_language() or "en",
        zone=timezone.get_current_timezone_name(),
        role=str(seller.role) if seller is not None else "",
    )


def zone_or_none(name: str) -> ZoneInfo | None:
    """The zone of that name, or None where there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _one_of(choices: tuple[str, ...], *given: str | None) -> str:
    return next((choice for choice in given if choice in choices), choices[0])
