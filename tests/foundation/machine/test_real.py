"""The real thing from end to end: web server, worker and migrations as people run them."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from penstock.foundation.machine.process_table import is_alive
from tests.foundation.machine.running import ROOT, Running, free_port, processes_of, wait_until

pytestmark = [pytest.mark.kill, pytest.mark.slow]
EVERY_REPORT = Path(__file__).with_name("every_report.py")
OPEN_RUNS = "SELECT count(*) FROM import_run WHERE state IN ('waiting', 'running')"
TOKEN = "0123456789abcdef" * 2
Start = Callable[..., Running]


def penstock(*words: str) -> list[str]:
    return [sys.executable, "-m", "penstock", *words]


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    return run_python("-m", "penstock", *words)


def run_python(*words: str) -> "subprocess.CompletedProcess[str]":
    env = {name: value for name, value in os.environ.items() if not name.startswith("PENSTOCK_")}
    return subprocess.run(
        [sys.executable, *words],
        env={**env, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        cwd="/",
    )


def real(start: Start, home: Path, port: int | None = None) -> Running:
    port = port or free_port()
    return start(
        home=home, port=port, command=penstock("up", "--home", str(home), "--port", str(port), "--no-sample")
    )


@pytest.fixture
def up(start: Start, home: Path) -> Iterator[Running]:
    yield real(start, home).wait_for_web()


def page(up: Running, path: str = "/accounts/login/") -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{up.port}{path}", timeout=10) as answer:
            return (
                answer.status,
                answer.read().decode(),
                {name.lower(): value for name, value in answer.headers.items()},
            )
    except OSError as error:
        return getattr(error, "code", 0), "", {}


def do_a_job(up: Running) -> None:
    """A job is given to the worker as the application does, and is done."""
    [(number,)] = up.ask(
        "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'penstock.foundation.base.tasks.retry_stalled_jobs_task',"
        " 0, NULL, NULL, '{\"timestamp\": 0}', NULL)::procrastinate_job_to_defer_v1])"
    )
    wait_until(lambda: up.ask(f"SELECT 1 FROM procrastinate_jobs WHERE id = {number[0]}") == [], "the job")  # type: ignore[index]


def begin_import(up: Running, home: Path, rows: int) -> None:
    """An upload waits for the worker as it does when the page is sent."""
    place = home / "files" / "imports" / f"upload-{TOKEN}" / "1"
    place.mkdir(parents=True)
    lines = (f"{number},Deal {number},Talking,{number}\n" for number in range(rows))
    (place / "deals.csv").write_text("Deal ID,Deal Name,Deal Stage,Amount\n" + "".join(lines))
    [(number,)] = up.ask(
        "INSERT INTO import_run (started_at, user_id, state, is_dry, upload, options, files, progress, read_count, created_count,"
        " updated_count, unchanged_count, refused_count, refused_file, warnings, findings) SELECT now(), min(id), 'waiting', false,"
        f" '{TOKEN}', '{{}}', '[]', '{{}}', 0, 0, 0, 0, 0, '', '[]', '[]' FROM seller RETURNING id"
    )
    up.ask(
        "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'penstock.exchange.imports.tasks.import_task', 0, NULL, NULL,"
        f" '{{\"run_id\": {number}}}', NULL)::procrastinate_job_to_defer_v1])"
    )


def test_everything_answers_and_survives(up: Running, home: Path, start: Start) -> None:
    up.wait_for("Sign in as admin@localhost with the password")
    status, text, headers = page(up)
    assert status == 200 and "no-store" in headers["cache-control"]
    [style] = re.findall(r'/static/[^"]+\.css', text)[:1]
    status, _, headers = page(up, style)
    assert status == 200 and headers["cache-control"] == "max-age=31536000"
    do_a_job(up)
    # An import is on its way while the web server is killed: no row is lost, none comes twice.
    begin_import(up, home, 2_000)
    for victim in (up.pid_of("web"), up.pid_of("worker"), up.postgres):
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: not is_alive(victim), "its end")  # noqa: B023
        wait_until(lambda: page(up)[0] == 200 and up.has_database(), "a page")
        wait_until(lambda: up.ask(OPEN_RUNS) == [(0,)], "the import")
    do_a_job(up)
    assert up.ask("SELECT state, created_count FROM import_run") == [("done", 2_000)]
    assert up.ask("SELECT count(*), count(DISTINCT name) FROM opportunity") == [(2_000, 2_000)]
    assert sum("killed by signal 9" in line for line in up.lines) == 3
    assert run("check", "--home", str(home)).returncode == 0

    # The supervisor killed: nothing keeps the port, and a second start does nothing twice.
    up.signal(signal.SIGKILL)
    again = real(start, home, up.port).wait_for_web()
    assert page(again)[0] == 200
    assert not any(again.says(word) for word in ("Sign in", "preparing", "making"))
    assert again.end() == 0
    assert processes_of(home) == []


def test_restored_home_answers_every_report_alike(up: Running, home: Path, folder: Path) -> None:
    assert run("sample", "--home", str(home), "--scale", "0.05").returncode == 0
    saved = run("backup", "--home", str(home), str(folder / "saved"))
    assert (saved.returncode, saved.stderr) == (0, "")
    before = reports(home)
    assert up.end() == 0
    restored = run("restore", "--home", str(folder / "fresh"), str(folder / "saved"))
    assert (restored.returncode, restored.stderr) == (0, "")
    assert reports(folder / "fresh") == before
    assert sum(row["count"] for row in json.loads(before[0])["rows"]) > 0


def reports(home: Path) -> list[str]:
    """What every report says, but for the moment at which it was asked."""
    said = run_python(str(EVERY_REPORT), str(home))
    assert (said.returncode, said.stderr) == (0, "")
    return [
        re.sub(r'"(as_of|computed_at)": "[^"]+T[^"]+"', r'"\1": 0', line) for line in said.stdout.splitlines()
    ]


def test_check_as_json_says_what_is_not_well(home: Path) -> None:
    said = run("check", "--home", str(home), "--json")
    assert said.returncode == 1
    assert json.loads(said.stdout)["is_well"] is False
