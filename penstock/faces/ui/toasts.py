"""What the page says after an act: short, and with the way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest


def toast(request: HttpRequest, text: str, undo: str = "") -> None:
    """Say it on the next page or piece; `undo` is the address that takes the act back by POST."""
    messages.add_message(request, messages.SUCCESS, text, extra_tags=undo)


def toast_error(request: HttpRequest, text: str) -> None:
    """Say what did not happen, what was kept, and what to do."""
    messages.add_message(request, messages.ERROR, text)
