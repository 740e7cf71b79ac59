"""penstock lake."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from penstock.faces.cli.home import home_option, opened


@click.group()
def lake() -> None:
    """The columnar mirror that numbers are made from: sync, status, verify, rebuild."""


@lake.command()
@home_option
def sync(home: Path) -> None:
    """Bring the files up to date. Questions need not wait for it: they read what is newer from the records."""
    _synced(home, anew=False)


@lake.command()
@home_option
def rebuild(home: Path) -> None:
    """Make the mirror anew, from nothing. Questions go on meanwhile."""
    _synced(home, anew=True)


def _synced(home: Path, *, anew: bool) -> None:
    with opened(home):
        from penstock.insight.mirror.lake import sync
        from penstock.insight.mirror.place import database_url, lake_folder

        loaded = sync(lake_folder(), database_url(), anew=anew)
    for name in loaded.whole:
        click.echo(f"{name}: {loaded.manifest.tables[name].rows:,} rows")
    for name, n in loaded.changed.items():
        click.echo(f"{name}: {n:,} changed")
    if not loaded.whole and not loaded.changed:
        click.echo("nothing has changed")


@lake.command()
@home_option
def status(home: Path) -> None:
    """How many rows the files hold, how far they are behind, and what holds them back."""
    with opened(home):
        from penstock.insight.mirror.freshness import freshness
        from penstock.insight.mirror.place import database_url, lake_folder

        told = freshness(lake_folder(), database_url())
    if told.loaded_at is None:
        click.echo("there is no mirror yet: the first question, or penstock lake sync, makes it")
    else:
        click.echo(f"loaded at {datetime.fromtimestamp(told.loaded_at / 1e6, UTC):%Y-%m-%d %H:%M:%S} UTC")
        if not told.continues:
            click.echo("of another database: the next question loads everything anew")
        for name, n in told.rows.items():
            tail = f", {told.tail[name]:,} changed since" if name in told.tail else ""
            click.echo(f"{name}: {n:,} rows{tail}")
    for holder in told.held_back_by:
        click.echo(
            f"held back by process {holder.pid} ({holder.program or holder.role}),"
            f" {holder.seconds} s inside a transaction"
        )


@lake.command()
@home_option
def verify(home: Path) -> None:
    """Read all records again and compare them with the files, row by row. Exit status 1: they differ."""
    with opened(home):
        from penstock.insight.mirror.freshness import verify as compared
        from penstock.insight.mirror.place import database_url, lake_folder

        found = compared(lake_folder(), database_url())
    if found is None:
        click.echo("there is no mirror of this database: penstock lake sync", err=True)
        sys.exit(2)
    for one in found:
        click.echo(
            f"{one.table}: {one.only_in_lake:,} rows only in the mirror, {one.only_in_records:,} only in the records"
            f" (ids {', '.join(map(str, one.ids))})"
        )
    if found:
        click.echo("penstock lake rebuild makes the mirror anew from the records", err=True)
        sys.exit(1)
    click.echo("mirror and records agree")
