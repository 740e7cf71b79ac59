"""Doubts in the words of the page: where the command has an option, the page has a field."""

import re

from django.utils.translation import gettext as _

OPTION = re.compile(
    r"[;.,?]?\s*(?:[Ss]ay (?:which |it )?(?:with )?|name (?:it|the encoding) with )--[a-z]+(?: [a-z]+(?: or --[a-z]+ [a-z]+| or [a-z]+)?)?$"
)


def field_of(flag: str) -> str:
    """The label of the field that settles what the flag settles."""
    return {
        "--dates": _("Order of dates"),
        "--decimal": _("Before the fraction"),
        "--as": _("The rows are"),
        "--encoding": _("Encoding"),
        "--delimiter": _("Between two cells"),
        "--sheet": _("Sheet"),
        "--header": _("The first row"),
        "--currency": _("Currency of amounts that name none"),
    }.get(flag, "")


def in_words(message: str, flag: str = "") -> str:
    """The message with the field instead of the option."""
    found = OPTION.search(message)
    if found is None:
        return message
    said = re.search(r"--[a-z]+", found[0])
    label = field_of(flag or (said[0] if said else ""))
    mark = "?" if found[0].startswith("?") else "."
    bare = message[: found.start()] + mark
    return _("%(doubt)s Choose it under “%(field)s”.") % {"doubt": bare, "field": label} if label else bare
