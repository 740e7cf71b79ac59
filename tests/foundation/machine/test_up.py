"""What `penstock up` must survive: each is really done to it."""

import os
import signal
import socket
import threading
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from penstock.foundation.machine.cluster import Cluster
from penstock.foundation.machine.home import open_home
from penstock.foundation.machine.process_table import is_alive
from tests.foundation.machine.running import Running, processes_of, wait_until

pytestmark = pytest.mark.kill
Start = Callable[..., Running]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_up_ends_everything_when_told_to_stop(start: Start, home: Path, number: int) -> None:
    up = start().wait_for_web()
    with up.connect() as connection:
        connection.execute("INSERT INTO thing VALUES (1)")
    up.signal(number)
    assert up.process.wait(30) == 0
    assert processes_of(home) == []
    again = start().wait_for_web()
    assert again.ask("SELECT id FROM thing") == [(1,)]


def test_first_start_makes_an_administrator_and_the_sample_once(start: Start, home: Path) -> None:
    up = start().wait_for("sign in as ann with secret, in PLN")
    assert (home / "logs" / "migrate.log").read_text() == "migrating with PLN\n"
    assert up.says("sample: 1 of 1")
    assert up.end() == 0
    again = start().wait_for_web()
    assert not again.says("sign in") and not again.says("sample") and not again.says("preparing")


def test_application_role_owns_nothing_and_may_not_make_tables(start: Start) -> None:
    up = start().wait_for_web()
    with up.connect() as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = to_regrole(current_user)"
        ).fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine ()")


@pytest.mark.parametrize("name", ["web", "worker"])
def test_killed_child_is_started_again_with_one_line(start: Start, home: Path, name: str) -> None:
    up = start().wait_for_web()
    before = up.pid_of(name)
    os.kill(before, signal.SIGKILL)
    up.wait_for(f"{name} killed by signal 9: starting it again now")
    wait_until(lambda: up.pid_of(name) != before and is_alive(up.pid_of(name)), f"{name} again")
    if name == "web":
        wait_until(lambda: _page(up.port) == 200, "a page")
        assert sum("web_worker" in words for words in processes_of(home)) == 1
    assert sum(name in line for line in up.lines) == 1


def test_killed_postgresql_comes_back_and_no_acknowledged_write_is_lost(start: Start) -> None:
    up = start().wait_for_web()
    acknowledged: list[int] = []
    writer = threading.Thread(target=_write, args=(up, acknowledged))
    writer.start()
    for times in (1, 2):
        wait_until(lambda: len(acknowledged) > 500 * times, "some writes")  # noqa: B023
        before = up.postgres
        assert before
        os.kill(before, signal.SIGKILL)
        up.wait_for("PostgreSQL killed by signal 9", times)
        wait_until(lambda: up.postgres not in (0, before) and up.has_database(), "PostgreSQL again")  # noqa: B023
        acknowledged.append(-times)
    up.lines.append("writer, stop")
    writer.join()
    with up.connect() as connection:
        kept = {row[0] for row in connection.execute("SELECT id FROM thing")}
    assert {number for number in acknowledged if number > 0} - kept == set()


def test_after_the_supervisor_is_killed_its_children_end_and_up_adopts_postgresql(
    start: Start, home: Path
) -> None:
    up = start().wait_for_web()
    postgres = up.postgres
    up.signal(signal.SIGKILL)
    wait_until(lambda: not any("standin" in words for words in processes_of(home)), "the children end")
    assert is_alive(postgres)
    again = start(port=up.port).wait_for_web()
    assert again.postgres == postgres
    assert again.end() == 0
    assert processes_of(home) == []


def test_adopted_postgresql_is_started_again_when_killed(start: Start) -> None:
    up = start().wait_for_web()
    up.signal(signal.SIGKILL)
    again = start(port=up.port).wait_for_web()
    os.kill(again.postgres, signal.SIGKILL)
    again.wait_for("PostgreSQL gone")
    wait_until(lambda: again.has_database(), "PostgreSQL again")


def test_up_starts_after_everything_was_killed_at_once(start: Start, home: Path) -> None:
    up = start().wait_for_web()
    with up.connect() as connection:
        connection.execute("INSERT INTO thing VALUES (7)")
    victims = [up.process.pid, up.pid_of("web"), up.pid_of("worker"), up.postgres]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    again = start(port=up.port).wait_for_web()
    assert again.ask("SELECT id FROM thing") == [(7,)]
    assert again.end() == 0
    assert processes_of(home) == []


def test_stale_note_that_names_another_process_does_not_stop_postgresql(start: Start, home: Path) -> None:
    up = start().wait_for_web()
    note = home / "database" / "data" / "postmaster.pid"
    text = note.read_text()
    up.end()
    note.write_text(text.replace(text.split()[0], str(os.getpid()), 1))
    assert start().wait_for_web().end() == 0


def test_port_in_use_is_refused_in_one_line(start: Start, home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        up = start(port=port)
        assert up.status() == 2
    assert up.lines == [
        f"refused: port {port} is in use by another program: stop that, or choose another port with --port"
    ]
    assert processes_of(home) == []


def test_second_up_on_the_same_home_is_refused_in_one_line(start: Start, home: Path) -> None:
    up = start().wait_for_web()
    second = start()
    assert second.status() == 2
    assert second.lines == [
        f"refused: Penstock already runs on {home} (process {up.process.pid}): stop it first, or choose another home with --home"
    ]


def test_home_that_cannot_be_written_is_refused_in_one_line(start: Start, folder: Path) -> None:
    (folder / "file").write_text("")
    up = start(home=folder / "file" / "home")
    assert up.status() == 2
    assert len(up.lines) == 1 and "cannot be written (Not a directory)" in up.lines[0]


def test_home_with_a_long_path_keeps_its_socket_elsewhere(start: Start, folder: Path) -> None:
    home = folder / ("long" * 30)
    up = start(home=home).wait_for_web()
    assert up.end() == 0
    socket_folder = Cluster(open_home(home)).socket
    assert socket_folder.stat().st_mode & 0o777 == 0o700 and not socket_folder.is_relative_to(home)
    socket_folder.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another account to lend")
def test_root_lends_postgresql_another_account(start: Start, home: Path) -> None:
    up = start().wait_for_web()
    assert Path(f"/proc/{up.postgres}").stat().st_uid != 0
    assert (home / "database").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can close a folder to PostgreSQL's account")
def test_root_is_refused_a_home_that_postgresql_cannot_reach(start: Start, folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o700)
    up = start(home=folder / "closed" / "home")
    assert up.status() == 2
    assert "cannot get into" in up.lines[-1] and "--home" in up.lines[-1]


def _page(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return int(answer.status)
    except OSError:
        return 0


def _write(up: Running, acknowledged: list[int]) -> None:
    number = 0
    while not up.says("writer, stop"):
        try:
            with up.connect() as connection:
                while not up.says("writer, stop"):
                    number += 1
                    connection.execute("INSERT INTO thing VALUES (%s)", [number])
                    acknowledged.append(number)
        except psycopg.OperationalError:
            continue
