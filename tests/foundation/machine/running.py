"""A `penstock up` that a test has started, and what it sees of it from outside."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[3]
STANDIN = Path(__file__).with_name("standin.py")
PATIENCE = 180


def free_port() -> int:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return int(plug.getsockname()[1])


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


class Running:
    """Its lines are collected; `home` and `port` are its own."""

    def __init__(
        self,
        home: Path,
        *,
        port: int | None = None,
        url: str | None = None,
        env: Mapping[str, str] | None = None,
        command: Sequence[str] | None = None,
        user: str | None = None,
    ) -> None:
        self.home, self.port = home, port or free_port()
        self.lines: list[str] = []
        standin = [sys.executable, str(STANDIN), "up", str(home), str(self.port), *([url] if url else [])]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PENSTOCK_")}
        path = os.pathsep.join(
            [str(ROOT), *([os.environ["PYTHONPATH"]] if "PYTHONPATH" in os.environ else [])]
        )
        self.process = subprocess.Popen(
            command or standin, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**inherited, "PYTHONPATH": path, **(env or {})}, cwd="/", user=user, group=user and "nogroup",
            start_new_session=True,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            self.lines.extend(())
            for line in output:
                self.lines.append(line.rstrip("\n"))

    def says(self, text: str, times: int = 1) -> bool:
        return sum(text in line for line in self.lines) >= times

    def wait_for(self, text: str, times: int = 1) -> "Running":
        wait_until(
            lambda: self.says(text, times) or self.process.poll() is not None, f"{text!r} in {self.lines}"
        )
        if not self.says(text, times):
            self._reader.join()
        assert self.says(text, times), f"{text!r} not in {self.lines}"
        return self

    def wait_for_web(self) -> "Running":
        return self.wait_for("Penstock is at")

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        """Its exit status, asked to stop if need be."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.status()

    def status(self) -> int:
        """Its exit status, when it ends by itself."""
        status = self.process.wait(PATIENCE)
        self._reader.join()
        return status

    def pid_of(self, name: str) -> int:
        return int((self.home / "run" / f"{name}.pid").read_text())

    @property
    def postgres(self) -> int:
        """Its process, or 0 while it has none: a file that is just being made has no number yet."""
        lines = self._postmaster_lines()
        return int(lines[0]) if lines else 0

    def _postmaster_lines(self) -> list[str]:
        try:
            return (self.home / "database" / "data" / "postmaster.pid").read_text().split()
        except FileNotFoundError:
            return []

    @property
    def url(self) -> str:
        return f"postgresql://penstock_app@/penstock?host={self.home}/database/socket&port=5433"

    @property
    def owner_url(self) -> str:
        return self.url.replace("_app", "_owner")

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with self.connect() as connection:
            return connection.execute(question).fetchall()

    def has_database(self) -> bool:
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def do(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement)

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.url, autocommit=True)


def processes_of(home: Path) -> list[str]:
    """The command lines of all processes that name the home or were started for it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            surroundings = (folder / "environ").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if words and (str(home) in words or f"PENSTOCK_HOME={home}\0" in surroundings):
            found.append(words)
    return found
