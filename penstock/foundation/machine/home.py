"""The home: the one folder in which an installation keeps all that it owns."""

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from penstock.foundation.machine.errors import Refusal

FOLDERS = ("run", "logs", "files", "static", "backups")


@dataclass(frozen=True)
class Home:
    """Paths only: making one touches nothing."""

    root: Path

    @property
    def cluster(self) -> Path:
        """What belongs to PostgreSQL's account: its data, its socket and its own log."""
        return self.root / "database"

    @property
    def programs(self) -> Path:
        """PostgreSQL's programs, copied here once for each version of them."""
        return self.root / "programs"

    @property
    def run(self) -> Path:
        """Notes of the running processes; nothing in it is worth a backup."""
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def files(self) -> Path:
        """Attachments."""
        return self.root / "files"

    @property
    def backups(self) -> Path:
        """Backups that an upgrade takes by itself."""
        return self.root / "backups"

    @property
    def key_file(self) -> Path:
        return self.root / "secret-key"

    @property
    def version_file(self) -> Path:
        """Which Penstock last migrated this home."""
        return self.root / "version"

    @property
    def first_start(self) -> Path:
        """There from before the first migration until the first administrator is made and the sample loaded."""
        return self.run / "first-start"


def default_root() -> Path:
    """PENSTOCK_HOME; else ~/.penstock. Root's own folder is closed to PostgreSQL's account, so root gets another."""
    if os.environ.get("PENSTOCK_HOME"):
        return Path(os.environ["PENSTOCK_HOME"])
    return Path("/var/lib/penstock") if os.geteuid() == 0 else Path.home() / ".penstock"


def open_home(root: Path) -> Home:
    """The home at root, made if it is not there. Refuses one that can't be written."""
    home = Home(root.expanduser().absolute())
    try:
        if not home.root.exists():
            home.root.mkdir(parents=True)
            # PostgreSQL's account must be able to pass through when root starts us, and nobody else to read.
            home.root.chmod(0o711 if os.geteuid() == 0 else 0o700)
        for name in FOLDERS:
            (home.root / name).mkdir(exist_ok=True, mode=0o700)
        # A name of its own each time: web and worker start at once, and one would take the other's away.
        with NamedTemporaryFile("w", dir=home.run, prefix="writable.") as probe:
            probe.write("yes")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Refusal(f"the disk of {home.root} is full: free some space, then start again") from error
        raise Refusal(
            f"the home {home.root} cannot be written ({error.strerror}): mend that, or choose another with --home"
        ) from error
    return home


def secret_key(home: Home) -> str:
    """The installation's key, made at the first call; readable by its owner only."""
    if not home.key_file.exists():
        write_whole(home.key_file, secrets.token_urlsafe(48))
    return home.key_file.read_text().strip()


def write_whole(path: Path, text: str, mode: int = 0o600) -> None:
    """Writes a file such that after a crash either the old or the new text is there, never half of it."""
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def note(path: Path) -> str:
    """The text of a small file, "" when it is not there."""
    return path.read_text().strip() if path.exists() else ""


@contextmanager
def locked(home: Home) -> Iterator[bool]:
    """Holds the home for this process alone; the kernel lets go of it however the process ends.

    Yields whether the last holder was killed: it left its number behind.
    """
    path = home.run / "lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Refusal(
                f"Penstock already runs on {home.root} (process {file.read().strip() or 'unknown'}): "
                "stop it first, or choose another home with --home"
            ) from None
        file.seek(0)
        was_killed = bool(file.read())
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield was_killed
        file.truncate(0)


def holder(home: Home) -> int | None:
    """The process that holds the home, or None."""
    path = home.run / "lock"
    if not path.exists():
        return None
    with path.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read().strip() or 0)
    return None
