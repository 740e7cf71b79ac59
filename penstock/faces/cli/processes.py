"""penstock web, worker, migrate: the processes that `penstock up` runs, each alone."""

import os
from pathlib import Path

import click

from penstock.faces.cli.home import home_option, opened
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.priority import work_in_the_background


@click.command()
@home_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def web(home: Path, host: str, port: int) -> None:
    """The web server alone."""
    with opened(home):
        from penstock.faces.cli.webserver import serve

        serve(host, port, Path(os.environ["PENSTOCK_HOME"]) / "static")


@click.command()
@home_option
@click.option("--concurrency", default=2, show_default=True, help="How many jobs at a time.")
def worker(home: Path, concurrency: int) -> None:
    """The worker alone: does the jobs that the web server leaves to it."""
    with opened(home):
        from penstock.faces.cli.jobs import work

        work_in_the_background()
        work(concurrency)


@click.command()
@home_option
@click.option("--check", is_flag=True, help="Change nothing; exit status 1 when there is something to do.")
def migrate(home: Path, check: bool) -> None:
    """Bring the database and the static files to this version."""
    with opened(home, as_owner=True):
        from django.core.management import call_command

        if not check:
            _require_not_later()
        call_command("migrate", interactive=False, check_unapplied=check)
        if not check:
            call_command("collectstatic", interactive=False)
            _lay_ground()
            if os.environ.get("PENSTOCK_APP_ROLE"):
                from penstock.foundation.base.grants import grant

                grant(os.environ["PENSTOCK_APP_ROLE"])


def _require_not_later() -> None:
    from penstock.foundation.base.migrated import later_migrations

    later = later_migrations()
    if later:
        raise Refusal(
            f"a later Penstock has migrated this database ({', '.join(later)}): start that, or restore an older backup "
            "into a new home"
        )


def _lay_ground() -> None:
    """The first start's defaults, from the flags of `penstock up` (which hands them on in the environment)."""
    from penstock.records.pipeline.actions import lay_ground

    given = {
        "home_currency": os.environ.get("PENSTOCK_DEFAULT_CURRENCY"),
        "zone": os.environ.get("PENSTOCK_DEFAULT_ZONE"),
        "week_start": _number("PENSTOCK_DEFAULT_WEEK_START", -1),
        "fiscal_start_month": _number("PENSTOCK_DEFAULT_FISCAL_START", 0),
    }
    lay_ground(**{name: value for name, value in given.items() if value is not None})


def _number(variable: str, shift: int) -> int | None:
    text = os.environ.get(variable)
    return int(text) + shift if text else None
