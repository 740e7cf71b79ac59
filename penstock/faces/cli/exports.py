"""penstock export."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from penstock.faces.cli.home import home_option, opened

KINDS = {"companies": "company", "people": "person", "leads": "lead", "opportunities": "opportunity"}


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, "workspace"]))
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "parquet"]), default="csv", show_default=True
)
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="As they were at the end of a day.")
@home_option
def export(kind: str, form: Any, as_of: datetime | None, home: Path) -> None:
    """Write every record of a KIND, with every column, to standard output. The whole workspace is a set in one .zip: a file
    for each kind and the ledger, which `penstock import` brings into an empty workspace."""
    with opened(home):
        pieces = whole_workspace() if kind == "workspace" else records_of(kind, form, as_of)
        for piece in pieces:
            sys.stdout.buffer.write(piece)


def records_of(kind: str, form: Any, as_of: datetime | None) -> Iterator[bytes]:
    """Whoever has a shell on the machine sees what an administrator sees."""
    from django.http import QueryDict

    from penstock.faces.views.exporting import export_list
    from penstock.faces.views.query import read_query
    from penstock.faces.views.reading import Reader
    from penstock.records.team.acting import Acting
    from penstock.records.team.models import Role, User
    from penstock.records.workspace.queries import current

    reader = Reader(User(role=Role.ADMINISTRATOR), current(), datetime.now(UTC))
    query = read_query(KINDS[kind], QueryDict())  # type: ignore[arg-type]
    query = query.on_day(as_of.date() if as_of else None)
    return export_list(query, reader, actor=Acting.at_terminal(), form=form, every_column=True)


def whole_workspace() -> Iterator[bytes]:
    """The set."""
    from penstock.faces.views.whole import export_workspace
    from penstock.records.team.acting import Acting

    return export_workspace(actor=Acting.at_terminal(), now=datetime.now(UTC))
