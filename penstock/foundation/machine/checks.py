"""Is everything all right here? What the machine's room looks at for `penstock check`."""

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from penstock.foundation.machine.account import require_way_in
from penstock.foundation.machine.address import answers
from penstock.foundation.machine.cluster import Cluster
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.external import External
from penstock.foundation.machine.home import Home, holder, note
from penstock.foundation.machine.installation import Installation
from penstock.foundation.machine.prepare import is_behind, require_not_newer
from penstock.foundation.machine.process_table import is_alive

ROOMY = 1024 * 1024 * 1024
SUPERVISED = ("web", "worker")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `mend` says what to do, and is empty when all is well."""

    what: str
    seen: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        return not self.mend


def findings(installation: Installation, commands: Commands, version: str) -> list[Finding]:
    """Everything that this room can see, in the order in which to mend it."""
    found = [
        _disk(installation.home.root),
        _secret(installation.home),
        _version(installation.home, version),
        *_processes(installation.home),
        _database(installation),
    ]
    return [*found, _migrations(installation, commands)] if found[-1].is_well else found


def _disk(root: Path) -> Finding:
    free = shutil.disk_usage(root).free
    seen = f"{free / 2**30:.1f} GB free at {root}"
    return Finding(
        "disk", seen, "" if free >= ROOMY else "free some space, or move the home to a larger disk"
    )


def _secret(home: Home) -> Finding:
    if not home.key_file.exists():
        return Finding("secret key", "not made yet: this home was never started", "penstock up")
    seen = home.key_file.stat()
    is_closed = seen.st_mode & 0o077 == 0 and seen.st_uid == os.geteuid()
    return Finding(
        "secret key", f"mode {seen.st_mode & 0o777:o}", "" if is_closed else f"chmod 600 {home.key_file}"
    )


def _version(home: Home, version: str) -> Finding:
    last = note(home.version_file)
    seen = f"home {last or 'new'}, code {version}"
    try:
        require_not_newer(home, version)
    except Refusal as refusal:
        return Finding("version", seen, str(refusal))
    return Finding(
        "version", seen, "" if last == version else "restart penstock up: it takes a backup and upgrades"
    )


def _processes(home: Home) -> list[Finding]:
    up = holder(home)
    if up is None:
        return [Finding("penstock up", "does not run", "penstock up")]
    found = [Finding("penstock up", f"process {up}")]
    for name in SUPERVISED:
        pid = note(home.run / f"{name}.pid")
        is_running = pid.isdigit() and is_alive(int(pid))
        found.append(
            Finding(name, f"process {pid}" if is_running else "down", "" if is_running else _log(home, name))
        )
    host, _, port = note(home.run / "address").rpartition(" ")
    if port:
        does = answers(host, int(port))
        found.append(Finding("address", f"{host}:{port}", "" if does else _log(home, "web")))
    return found


def _log(home: Home, name: str) -> str:
    return f"it is started again by itself; if it stays so, read {home.logs / name}.log"


def _database(installation: Installation) -> Finding:
    database = installation.database
    if isinstance(database, External):
        return _attempt(
            "database", database.look_once, f"start the server at {database.where}, or mend the URL"
        )
    if not database.exists():
        return Finding("database", "not made yet", "penstock up")
    if not database.is_ready():
        return Finding("database", "PostgreSQL does not run", "penstock up, or penstock db start")
    return _attempt("database", lambda: _way_in(database), "")


def _way_in(cluster: Cluster) -> str:
    require_way_in(cluster.data, cluster.account)
    return f"PostgreSQL {cluster.programs.major}, process {cluster.pid()}, account {cluster.account.name}"


def _attempt(what: str, look: Callable[[], str], mend: str) -> Finding:
    try:
        return Finding(what, look())
    except Refusal as refusal:
        return Finding(what, str(refusal), mend or str(refusal))


def _migrations(installation: Installation, commands: Commands) -> Finding:
    if is_behind(installation, commands, threading.Event()):
        return Finding(
            "migrations", "not all applied", "restart penstock up: it takes a backup and applies them"
        )
    return Finding("migrations", "all applied")
