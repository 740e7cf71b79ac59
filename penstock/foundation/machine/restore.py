"""A backup into an empty installation."""

import threading
from pathlib import Path

from penstock.foundation.machine.backup import put_back
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.external import External
from penstock.foundation.machine.home import holder, note, write_whole
from penstock.foundation.machine.installation import Installation, reachable
from penstock.foundation.machine.prepare import forget_preparation, migrate
from penstock.foundation.machine.supervisor import Stop


def restore_into(
    installation: Installation, source: Path, commands: Commands, version: str, stopped: threading.Event
) -> None:
    """Fills an empty home and database, then migrates to `version`. Refuses one that holds anything."""
    home = installation.home
    if holder(home) or note(home.version_file) or (installation.cluster and installation.cluster.exists()):
        raise Refusal(f"{home.root} already holds an installation: restore into an empty home with --home")
    if isinstance(installation.database, External):
        seen = installation.database.wait_until_usable(Stop(stopped), lambda line: None)
        if seen and not seen.is_empty:
            raise Refusal(
                f"the database at {installation.database.where} is not empty: restore into an empty one"
            )
    with reachable(installation, make=True):
        manifest = put_back(home, installation.programs, installation.owner_url, source)
        write_whole(home.version_file, f"{manifest.version}\n")
        forget_preparation(home)
        why = migrate(installation, commands, stopped)
        if why:
            raise Refusal(f"restored, but could not be migrated ({why}): see {home.logs / 'migrate.log'}")
        write_whole(home.version_file, f"{version}\n")
