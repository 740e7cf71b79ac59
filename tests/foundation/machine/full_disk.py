"""Run inside a mount namespace: fills a small disk under a running installation, and makes room again.

full_disk.py FOLDER. Ends with status 0 when every write that was acknowledged is there afterwards.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.foundation.machine.running import Running, wait_until

SIZE = "200m"
# Goes into PostgreSQL's write-ahead log only: when that cannot grow, the server must fall.
FILL_LOG = "SELECT pg_logical_emit_message(true, 'x', repeat('x', 4000000))"


def main(folder: Path) -> None:
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "penstock-test", folder], check=True
    )
    up = Running(folder / "home").wait_for_web()
    acknowledged = write(up, 1, 2)
    fill = folder / "fill"
    with suppress(OSError), fill.open("wb") as file:
        while True:
            file.write(bytes(1024 * 1024))
    up.wait_for("the disk is full (0 MB free")
    acknowledged += write(up, 3, 40)
    up.wait_for("PostgreSQL ended with status")
    assert len(acknowledged) < 39, "the disk was not full"
    refused = Running(folder / "other")
    assert refused.status() == 2
    assert (
        len(refused.lines) == 1 and "are free on the disk of" in refused.lines[0]
    ) or "No space left" in refused.lines[0]
    fill.unlink()
    up.wait_for("the disk has room again")
    wait_until(lambda: bool(write(up, 100, 101)), "a write")
    kept = {row[0] for row in up.ask("SELECT id FROM thing")}
    assert set(acknowledged) - kept == set()
    assert up.end() == 0


def write(up: Running, first: int, last: int) -> list[int]:
    """Writes things, and log beside them, until the server refuses; the numbers that it acknowledged."""
    acknowledged: list[int] = []
    with suppress(psycopg.Error):
        for number in range(first, last):
            with psycopg.connect(up.url) as connection:
                connection.execute("INSERT INTO thing VALUES (%s)", [number])
                connection.execute(FILL_LOG)
            acknowledged.append(number)
    return acknowledged


if __name__ == "__main__":
    main(Path(sys.argv[1]))
