"""A PostgreSQL that is not ours: 15 where the machine has it, on TCP, with a password."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from penstock.foundation.machine.account import Account, account_for, give
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.external import External, Seen
from penstock.foundation.machine.process_table import is_alive
from penstock.foundation.machine.programs import Programs, find_programs, programs_in
from tests.foundation.machine.running import Running, free_port, wait_until

pytestmark = pytest.mark.kill
Start = Callable[..., Running]


class Server:
    """Somebody's PostgreSQL, with the role ann and her database shop."""

    def __init__(self, folder: Path) -> None:
        self.programs: Programs = programs_in(Path("/usr/lib/postgresql/15/bin")) or find_programs(
            folder / "programs"
        )
        self.account: Account = account_for(folder / "nothing")
        self.port = free_port()
        self.url = f"postgresql://ann:p%40ss@127.0.0.1:{self.port}/shop"
        self.process: subprocess.Popen[bytes] | None = None
        self.home = folder / "server"
        give(self.home, self.account)
        self._run("initdb", "-D", str(self.home / "data"), "-U", "root", "-A", "trust", "--locale=C.UTF-8")
        self.start()
        self.tell("CREATE ROLE ann LOGIN PASSWORD 'p@ss'", "CREATE DATABASE shop OWNER ann")
        hba = self.home / "data" / "pg_hba.conf"
        hba.write_text("local all root trust\nhost all ann 127.0.0.1/32 scram-sha-256\n")
        self.tell("SELECT pg_reload_conf()")

    def start(self) -> None:
        self.process = subprocess.Popen(
            [self.programs.path("postgres"), "-D", self.home / "data", "-p", str(self.port), "-k", self.home, "-c", "fsync=off"],
            stderr=subprocess.DEVNULL, **self.account.popen(),
        )  # fmt: skip
        wait_until(self._answers, "the server")

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)

    def tell(self, *statements: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    @property
    def _address(self) -> str:
        return f"host={self.home} port={self.port} user=root dbname=postgres"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, name: str, *words: str) -> None:
        subprocess.run(
            [self.programs.path(name), *words], check=True, stdout=subprocess.DEVNULL, **self.account.popen()
        )


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    made = Server(folder)
    yield made
    if made.process and made.process.poll() is None:
        made.stop()


def test_up_works_on_a_server_that_is_not_ours(start: Start, server: Server, home: Path) -> None:
    up = start(url=server.url).wait_for_web()
    up.wait_for("sign in as ann with secret")
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT count(*) FROM thing").fetchone() == (0,)
    assert not (home / "database").exists()
    assert up.end() == 0
    assert server.process is not None and server.process.poll() is None


def test_server_that_is_down_at_the_start_is_waited_for(start: Start, server: Server) -> None:
    server.stop()
    up = start(url=server.url)
    up.wait_for(
        f"the database at 127.0.0.1:{server.port} does not answer (Connection refused): waiting for it"
    )
    server.start()
    up.wait_for_web()
    assert sum("does not answer" in line for line in up.lines) == 1


def test_waiting_for_a_server_can_be_broken_off(start: Start, server: Server) -> None:
    server.stop()
    up = start(url=server.url).wait_for("waiting for it")
    assert up.end() == 0


def test_server_that_goes_away_and_comes_back_is_said_in_one_line_each(start: Start, server: Server) -> None:
    up = start(url=server.url).wait_for_web()
    web = up.pid_of("web")
    server.stop()
    up.wait_for("does not answer")
    server.start()
    up.wait_for(f"the database at 127.0.0.1:{server.port} is back")
    assert is_alive(web) and up.pid_of("web") == web


def test_worker_that_falls_with_the_database_comes_back_with_it(start: Start, server: Server) -> None:
    up = start(url=server.url, env={"STANDIN_WORKER": "connected"}).wait_for_web()
    server.stop()
    up.wait_for("worker ended with status 1").wait_for("does not answer")
    before = up.pid_of("worker")
    time.sleep(5)
    server.start()
    wait_until(lambda: up.pid_of("worker") != before and is_alive(up.pid_of("worker")), "the worker again")
    assert sum("worker" in line for line in up.lines) <= 2


def test_wrong_password_is_refused_in_one_line_that_does_not_show_it(start: Start, server: Server) -> None:
    up = start(url=server.url.replace("p%40ss", "guess"))
    assert up.status() == 2
    assert (
        len(up.lines) == 1 and "password authentication failed" in up.lines[0] and "guess" not in up.lines[0]
    )


def test_upgrade_that_fails_is_taken_back_there_too(start: Start, server: Server, home: Path) -> None:
    start(url=server.url).wait_for_web().end()
    with psycopg.connect(server.url) as connection:
        connection.execute("INSERT INTO thing VALUES (1)")
    up = start(url=server.url, env={"STANDIN_VERSION": "2.0", "STANDIN_MIGRATE": "fail"})
    assert up.status() == 2 and "all was put back" in up.lines[-1]
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT id, to_regclass('half_done') FROM thing").fetchall() == [(1, None)]


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (Seen(140011, "UTF8", True, True), "runs PostgreSQL 14: Penstock needs 15 or later"),
        (Seen(160002, "LATIN1", True, True), "is in LATIN1"),
        (Seen(160002, "UTF8", False, True), "may not make tables"),
    ],
)
def test_server_of_no_use_is_refused(seen: Seen, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        External("postgresql://ann@db.example/shop")._accepted(seen)


@pytest.mark.parametrize("url", ["mysql://ann@db/shop", "postgresql://db", "shop"])
def test_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Refusal, match="must look like"):
        External(url)
