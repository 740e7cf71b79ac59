"""penstock bench."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from penstock.faces.cli.home import DATABASE_URL, installation_in, opened
from penstock.foundation.machine.installation import reachable

STARTS_WITHIN_SECONDS = 180


@click.command()
@click.argument("name", type=click.Choice(["web", "import", "lake", "reports"]), default="web")
@click.option(
    "--scale",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="web, lake, reports: 250 is 100,000 opportunities. import: 1 is 1,000,000.",
)
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    help="Keep the sample here for the next run.  [default: a temporary folder]",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def bench(name: str, scale: float, home: Path | None, as_json: bool) -> None:
    """Benchmarks on the sample company. They write into it: never name the folder of a real installation."""
    # Told to end, it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with _folder(home) as folder:
        told = {"web": _web, "import": _import, "lake": _lake, "reports": _reports}[name](folder, scale)
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{told['bench']}: {told['scale']} ({told['machine']})")
    for row in told["results"]:
        times = f"p50 {row['p50']:>8} p95 {row['p95']:>8}" if row["value"] is None else f"{row['value']:>16}"
        ratio = f"  {row['ratio']} x baseline" if row["ratio"] else ""
        effort = f"  {row['cpu']} ms of processor time" if row["cpu"] else ""
        click.echo(f"{row['name']:<40}{times} {row['unit']}{effort}{ratio}")


def _web(home: Path, scale: float) -> dict[str, Any]:
    # As it was asked: opening an installation puts its address into our own.
    environment = dict(os.environ)
    own_database = not environment.get(DATABASE_URL)
    if own_database:
        _penstock("db", "start", "--home", str(home), env=environment)
    try:
        _penstock("migrate", "--home", str(home), env=environment)
        with opened(home):
            from django.db import connections

            _fill(scale)
            connections.close_all()
    finally:
        if own_database:
            _penstock("db", "stop", "--home", str(home), env=environment)
    with _everything(home, environment) as (port, supervisor), opened(home):
        from penstock.faces.bench import web
        from penstock.faces.bench.timing import answer

        return answer("web", web.scale_of(), web.run(port, supervisor))


def _penstock(*words: str, env: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "penstock", *words], check=True, stdout=sys.stderr, env=env)


def _import(home: Path, scale: float) -> dict[str, Any]:
    with _everything(home, dict(os.environ)) as (port, _supervisor), opened(home):
        from penstock.faces.bench import imports
        from penstock.faces.bench.timing import answer

        _add_administrator()
        rows = max(round(imports.ROWS_AT_SCALE_ONE * scale), 1)
        return answer("import", f"{rows:,} opportunities of 20 columns", imports.run(home, rows, port))


def _lake(home: Path, scale: float) -> dict[str, Any]:
    with reachable(installation_in(home), make=True):
        _penstock("migrate", "--home", str(home), env=dict(os.environ))
        # As the owner: it fills the tables past the triggers.
        with opened(home, as_owner=True):
            from penstock.faces.bench import lake
            from penstock.faces.bench.timing import answer
            from penstock.insight.mirror.place import database_url, lake_folder
            from penstock.records.pipeline.actions import lay_ground
            from penstock.records.pipeline.models import Opportunity

            lay_ground()
            n = round(400 * scale)
            if not Opportunity.objects.exists():
                lake.fill(n)
            results = lake.run(lake_folder(), database_url())
            return answer("lake", f"{n:,} opportunities, {5 * n:,} facts", results)


def _reports(home: Path, scale: float) -> dict[str, Any]:
    with reachable(installation_in(home), make=True):
        _penstock("migrate", "--home", str(home), env=dict(os.environ))
        with opened(home):
            from penstock.faces.bench import reports, web
            from penstock.faces.bench.timing import answer

            _fill(scale)
            return answer("reports", web.scale_of(), reports.run())


def _fill(scale: float) -> None:
    """The sample at this scale and an administrator, unless they are there from the last run."""
    from datetime import UTC, datetime

    from penstock.exchange.sample.actions import load
    from penstock.faces.cli.sample import show_progress
    from penstock.records.pipeline.actions import lay_ground
    from penstock.records.pipeline.models import Opportunity

    lay_ground()
    if not Opportunity.objects.exists():
        load(seed=1, scale=scale, now=datetime.now(UTC), progress=show_progress)
    _add_administrator()


def _add_administrator() -> None:
    from penstock.records.team.acting import Acting
    from penstock.records.team.actions import create_user
    from penstock.records.team.models import Role, User

    if not User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        create_user(
            actor=Acting.at_terminal(),
            email="bench@penstock.invalid",
            name="Benchmark",
            role=Role.ADMINISTRATOR,
        )


@contextmanager
def _everything(home: Path, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """All processes as a person starts them; their port and the supervisor's number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "penstock",
        "up",
        "--no-sample",
        "--home",
        str(home),
        "--port",
        str(port),
    ]
    # One program asks for more in a minute than any caller may: the limit is not what is measured.
    environment = environment | {"PENSTOCK_API_REQUESTS_PER_MINUTE": "1000000"}
    supervisor = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _await(port, supervisor)
        yield port, supervisor.pid
    finally:
        supervisor.terminate()
        supervisor.wait(60)


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise click.ClickException("the web server did not start")


@contextmanager
def _folder(home: Path | None) -> Iterator[Path]:
    if home is not None:
        yield home
        return
    with tempfile.TemporaryDirectory(prefix="penstock-bench-") as folder:
        # The server's own user has to get in, where we are root.
        os.chmod(folder, 0o755)
        yield Path(folder)
