"""Brings an installation to the version of the code: a first migration, a later one, or an upgrade."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path

import penstock
from penstock.foundation.machine.backup import back_up, numbers, put_back
from penstock.foundation.machine.child import Child
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import Home, note, write_whole
from penstock.foundation.machine.installation import Installation
from penstock.foundation.machine.logs import Kept, Log

WITH_MIGRATIONS = ("django", "django-allauth", "procrastinate")
PREPARED = "prepared"


def require_not_newer(home: Home, version: str) -> None:
    """Refuses a home that a later version has migrated."""
    last = note(home.version_file)
    if last and numbers(last) > numbers(version):
        raise Refusal(
            f"the home {home.root} was used by Penstock {last}, this is {version}: "
            f"install {last} or later, or restore an older backup into a new home"
        )


def prepare(
    installation: Installation,
    commands: Commands,
    *,
    version: str,
    now: datetime,
    stopped: threading.Event,
    say: Callable[[str], None],
    defaults: Mapping[str, str],
) -> None:
    """Migrates where anything that it depends on has changed since it was last done.

    `defaults` are environment variables for a first migration, which makes the workspace.
    """
    home = installation.home
    last, mark = note(home.version_file), fingerprint(installation.owner_url, version)
    if last == version and note(home.run / PREPARED) == mark:
        return
    if last and (last != version or is_behind(installation, commands, stopped)):
        _upgrade(installation, commands, last, version, now, stopped, say)
    else:
        say("preparing the database")
        why = migrate(installation, commands, stopped, defaults)
        if why:
            raise Refusal(f"the database could not be prepared ({why}): see {home.logs / 'migrate.log'}")
    write_whole(home.version_file, f"{version}\n")
    write_whole(home.run / PREPARED, mark)


def is_behind(installation: Installation, commands: Commands, stopped: threading.Event) -> bool:
    """Whether the code has migrations that its database has not seen."""
    env = installation.owner_env()
    return (
        Child("migrate --check", (*commands.migrate, "--check"), env, Kept()).run_to_end(stopped) is not None
    )


def migrate(
    installation: Installation,
    commands: Commands,
    stopped: threading.Event,
    defaults: Mapping[str, str] | None = None,
) -> str | None:
    """Runs the migrations to their end; None, or why they failed."""
    with closing(Log(installation.home.logs / "migrate.log")) as log:
        env = {**installation.owner_env(), **(defaults or {})}
        failed = Child("migrate", commands.migrate, env, log).run_to_end(stopped)
    return failed and (log.last.removeprefix("penstock: ") or failed)


def fingerprint(url: str, version: str) -> str:
    """Of all that a migration and the collected static files depend on: code, packages, the database's address."""
    parts = [url, version, *(f"{name} {_installed(name)}" for name in WITH_MIGRATIONS), *_sources()]
    return sha256("\n".join(parts).encode()).hexdigest()


def forget_preparation(home: Home) -> None:
    """The next start migrates, and gives the rights, again."""
    (home.run / PREPARED).unlink(missing_ok=True)


def _upgrade(
    installation: Installation,
    commands: Commands,
    last: str,
    version: str,
    now: datetime,
    stopped: threading.Event,
    say: Callable[[str], None],
) -> None:
    """A backup, then the migrations; when these fail the backup is put back, as if nothing had been tried."""
    home, programs, url = installation.home, installation.programs, installation.owner_url
    what = f"upgrade from {last} to {version}" if last != version else "new migrations"
    kept = home.backups / f"{last}-before-{version}-{now:%Y%m%d-%H%M%S}.penstock"
    say(f"{what}: a backup goes to {kept}")
    back_up(home, programs, url, kept, version=last, now=now)
    why = migrate(installation, commands, stopped)
    if why:
        forget_preparation(home)
        put_back(home, programs, url, kept)
        again = f"start {last} again" if last != version else "start the code of before again"
        raise Refusal(
            f"the {what} failed ({why}) and all was put back as it was: "
            f"{again}; the reason is in {home.logs / 'migrate.log'}"
        )


def _installed(name: str) -> str:
    try:
        return version_of(name)
    except PackageNotFoundError:
        return "none"


def _sources() -> Iterator[str]:
    package = Path(penstock.__file__).parent
    watched = sorted({*package.rglob("migrations/*.py"), *package.glob("faces/*/static/**/*")})
    for path in (*watched, package.parent / "node_modules" / ".package-lock.json"):
        if path.is_file():
            seen = path.stat()
            yield f"{path} {seen.st_size} {seen.st_mtime_ns}"
