"""penstock remark: what people say of a metric from a day on."""

from datetime import UTC, datetime
from pathlib import Path

import click

from penstock.faces.cli.home import home_option
from penstock.faces.cli.saying import with_words


@click.group()
def remark() -> None:
    """What people say of a metric from a day on."""


@remark.command("list")
@home_option
def list_remarks(home: Path) -> None:
    """What was said, by day."""
    with with_words(home):
        from penstock.faces.views.remarking import remarks_for

        for one in remarks_for(None):
            of = " ".join((one.metric, *one.where))
            click.echo(f"{one.pk:>6}  {one.day}  {one.kind:<10}{of:<40}{one.text}")


@remark.command()
@click.argument("metric")
@click.argument("why")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Only these, as the chart is asked.")
@click.option("--from", "since", default="", metavar="DAY", help="The first day of the chart.")
@click.option("--to", "until", default="", metavar="DAY", help="Its last day.")
@click.option("--grain", type=click.Choice(["day", "week", "month", "quarter", "year"]), help="Of the chart.")
@home_option
def accept(
    metric: str, why: str, where: tuple[str, ...], since: str, until: str, grain: str | None, home: Path
) -> None:
    """Accept the change that METRIC's chart tells, and say WHY it changed: its usual range is made anew from then."""
    with with_words(home):
        from penstock.faces.views.numbers import Asked
        from penstock.faces.views.remarking import accept as accept_change
        from penstock.records.team.acting import Acting

        words = Asked(metric=metric, since=since, until=until, grain=grain or "", where=where)
        made = accept_change(
            actor=Acting.at_terminal(), words=words, user=None, text=why, now=datetime.now(UTC)
        )
    click.echo(f"{made.pk}: {metric} is another from {made.day} on")


@remark.command()
@click.argument("number", type=int)
@home_option
def remove(number: int, home: Path) -> None:
    """Take the remark with this NUMBER back; what was known before stays so."""
    with with_words(home):
        from penstock.faces.views.remarking import take_back
        from penstock.records.team.acting import Acting

        take_back(actor=Acting.at_terminal(), user=None, id=number, now=datetime.now(UTC))
