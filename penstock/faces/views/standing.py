"""The views that every installation has, by kind; saved ones come after them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from penstock.faces.views.fields import Kind


@dataclass(frozen=True, slots=True)
class StandingView:
    """A tab: its name, and the address's query that it stands for."""

    label: str | Promise
    query: str = ""


# On the board, whose columns say what is open, won and lost.
BOARD = (
    StandingView(_("All")),
    StandingView(_("Mine"), "owner=me"),
    StandingView(_("Closing this month"), "close=this-month"),
)
STANDING: dict[Kind, tuple[StandingView, ...]] = {
    "company": (StandingView(_("All")), StandingView(_("Mine"), "owner=me")),
    "person": (StandingView(_("All")), StandingView(_("Mine"), "owner=me")),
    "lead": (
        StandingView(_("All")),
        StandingView(_("Mine"), "owner=me"),
        StandingView(_("To be taken"), "owner=none&status=new"),
    ),
    "opportunity": (
        StandingView(_("All")),
        StandingView(_("Open"), "state=open"),
        StandingView(_("Mine"), "state=open&owner=me"),
        StandingView(_("Closing this month"), "state=open&close=this-month"),
        StandingView(_("Won"), "state=won&sort=-close"),
    ),
}
