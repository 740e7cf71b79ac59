"""Started as a plain user, everything runs as that user."""

import os
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.foundation.machine.running import ROOT, STANDIN, Running, free_port

pytestmark = pytest.mark.kill
PLAIN = "nobody"


def interpreter() -> str | None:
    """A Python that another user can run: ours may lie in root's own folder."""
    version = f"python3.{sys.version_info.minor}"
    found = (Path(folder, name) for folder in ("/usr/local/bin", "/usr/bin") for name in (version, "python3"))
    return next((str(path) for path in found if path.exists() and path.resolve().name == version), None)


def start_as_plain_user(start: Callable[..., Running], home: Path) -> Running:
    if os.geteuid() != 0:
        return start(home=home)
    port, python = free_port(), interpreter()
    assert python
    packages = os.pathsep.join([str(ROOT), sysconfig.get_paths()["purelib"]])
    command = [python, str(STANDIN), "up", str(home), str(port)]
    return start(
        home=home, port=port, command=command, user=PLAIN, env={"PYTHONPATH": packages, "HOME": str(home)}
    )


@pytest.mark.skipif(
    os.geteuid() == 0 and not interpreter(), reason="no Python here that another user can run"
)
def test_plain_user_runs_everything_as_himself(start: Callable[..., Running], folder: Path) -> None:
    folder.chmod(0o777)
    up = start_as_plain_user(start, folder / "home").wait_for_web()
    account = Path(f"/proc/{up.process.pid}").stat().st_uid
    assert account != 0
    assert Path(f"/proc/{up.postgres}").stat().st_uid == account
    assert (folder / "home").stat().st_mode & 0o777 == 0o700
    assert up.end() == 0


@pytest.mark.skipif(
    os.geteuid() == 0 and not interpreter(), reason="no Python here that another user can run"
)
def test_plain_user_is_refused_a_home_of_another(start: Callable[..., Running], folder: Path) -> None:
    folder.chmod(0o555)
    up = start_as_plain_user(start, folder / "home")
    assert up.status() == 2
    assert len(up.lines) == 1 and "cannot be written (Permission denied)" in up.lines[0]
    folder.chmod(0o755)
