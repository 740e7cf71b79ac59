"""How a command finds its installation, and opens Django upon it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from penstock.foundation.machine.home import default_root
from penstock.foundation.machine.installation import Installation, open_installation, reachable

DATABASE_URL = "PENSTOCK_DATABASE_URL"


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--home DIR, else PENSTOCK_HOME, else the usual place."""
    return click.option(
        "--home", type=click.Path(path_type=Path), default=default_root, help="The installation's folder."
    )(command)


def installation_in(home: Path | None = None) -> Installation:
    """The installation that a command means: the environment's server, else the home's own cluster."""
    return open_installation(home or default_root(), os.environ.get(DATABASE_URL))


@contextmanager
def opened(home: Path | None = None, *, as_owner: bool = False) -> Iterator[None]:
    """Django, ready to be used on the installation. Our own cluster is started for as long, if it does not run."""
    installation = installation_in(home)
    with reachable(installation):
        os.environ.update(installation.owner_env() if as_owner else installation.env())
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "penstock.settings")
        import django

        django.setup()
        yield
