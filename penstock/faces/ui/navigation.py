"""One table for the menu, the hints on buttons, the listener and the page behind `?`, so that they can't disagree.

A place is where one can go, a key what one can do. Elements name what they do (`data-key="won"`), the
browser gets the table (`keys_json`), and the key pressed looks for its element on the page.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the menu. `keys` is a chord or a sequence ("g o"); `bottom` puts it on the phone's bar."""

    name: str
    title: Text
    url_name: str
    icon: str
    keys: str = ""
    group: Text = ""
    bottom: bool = False
    # Who sees it beside administrators; empty: everybody.
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """Something one can do where the page has an element for it."""

    name: str
    keys: str
    title: Text
    group: Text


EVERYWHERE, LISTS, RECORD, BOARD, FORMS, REPORTS = (
    _("Everywhere"),
    _("In lists and on the board"),
    _("On an opportunity"),
    _("On the board"),
    _("In forms"),
    _("On a report"),
)
WORK, INSIGHT, SETUP = "", _("Insight"), _("Workspace")

PLACES = (
    Place("search", _("Search"), "search", "search", "/", WORK, bottom=True),
    Place("leads", _("Leads"), "leads", "funnel", "g l", WORK, bottom=True),
    Place("opportunities", _("Opportunities"), "opportunities", "board", "g o", WORK, bottom=True),
    Place("people", _("People"), "people", "person", "g p", WORK, bottom=True),
    Place("companies", _("Companies"), "companies", "company", "g c", WORK),
    Place("tasks", _("Tasks"), "tasks", "check", "g t", WORK),
    Place("notices", _("Notices"), "notices", "bell", "g n", WORK),
    Place("dashboards", _("Dashboards"), "dashboards", "dashboard", "g d", INSIGHT),
    Place("reports", _("Reports"), "reports", "trend", "g r", INSIGHT),
    Place("alerts", _("Alerts"), "alerts", "warning", "g a", INSIGHT),
    Place("import", _("Import"), "import", "import", "g i", SETUP, roles=("manager", "marketer")),
    Place("settings", _("Settings"), "settings", "settings", "g s", SETUP),
)

KEYS = (
    Key("palette", "mod+k", _("Search and go"), EVERYWHERE),
    Key("create", "c", _("New"), EVERYWHERE),
    Key("as-of", "t", _("The date of the page"), EVERYWHERE),
    Key("keys", "?", _("List of keys"), EVERYWHERE),
    Key("back", "Escape", _("Close, or back"), EVERYWHERE),
    Key("next", "j", _("Next"), LISTS),
    Key("previous", "k", _("Previous"), LISTS),
    Key("open", "Enter", _("Open"), LISTS),
    Key("peek", "Space", _("Look inside, beside the list"), LISTS),
    Key("select", "x", _("Select"), LISTS),
    Key("filter", "f", _("Filter"), LISTS),
    Key("board", "b", _("To the board"), EVERYWHERE),
    Key("stage-back", "[", _("One stage back"), BOARD),
    Key("stage-on", "]", _("One stage on"), BOARD),
    Key("stage", "s", _("Change the stage"), RECORD),
    Key("owner", "o", _("Change the owner"), RECORD),
    Key("note", "n", _("Write a note"), RECORD),
    Key("task", "a", _("Add a task"), RECORD),
    Key("edit", "e", _("Edit"), RECORD),
    Key("won", "w", _("Mark as won"), RECORD),
    Key("lost", "l", _("Mark as lost"), RECORD),
    Key("period-today", "d", _("Today"), REPORTS),
    Key("period-week", "w", _("Last 7 days"), REPORTS),
    Key("period-four", "f", _("Last 28 days"), REPORTS),
    Key("period-month", "m", _("This month"), REPORTS),
    Key("period-quarter", "q", _("This quarter"), REPORTS),
    Key("period-year", "y", _("This year"), REPORTS),
    Key("period-before", "ArrowLeft", _("The period before"), REPORTS),
    Key("period-after", "ArrowRight", _("The period after"), REPORTS),
    Key("compare", "x", _("Compare"), REPORTS),
    Key("save", "mod+Enter", _("Save"), FORMS),
    Key("save-more", "mod+shift+Enter", _("Save and add another"), FORMS),
)


def key(name: str) -> str:
    """The keys of a place or deed. Raises KeyError for one that is not in the table."""
    return _chords()[name]


@cache
def _chords() -> dict[str, str]:
    return {row.name: row.keys for row in (*PLACES, *KEYS)}


@cache
def keys_json() -> SafeString:
    """{"w": ["won"], "g p": ["people"], ...}: what the listener needs, made for a script element."""
    names: dict[str, list[str]] = {}
    for name, chord in _chords().items():
        if chord:
            names.setdefault(chord, []).append(name)
    return mark_safe(json.dumps(names, separators=(",", ":")).replace("<", "\\u003c"))


def places(may: Callable[[str], bool]) -> list[tuple[Place, str]]:
    """The menu with addresses: the places that exist here and that this person `may` (by role) see."""
    return [
        (place, address)
        for place in PLACES
        if (address := address_of(place.url_name))
        and (not place.roles or any(may(role) for role in place.roles))
    ]


def key_groups() -> Iterator[tuple[Text, list[Place | Key]]]:
    """For the page behind `?`: each group with its rows, in the table's order."""
    rows: list[tuple[Text, Place | Key]] = [
        (EVERYWHERE, place) for place in PLACES if address_of(place.url_name)
    ]
    rows += [(row.group, row) for row in KEYS]
    for group in dict.fromkeys(group for group, _row in rows):
        yield group, [row for its, row in rows if its is group]


@cache
def address_of(url_name: str) -> str:
    """The address of a named page; empty where this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
