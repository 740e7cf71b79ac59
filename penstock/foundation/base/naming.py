"""The names that people give to what they keep for themselves: views, dashboards."""

from django.utils.translation import gettext as _

from penstock.foundation.base.errors import Refused

LONGEST = 80


def named(text: str, *, field: str = "name") -> str:
    """The name, without the bytes that PostgreSQL can't keep. Raises Refused, of the input `field`."""
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise Refused(_("A name is needed."), field=field)
    if len(cleaned) > LONGEST:
        raise Refused(_("A name has at most %(most)s letters.") % {"most": LONGEST}, field=field)
    return cleaned
