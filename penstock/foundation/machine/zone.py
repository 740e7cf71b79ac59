"""The time zone that this machine is set to."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LINK = Path("/etc/localtime")


def machine_zone() -> str:
    """Its name, for instance Europe/Warsaw; UTC when the machine does not say."""
    linked = str(LINK.resolve()).partition("zoneinfo/")[2] if LINK.is_symlink() else ""
    for name in (os.environ.get("TZ", ""), linked):
        try:
            return ZoneInfo(name.removeprefix(":")).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"
