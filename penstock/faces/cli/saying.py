"""How commands say what they found, and what is refused."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from penstock.faces.cli.home import opened

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
where_option = click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Only these.")


@contextmanager
def with_words(home: Path) -> Iterator[None]:
    """The installation; what is refused is exit status 2 and one line."""
    with opened(home):
        from django.http import Http404

        from penstock.foundation.base.errors import Refused

        try:
            yield
        except Refused as refused:
            end(str(refused))
        except Http404:
            end("there is none of that name for this user")


def end(sentence: str) -> None:
    """One line, and exit status 2."""
    click.echo(f"penstock: {sentence}", err=True)
    sys.exit(2)


def say(told: dict[str, Any], as_json: bool, lines: Callable[[], list[str]]) -> None:
    """As JSON, or in lines."""
    click.echo(json.dumps(told) if as_json else "\n".join(lines()))
