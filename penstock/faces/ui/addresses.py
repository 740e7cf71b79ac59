"""Addresses of pages, for screens that show hundreds of them: Django's way through all patterns is taken once for each name."""

from functools import lru_cache
from typing import Any

from django.urls import reverse

# A number that is in no address of ours.
STAND_IN = "9182736450546372819"


def page_of_record(name: str, given: Any) -> str:
    """reverse(name, args=[given])."""
    if type(given) is int and given >= 0:
        return _around(name).replace(STAND_IN, str(given))
    return reverse(name, args=[given])


@lru_cache(maxsize=256)
def page(name: str) -> str:
    """reverse(name)."""
    return reverse(name)


@lru_cache(maxsize=256)
def _around(name: str) -> str:
    return reverse(name, args=[int(STAND_IN)])
