"""The smallest components, drawn a hundred times a page: kept in Python, each made once for each way it is asked for."""

from functools import lru_cache

from django.utils.translation import get_language, gettext
from markupsafe import Markup, escape

# Strokes on a field of 16 by 16.
ICONS = {
    "search": '<circle cx="7" cy="7" r="4"/><path d="m10.2 10.2 3.3 3.3"/>',
    "funnel": '<path d="M2 3h12L9.5 8.5V13l-3-1.5v-3z"/>',
    "board": '<rect x="2" y="2.5" width="3" height="11" rx="1"/><rect x="6.5" y="2.5" width="3" height="7.5" rx="1"/><rect x="11" y="2.5" width="3" height="4.5" rx="1"/>',
    "person": '<circle cx="8" cy="5.5" r="2.5"/><path d="M3 13.5c.6-2.6 2.6-4 5-4s4.4 1.4 5 4"/>',
    "company": '<rect x="3" y="2.5" width="10" height="11" rx="1"/><path d="M6 5.5h1M9 5.5h1M6 8h1M9 8h1M6 10.5h1M9 10.5h1"/>',
    "mail": '<rect x="2" y="3.5" width="12" height="9" rx="1.5"/><path d="m2.5 4.5 5.5 4 5.5-4"/>',
    "today": '<path d="M8 2v2M8 12v2M2 8h2M12 8h2"/><circle cx="8" cy="8" r="3"/>',
    "dashboard": '<rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="9" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="2.5" y="9" width="4.5" height="4.5" rx="1"/><rect x="9" y="9" width="4.5" height="4.5" rx="1"/>',
    "lines": '<path d="M2 4h12M4 8h8M6 12h4"/>',
    "drop": '<path d="M8 2s4.2 4.6 4.2 7.6A4.2 4.2 0 0 1 8 13.8a4.2 4.2 0 0 1-4.2-4.2C3.8 6.6 8 2 8 2z"/>',
    "paths": '<circle cx="3.5" cy="4" r="1.5"/><circle cx="3.5" cy="12" r="1.5"/><circle cx="12.5" cy="8" r="1.5"/><path d="M5 4.5 11 7.5M5 11.5l6-3"/>',
    "trend": '<path d="M2 12 6 8l3 2.5L14 4"/><path d="M10.5 4H14v3.5"/>',
    "arrow": '<path d="M2.5 8h8M8 4.5 11.5 8 8 11.5"/>',
    "back": '<path d="M13.5 8h-8M8 4.5 4.5 8 8 11.5"/>',
    "down": '<path d="m4 6.5 4 4 4-4"/>',
    "up": '<path d="m4 9.5 4-4 4 4"/>',
    "eye": '<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="2"/>',
    "phone": '<path d="M3 3.5c0 5.5 4 9.5 9.5 9.5l1-2.8-3-1.4-1.2 1.3C7.7 9.4 6.6 8.3 5.9 6.7l1.3-1.2-1.4-3z"/>',
    "calendar": '<rect x="2.5" y="3.5" width="11" height="10" rx="1.5"/><path d="M2.5 6.5h11M5.5 2v3M10.5 2v3"/>',
    "check": '<rect x="2.5" y="2.5" width="11" height="11" rx="2"/><path d="m5.5 8 2 2 3.5-4"/>',
    "done": '<path d="m3 8.5 3.5 3.5L13 4.5"/>',
    "note": '<path d="M3 2.5h10v7.5l-3.5 3.5H3z"/><path d="M5.5 6h5M5.5 9h2.5"/>',
    "bell": '<path d="M4 11V7a4 4 0 0 1 8 0v4l1.2 1.5H2.8z"/><path d="M6.8 14.3h2.4"/>',
    "file": '<path d="M4 1.5h5.5L13 5v9.5H4z"/><path d="M9.5 1.5V5H13"/>',
    "import": '<path d="M8 2v7.5M5 6.5l3 3 3-3M2.5 11v2.5h11V11"/>',
    "export": '<path d="M8 9.5V2M5 5l3-3 3 3M2.5 11v2.5h11V11"/>',
    "settings": '<circle cx="8" cy="8" r="2"/><path d="M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "cross": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "edit": '<path d="m10.5 3 2.5 2.5L6 12.5l-3 .5.5-3z"/>',
    "trash": '<path d="M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9"/>',
    "merge": '<path d="M3 3.5c0 3 5 3 5 6v3M13 3.5c0 3-5 3-5 6M5.5 10.5 8 13l2.5-2.5"/>',
    "undo": '<path d="M5.5 3 2.5 6l3 3"/><path d="M2.5 6h7a4 4 0 0 1 0 7.5H6"/>',
    "more": '<circle cx="3.5" cy="8" r=".7"/><circle cx="8" cy="8" r=".7"/><circle cx="12.5" cy="8" r=".7"/>',
    "lock": '<rect x="3" y="7" width="10" height="6.5" rx="1.5"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
    "key": '<circle cx="5" cy="11" r="2.5"/><path d="M7 9.5 13.5 3M11 5.5l2 2"/>',
    "keyboard": '<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4 6.8h.5M7 6.8h.5M10 6.8h.5M5 10h6"/>',
    "leave": '<path d="M9.5 2.5H3v11h6.5M7 8h7M11.5 5.5 14 8l-2.5 2.5"/>',
    "wait": '<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3l2 1.5"/>',
    "warning": '<path d="M8 2.5 14 13H2z"/><path d="M8 6.5v3M8 11.3v.2"/>',
    "company-off": '<rect x="3" y="2.5" width="10" height="11" rx="1"/><path d="M2 14 14 2"/>',
}

