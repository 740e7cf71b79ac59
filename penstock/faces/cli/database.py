"""penstock db: the home's own PostgreSQL without the rest."""

from pathlib import Path

import click

from penstock.faces.cli.home import home_option, installation_in
from penstock.foundation.machine.cluster import Cluster
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import holder, locked


@click.group()
def db() -> None:
    """The home's own PostgreSQL: start, stop, status."""


@db.command()
@home_option
def start(home: Path) -> None:
    """Start it in the background, and make it if need be."""
    cluster = _cluster(home)
    if cluster.is_ready():
        click.echo(f"PostgreSQL already runs: {_address(cluster)}")
        return
    with locked(cluster.home):
        if not cluster.exists():
            cluster.create()
        cluster.start()
        cluster.wait_until_ready()
        cluster.make_roles()
    click.echo(f"PostgreSQL runs: {_address(cluster)}")


@db.command()
@home_option
def stop(home: Path) -> None:
    """Stop it."""
    cluster = _cluster(home)
    with locked(cluster.home):
        cluster.stop()
        if not cluster.wait_until_gone():
            raise Refusal(
                f"PostgreSQL (process {cluster.pid()}) is still busy: try again, or see {cluster.log}"
            )
    click.echo("PostgreSQL is stopped")


@db.command()
@home_option
def status(home: Path) -> None:
    """Say whether it runs, and how to reach it. Exit status 1 when it does not."""
    cluster = _cluster(home)
    if not cluster.is_ready():
        click.echo("PostgreSQL does not run")
        raise SystemExit(1)
    with_up = " under penstock up" if holder(cluster.home) else ""
    click.echo(
        f"PostgreSQL {cluster.programs.major} runs{with_up} (process {cluster.pid()}): {_address(cluster)}"
    )


def _cluster(home: Path) -> Cluster:
    cluster = installation_in(home).cluster
    if cluster is None:
        raise Refusal("PENSTOCK_DATABASE_URL names a server that is not ours to start or stop: unset it")
    return cluster


def _address(cluster: Cluster) -> str:
    return f'psql "{cluster.url("postgres")}"'
