"""`penstock check` on a running, a broken and a stopped installation."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from penstock.foundation.machine.checks import findings
from penstock.foundation.machine.installation import open_installation
from penstock.foundation.machine.process_table import is_alive
from tests.foundation.machine.running import Running, wait_until
from tests.foundation.machine.standin import COMMANDS

pytestmark = pytest.mark.kill


def to_mend(home: Path) -> dict[str, str]:
    found = findings(open_installation(home, None), COMMANDS, "1.0")
    return {finding.what: finding.mend for finding in found if not finding.is_well}


def test_running_installation_needs_nothing(start: Callable[..., Running], home: Path) -> None:
    start().wait_for_web()
    found = findings(open_installation(home, None), COMMANDS, "1.0")
    assert [finding.what for finding in found if finding.is_well] == [
        "disk", "secret key", "version", "penstock up", "web", "worker", "address", "database", "migrations"
    ]  # fmt: skip


def test_what_is_broken_is_named(start: Callable[..., Running], home: Path) -> None:
    up = start().wait_for_web()
    (home / "secret-key").chmod(0o644)
    (home / "version").write_text("0.9\n")
    worker = up.pid_of("worker")
    up.signal(signal.SIGSTOP)
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: not is_alive(worker), "the worker's end")
    assert to_mend(home) == {
        "secret key": f"chmod 600 {home}/secret-key",
        "version": "restart penstock up: it takes a backup and upgrades",
        "worker": f"it is started again by itself; if it stays so, read {home}/logs/worker.log",
    }
    up.signal(signal.SIGCONT)


def test_stopped_installation_is_told_to_start(start: Callable[..., Running], home: Path) -> None:
    start().wait_for_web().end()
    assert to_mend(home) == {"penstock up": "penstock up", "database": "penstock up, or penstock db start"}
