"""penstock export."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from penstock.faces.cli.home import home_option, opened

KINDS = {"companies": "company", "people": "person", "leads": "lead", "opportunities": "opportunity"}


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--format", "form", type=click.Choice(["csv"]), default="csv", show_default=True)
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="As they were at the end of a day.")
@home_option
def export(kind: str, form: str, as_of: datetime | None, home: Path) -> None:
    """Write every record of a KIND, with every column, to standard output."""
    with opened(home):
        from django.http import QueryDict

        from penstock.faces.views.exporting import export_csv
        from penstock.faces.views.query import read_query
        from penstock.faces.views.reading import Reader
        from penstock.records.team.acting import Acting
        from penstock.records.team.models import Role, User
        from penstock.records.workspace.queries import current

        # Whoever has a shell on the machine sees what an administrator sees.
        reader = Reader(User(role=Role.ADMINISTRATOR), current(), datetime.now(UTC))
        query = read_query(KINDS[kind], QueryDict())  # type: ignore[arg-type]
        query = query.on_day(as_of.date() if as_of else None)
        for line in export_csv(query, reader, actor=Acting.at_terminal(), every_column=True):
            sys.stdout.write(line)
