"""A process of ours that the supervisor starts and keeps running."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from penstock.foundation.machine.cluster import how
from penstock.foundation.machine.home import write_whole
from penstock.foundation.machine.logs import Sink, follow

SUPERVISED = "PENSTOCK_SUPERVISED"
PATIENCE = 20.0


class Child:
    """Leads a process group of its own, so that Ctrl-C reaches the supervisor alone and nothing outlives it."""

    def __init__(
        self, name: str, command: Sequence[str], env: Mapping[str, str], log: Sink, note: Path | None = None
    ) -> None:
        self.name = name
        self.log = log
        self._note = note
        self._command = list(command)
        self._env = {**env, SUPERVISED: "1", "PYTHONUNBUFFERED": "1"}
        self._process: subprocess.Popen[bytes] | None = None
        self._copying: threading.Thread | None = None

    def pid(self) -> int | None:
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Launches it; its output goes to the log."""
        # The pipe to its input is never written: it closes when we end, however we end (see end_with_supervisor).
        self._process = subprocess.Popen(
            self._command, env=self._env, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if self._note:
            write_whole(self._note, str(self._process.pid))
        assert self._process.stdout is not None
        self._copying = follow(self._process.stdout, self.log)

    def ended(self) -> str | None:
        """How it ended, or None while it runs. What it started itself is ended with it."""
        if self._process is None:
            return "not started"
        status = self._process.poll()
        if status is None:
            return None
        self._signal(signal.SIGKILL)
        if self._process.stdin:
            self._process.stdin.close()
        return how(status)

    def last_words(self) -> str:
        return self.log.last

    def stop(self) -> None:
        """Asks it to finish what it is doing and end."""
        if self.pid() is not None:
            assert self._process is not None
            self._process.terminate()

    def kill(self) -> None:
        """Ends it and all that it started, at once."""
        self._signal(signal.SIGKILL)

    def wait_until_gone(self, seconds: float) -> bool:
        if self._process is None:
            return True
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(seconds, 0))
        return self.ended() is not None

    def run_to_end(self, stopped: threading.Event) -> str | None:
        """Starts it and waits; None when it succeeded, else how it ended. Ends it when `stopped` is set."""
        self.start()
        assert self._process is not None and self._copying is not None
        while self._process.poll() is None:
            if stopped.wait(0.05):
                self.stop()
                if not self.wait_until_gone(PATIENCE):
                    self.kill()
        self._copying.join()
        ended = self.ended()
        return None if self._process.returncode == 0 else ended

    def _signal(self, number: int) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)


def end_with_supervisor() -> None:
    """In a child: a supervisor that was killed can't tell us to end, but its end of our input closes."""
    if os.environ.pop(SUPERVISED, None):
        threading.Thread(target=_end_at_end_of_input, daemon=True).start()


def _end_at_end_of_input() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def end_with_parent(parent: int) -> None:
    """In a child's child, which has no input of its own: looks once a second whether its parent is still there."""
    threading.Thread(target=_end_without, args=(parent,), daemon=True).start()


def _end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)
