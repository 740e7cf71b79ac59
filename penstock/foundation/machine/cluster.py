"""Our own PostgreSQL: made, started, adopted, stopped."""

import os
import shutil
import signal
import subprocess
import threading
import time
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from penstock.foundation.machine.account import Account, account_for, give, require_way_in
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import Home, note, write_whole
from penstock.foundation.machine.process_table import is_alive, is_named
from penstock.foundation.machine.programs import Programs, find_programs, last_line
from penstock.foundation.machine.tuning import settings

# Only the name of the socket hangs on it: our cluster does not listen on TCP.
PORT = 5433
OWNER, APP, DATABASE = "penstock_owner", "penstock_app", "penstock"
LONGEST_SOCKET = 107
LOGS_KEPT = 6
START_SECONDS, STOP_SECONDS = 600, 60
WORTH_ANOTHER_TRY = ("shared memory block", "lock file")

ROLES = f"""
DO $$ BEGIN
  IF to_regrole('{OWNER}') IS NULL THEN CREATE ROLE {OWNER} LOGIN; END IF;
  IF to_regrole('{APP}') IS NULL THEN CREATE ROLE {APP} LOGIN; END IF;
END $$;
GRANT SET ON PARAMETER session_replication_role TO {OWNER};
SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec
"""


class Cluster:
    """The PostgreSQL in a home. `start` launches it and returns; `wait_until_ready` waits."""

    name = "PostgreSQL"

    def __init__(self, home: Home) -> None:
        self.home = home
        self.account: Account = account_for(home.cluster)
        self.data = home.cluster / "data"
        self.log = home.cluster / "log"
        self.socket = _socket_folder(home)
        self._child: subprocess.Popen[bytes] | None = None
        self._pid: int | None = None
        self._programs: Programs | None = None

    @property
    def programs(self) -> Programs:
        """Those of the version that made the data."""
        if self._programs is None:
            made_by = self.data / "PG_VERSION"
            major = int(made_by.read_text()) if made_by.exists() else None
            self._programs = find_programs(self.home.programs, major)
        return self._programs

    def url(self, role: str) -> str:
        """Where a role connects."""
        return f"postgresql://{role}@/{DATABASE}?host={quote(str(self.socket))}&port={PORT}"

    # Making it

    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def create(self) -> None:
        """A fresh cluster, complete or not there at all."""
        require_way_in(self.home.root, self.account)
        give(self.home.cluster, self.account)
        draft = self.home.cluster / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        made = subprocess.run(
            [self.programs.path("initdb"), "-D", draft, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
             "--locale=C.UTF-8", "--data-checksums", "--no-instructions"],
            capture_output=True, text=True, **self.account.popen(),
        )  # fmt: skip
        if made.returncode:
            raise Refusal(f"PostgreSQL could not make its database in {self.data}: {last_line(made.stderr)}")
        self._write(draft / "pg_hba.conf", "local all all trust\n")
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude_if_exists = 'penstock.conf'\n")
        draft.rename(self.data)

    def make_roles(self) -> None:
        """The two roles and the database, where they are missing."""
        done = subprocess.run(
            [self.programs.path("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-h", self.socket, "-p", str(PORT),
             "-U", "postgres", "-d", "postgres"],
            input=ROLES, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise Refusal(f"PostgreSQL refused to make our roles: {last_line(done.stderr)}")

    # Running it

    def pid(self) -> int | None:
        """The running server's process, whoever started it."""
        if self._child is not None and self._child.poll() is None:
            return self._child.pid
        pid = self._noted_pid()
        return pid if pid and is_alive(pid) and is_named(pid, "postgres") else None

    def start(self) -> None:
        """Launches the server, or adopts the one that a killed supervisor left."""
        self._pid = self.pid()
        if self._pid:
            return
        self._clear_foreign_note()
        for folder in (self.socket, self.log):
            give(folder, self.account)
        self._require_own_socket_folder()
        self.drop_old_logs()
        self._write(self.data / "penstock.conf", settings(self.programs.major, PORT, self.socket, self.log))
        with self._start_log.open("wb") as log:
            self._child = subprocess.Popen(
                [self.programs.path("postgres"), "-D", self.data],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **self.account.popen(),
            )  # fmt: skip
        self._pid = self._child.pid

    def wait_until_ready(self, stopped: threading.Event | None = None) -> None:
        """Returns when it takes connections or `stopped` is set. After kill -9 the old one's shared memory can
        outlive it for a moment: then it is started again until it succeeds."""
        stopped = stopped or threading.Event()
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            ended = self.ended()
            if ended and any(sign in self.last_words() for sign in WORTH_ANOTHER_TRY):
                time.sleep(0.5)
                self.start()
            elif ended:
                raise Refusal(f"PostgreSQL does not start ({self.last_words()}): its log is in {self.log}")
            if time.monotonic() > deadline:
                raise Refusal(
                    f"PostgreSQL is not ready after {START_SECONDS} seconds: its log is in {self.log}"
                )
            if stopped.wait(0.02):
                return

    def is_ready(self) -> bool:
        """Whether it takes connections, by its own note."""
        note = self._note()
        return len(note) >= 8 and note[7].strip() == "ready" and int(note[0]) == self.pid()

    def ended(self) -> str | None:
        """How it ended, or None while it runs."""
        if self._child is not None and self._child.pid == self._pid:
            status = self._child.poll()
            return None if status is None else how(status)
        return None if self._pid and is_alive(self._pid) else "gone"

    def stop(self) -> None:
        """Asks it to end in order: sessions are ended, all is written."""
        self._signal(signal.SIGINT)

    def kill(self) -> None:
        """Ends it at once; what was committed is in its log and comes back at the next start."""
        self._signal(signal.SIGQUIT)

    def wait_until_gone(self, seconds: float = STOP_SECONDS) -> bool:
        deadline = time.monotonic() + seconds
        while self.pid() is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def drop_old_logs(self) -> None:
        """Keeps the newest; PostgreSQL itself begins a new one at each start and after 10 MB."""
        for path in sorted(self.log.glob("postgresql-*.log"))[:-LOGS_KEPT]:
            path.unlink()

    def last_words(self) -> str:
        """The newest complaint in its logs."""
        lines = [
            line
            for path in (*sorted(self.log.glob("postgresql-*.log"))[-1:], self._start_log)
            if path.exists()
            for line in path.read_text(errors="replace").splitlines()
        ]
        complaints = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
        return (complaints or lines or ["it said nothing"])[-1].partition("L:")[2].strip() or (lines or [""])[
            -1
        ]

    # Helpers

    @property
    def _start_log(self) -> Path:
        return self.log / "start.log"

    def _signal(self, number: int) -> None:
        pid = self.pid()
        if pid:
            os.kill(pid, number)

    def _note(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _noted_pid(self) -> int | None:
        note = self._note()
        return int(note[0]) if note and note[0].strip().isdigit() else None

    def _clear_foreign_note(self) -> None:
        """A note left by a crash can name a process that is now something else; PostgreSQL would take it for
        a running server and refuse. The home is locked and that process is no postgres, so the note is void."""
        pid = self._noted_pid()
        if pid and is_alive(pid) and not is_named(pid, "postgres"):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _require_own_socket_folder(self) -> None:
        seen = self.socket.lstat()
        if seen.st_uid != self.account.uid or seen.st_mode & 0o077:
            raise Refusal(f"{self.socket} is not PostgreSQL's own folder: remove it, then start again")

    def _write(self, path: Path, text: str) -> None:
        if note(path) != text.strip():
            write_whole(path, text)
        if not self.account.is_ours:
            os.chown(path, self.account.uid, self.account.gid)


def how(status: int) -> str:
    """An exit status in words."""
    return f"killed by signal {-status}" if status < 0 else f"ended with status {status}"


def _socket_folder(home: Home) -> Path:
    """In the home; for a home whose path is too long for a socket's address, a folder of our own in /tmp."""
    folder = home.cluster / "socket"
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) < LONGEST_SOCKET:
        return folder
    return Path("/tmp") / f"penstock-{sha256(os.fsencode(home.root)).hexdigest()[:12]}"