KEY_NAMES = {
    "mod": "<span data-mod>Ctrl</span>",
    "shift": "⇧",
    "Enter": "↵",
    "Escape": "Esc",
    "ArrowLeft": "←",
    "ArrowRight": "→",
}


@lru_cache(256)
def icon(name: str, label: str = "") -> Markup:
    """A drawing; with a label it is an image that says so, else decoration. Raises KeyError for an unknown name."""
    told = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<svg class="icon" viewBox="0 0 16 16" {told}>{ICONS[name]}</svg>')


def keys(chord: str, said: bool = False) -> Markup:
    """The way a chord is drawn: "g p" is two keys, "mod+k" one with Ctrl (⌘ where hotkey.js sees a Mac).
    A hint is for eyes only; `said` makes it text."""
    return _keys(get_language() or "en", chord, said)


@lru_cache(1024)
def _keys(language: str, chord: str, said: bool) -> Markup:
    attributes = "" if said else ' class="hint" aria-hidden="true"'
    drawn = [f"<kbd{attributes}>{_press(press)}</kbd>" for press in chord.split()]
    return Markup(" ".join(drawn))


def _press(press: str) -> str:
    names = KEY_NAMES | {"Space": escape(gettext("Space"))}
    parts = press.split("+")
    return " ".join(names.get(part) or escape(part.upper() if len(parts) > 1 else part) for part in parts)


def avatar(name: str, id: int = 0, large: bool = False, said: bool = True) -> Markup:
    """Whose it is: initials on a colour that stays with the person; without a name, nobody's. Not `said` where the
    name stands beside it."""
    return _avatar(get_language() or "en", name, id, large, said)


@lru_cache(4096)
def _avatar(language: str, name: str, id: int, large: bool, said: bool) -> Markup:
    words = name.split()
    size = " avatar--large" if large else ""
    hue = f"avatar--{id % 8 + 1}" if words else "avatar--nobody"
    who = escape(name if words else gettext("Nobody"))
    initials = escape((words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()) if words else ""
    told = f'title="{who}" role="img" aria-label="{who}"' if said else 'aria-hidden="true"'
    return Markup(f'<span class="avatar {hue}{size}" {told}>{initials}</span>')
