"""An installation whose web server, worker and migrations are a few lines each; all else is the real thing.

standin.py up HOME PORT [URL]: runs until it is stopped. STANDIN_VERSION is the version of the code,
STANDIN_MIGRATE what the migration does besides its work; with it there are new ones.
"""

import http.server
import os
import subprocess
import sys
import time
from pathlib import Path

from penstock.foundation.machine.child import end_with_parent, end_with_supervisor
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.launch import Wish, up


def command(name: str) -> tuple[str, ...]:
    return (sys.executable, __file__, name)


COMMANDS = Commands(*(command(name) for name in ("migrate", "web", "worker", "administrator", "sample")))


def show(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def start() -> None:
    home, port, *url = sys.argv[2:]
    version = os.environ.get("STANDIN_VERSION", "1.0")
    wish = Wish(
        Path(home),
        version,
        url[0] if url else None,
        port=int(port),
        defaults={"PENSTOCK_DEFAULT_CURRENCY": "PLN"},
    )
    try:
        up(wish, COMMANDS, show)
    except Refusal as refusal:
        show(f"refused: {refusal}")
        sys.exit(2)


def migrate() -> None:
    import psycopg

    if "--check" in sys.argv:
        sys.exit(int("STANDIN_MIGRATE" in os.environ))
    show(f"migrating with {os.environ.get('PENSTOCK_DEFAULT_CURRENCY')}")
    role = os.environ.get("PENSTOCK_APP_ROLE")
    with psycopg.connect(os.environ["PENSTOCK_DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS django_migrations (name text)")
        connection.execute("CREATE TABLE IF NOT EXISTS thing (id bigint PRIMARY KEY)")
        connection.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        if role:
            connection.execute(f"GRANT SELECT, INSERT ON thing TO {role}")
    if os.environ.get("STANDIN_MIGRATE") == "fail":
        with psycopg.connect(os.environ["PENSTOCK_DATABASE_URL"]) as connection:
            connection.execute("CREATE TABLE half_done (); DELETE FROM thing")
        sys.exit("no such column")


def web() -> None:
    end_with_supervisor()
    subprocess.Popen((*command("web_worker"), str(os.getpid())))
    handler = http.server.SimpleHTTPRequestHandler
    http.server.HTTPServer((sys.argv[3], int(sys.argv[5])), handler).serve_forever()


def web_worker() -> None:
    end_with_parent(int(sys.argv[2]))
    time.sleep(1000)


def worker() -> None:
    """With STANDIN_WORKER it falls when its database is away."""
    import psycopg

    end_with_supervisor()
    while True:
        if os.environ.get("STANDIN_WORKER"):
            psycopg.connect(os.environ["PENSTOCK_DATABASE_URL"]).close()
        time.sleep(0.2)


def administrator() -> None:
    show(f"sign in as ann with secret, in {os.environ['PENSTOCK_DEFAULT_CURRENCY']}")


def sample() -> None:
    show("sample: 1 of 1")


if __name__ == "__main__":
    {
        "up": start, "migrate": migrate, "web": web, "web_worker": web_worker, "worker": worker,
        "administrator": administrator, "sample": sample,
    }[sys.argv[1]]()  # fmt: skip
