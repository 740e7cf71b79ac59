"""Every address of the screens, from the resolver, filled with the things of the world (world.py)."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from tests.faces.addresses import ROWS


def screens(patterns: Any = None) -> Iterator[tuple[str, URLPattern]]:
    """Every address but the API's, which has a ladder of its own."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern), pattern
        elif pattern.namespace != "api":
            yield from screens(pattern.url_patterns)


def places(world: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each row's name with its address, about the things of the world."""
    for name, pattern in screens():
        if name in ROWS:
            words = pattern.pattern.regex.groupindex.keys() | pattern.pattern.converters.keys()
            yield (
                name,
                reverse(name, kwargs={word: thing(world, ROWS[name].arguments[word]) for word in words}),
            )


def thing(world: dict[str, Any], path: str) -> Any:
    """`file.company` is world["file"]["company"]; a word that is not in the world is itself."""
    first, _dot, second = path.partition(".")
    value = world.get(first, path)
    return value[second] if second else value
