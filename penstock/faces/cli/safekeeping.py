"""penstock backup, restore."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import click

import penstock
from penstock.faces.cli.home import home_option, installation_in
from penstock.foundation.machine.backup import back_up, numbers, read_manifest
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import note
from penstock.foundation.machine.installation import reachable
from penstock.foundation.machine.restore import restore_into

A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=A_FILE)
@home_option
def backup(file: Path, home: Path) -> None:
    """Write everything into one FILE, also while penstock runs. It holds the key: keep it safe."""
    installation = installation_in(home)
    with reachable(installation):
        version = note(installation.home.version_file) or penstock.__version__
        made = back_up(
            installation.home, installation.programs, installation.owner_url, file.absolute(),
            version=version, now=datetime.now(UTC),
        )  # fmt: skip
    click.echo(
        f"{file}: database and {made.files} files of Penstock {made.version}, {os.path.getsize(file):,} bytes"
    )


@click.command()
@click.argument("file", type=A_FILE)
@home_option
def restore(file: Path, home: Path) -> None:
    """Put a backup FILE into an empty home (or database); one of an older version is migrated."""
    made = read_manifest(file)
    if numbers(made.version) > numbers(penstock.__version__):
        raise Refusal(
            f"{file} was made by Penstock {made.version}, this is {penstock.__version__}: install that first"
        )
    restore_into(installation_in(home), file, Commands(), penstock.__version__, threading.Event())
    click.echo(f"restored {file} (made {made.made}); start it with: penstock up --home {home}")
