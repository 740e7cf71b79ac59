"""A run that is killed goes on where it was, and no row comes twice: the command, the server, all by kill -9."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

pytestmark = pytest.mark.slow

ROWS = 1500
# The command in small batches, so that there is a middle to be killed in.
COMMAND = """
import sys
from penstock.faces.cli import imports
from penstock.faces.cli.main import main

def in_small_batches(do):
    def done(*said):
        from penstock.exchange.imports import undoing
        from penstock.exchange.imports.writing import batches
        batches.BATCH_ROWS = undoing.BATCH_RECORDS = 100
        do(*said)
    return done

imports.bring_in, imports.undo = in_small_batches(imports.bring_in), in_small_batches(imports.undo)
main(["import", *sys.argv[1:]])
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """An installation with its own PostgreSQL; short and open enough for the server's account."""
    folder = Path(tempfile.mkdtemp(prefix="pst-", dir="/tmp"))
    folder.chmod(0o755)
    penstock(folder / "home", "db", "start")
    penstock(folder / "home", "migrate")
    yield folder / "home"
    penstock(folder / "home", "db", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def deals(written):
    head = "Deal ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Deal Owner,Company\n"
    stages = ("Talking", "Closed won")
    lines = [
        f"{n},Deal {n},{stages[n % 2]},{n},2025-01-01,2025-03-0{n % 9 + 1},Owner {n % 7},Company {n % 50}\n"
        for n in range(1, ROWS + 1)
    ]
    return written(head + "".join(lines) + "x,Bad,Talking,much,,,,\n", "deals.csv")


def environment():
    return {name: value for name, value in os.environ.items() if name != "PENSTOCK_DATABASE_URL"}


def penstock(home, *words, expected=0):
    command = [sys.executable, "-m", "penstock", *words, "--home", str(home)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stderr
    return done.stdout


def asked(home, sql):
    with psycopg.connect(
        f"postgresql:///penstock?host={home / 'database/socket'}&port=5433&user=postgres"
    ) as server:
        return server.execute(sql).fetchone()


def started(home, *words):
    command = [sys.executable, "-c", COMMAND, *map(str, words), "--home", str(home), "--json"]
    return subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def wait_for_rows(home, count):
    until = time.monotonic() + 240
    while time.monotonic() < until:
        (done,) = asked(home, "SELECT max((progress->'cursor'->>'opportunities')::int) FROM import_run")
        if (done or 0) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("the import never came so far")


def numbers(home):
    return asked(
        home,
        "SELECT (SELECT count(*) FROM opportunity), (SELECT count(DISTINCT name) FROM opportunity),"
        " (SELECT count(*) FROM company), (SELECT count(*) FROM ledger WHERE kind = 'opportunity')",
    )


def test_killed_run_goes_on_and_no_row_comes_twice(home, deals):
    process = started(home, deals)
    wait_for_rows(home, 300)
    process.send_signal(signal.SIGKILL)
    process.wait()
    (half, *_) = numbers(home)
    (cursor,) = asked(home, "SELECT progress->'cursor' FROM import_run")

    outcome = json.loads(penstock(home, "import", "--resume", "1", "--json", expected=1))

    assert 0 < half < ROWS
    assert cursor["opportunities middle"] == ROWS // 2 < cursor["opportunities second"]
    assert numbers(home) == (ROWS, ROWS, 50, 2 * ROWS)
    assert (outcome["read"], outcome["created"], outcome["refused"]) == (ROWS + 1, ROWS, 1)
    assert "already" not in penstock(home, "import", "--resume", "1", expected=1)

    assert started(home, "--undo", "1").wait(60) == 0

    assert asked(
        home,
        "SELECT count(*) FILTER (WHERE voids IS NULL) - count(voids), (SELECT count(*) FROM opportunity WHERE NOT is_removed)"
        " FROM ledger WHERE kind = 'opportunity'",
    ) == (0, 0)


def test_server_that_is_killed_costs_nothing(home, deals):
    process = started(home, deals)
    wait_for_rows(home, 300)
    server = int((home / "database/data/postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGKILL)
    assert process.wait(60) != 0
    penstock(home, "db", "start")

    penstock(home, "import", "--resume", "1", "--json", expected=1)

    assert numbers(home) == (ROWS, ROWS, 50, 2 * ROWS)


def test_run_that_is_still_running_is_not_taken_up(home, deals):
    process = started(home, deals)
    wait_for_rows(home, 100)
    # It stands still, so that it can't be done before it is asked about.
    process.send_signal(signal.SIGSTOP)

    try:
        penstock(home, "import", "--resume", "1", expected=2)
    finally:
        process.kill()
        process.wait()
