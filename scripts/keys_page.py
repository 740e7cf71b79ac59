"""docs/keys.md is the table of keys that makes menus, hints and listeners: `python scripts/keys_page.py` writes it anew."""

import os
from pathlib import Path

import django

PAGE = Path(__file__).parent.parent / "docs" / "keys.md"
HEAD = """# The keys

Written by `scripts/keys_page.py` from the one table that makes menus, hints and listeners (`faces/ui/navigation.py`); `?` shows the
same on every page. `mod` is ⌘ on a Mac, else Ctrl.
"""


def page() -> str:
    """The whole page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "penstock.settings")
    django.setup()
    from penstock.faces.ui.navigation import key_groups

    return "\n".join([HEAD, *(section(str(group), rows) for group, rows in key_groups())])


def section(group: str, rows: list[object]) -> str:
    """A group with a row for each key."""
    lines = [f"| `{row.keys}` | {row.title} |" for row in rows if row.keys]  # type: ignore[attr-defined]
    return "\n".join([f"## {group}", "", "| keys | |", "| --- | --- |", *lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page())
