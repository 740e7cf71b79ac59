"""A full disk: said, survived, nothing lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.foundation.machine.running import ROOT

pytestmark = pytest.mark.kill
NAMESPACE = (
    ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Um", "--map-current-user", "--keep-caps"]
)


def may_mount() -> bool:
    return subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="this machine gives us no mount namespace")
def test_full_disk_loses_nothing_that_was_acknowledged(folder: Path) -> None:
    script = Path(__file__).with_name("full_disk.py")
    done = subprocess.run(
        [*NAMESPACE, sys.executable, script, folder],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
