"""penstock intervention: what was done against a leak, at a stage or about a metric."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from penstock.faces.cli.home import home_option
from penstock.faces.cli.saying import with_words

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def intervention() -> None:
    """What was done against a leak, at a stage or about a metric. What came of it: penstock report interventions."""


@intervention.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that nobody has judged.")
@home_option
def list_interventions(only_open: bool, home: Path) -> None:
    """What was done, the newest first."""
    with with_words(home):
        from penstock.faces.views.intervening import interventions_of

        for one in interventions_of(None, is_open=True if only_open else None):
            state = f"ended {one.ended_on}: {one.judgement}" if one.ended_on else "open"
            click.echo(f"{one.pk:>6}  {one.day}  {one.target:<28}{one.text}  ({state})")


@intervention.command()
@click.argument("target")
@click.argument("what")
@click.option("--since", type=DAY, help="The day from which on; without it, today.")
@click.option("--expected", default="", help="What is expected of it.")
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="It was done about these only.")
@home_option
def record(
    target: str, what: str, since: datetime | None, expected: str, where: tuple[str, ...], home: Path
) -> None:
    """Write down WHAT was done about TARGET: leak:NAME, stage:ID or metric:NAME."""
    with with_words(home):
        from penstock.faces.views import intervening
        from penstock.records.team.acting import Acting

        made = intervening.record(
            actor=Acting.at_terminal(), target=target, text=what, day=_day(since), expected=expected, where=where,
            now=datetime.now(UTC),
        )  # fmt: skip
    click.echo(f"{made.pk}: {made.text}, since {made.day}")


@intervention.command()
@click.argument("number", type=int)
@click.argument("words")
@click.option("--ended", type=DAY, help="The day on which it ended; without it, today.")
@home_option
def judge(number: int, words: str, ended: datetime | None, home: Path) -> None:
    """Say what came of the one with this NUMBER: it is no longer open."""
    with with_words(home):
        from penstock.faces.views import intervening
        from penstock.records.team.acting import Acting

        intervening.judge(
            actor=Acting.at_terminal(), id=number, text=words, day=_day(ended), now=datetime.now(UTC)
        )


@intervention.command()
@click.argument("number", type=int)
@home_option
def remove(number: int, home: Path) -> None:
    """Take the one with this NUMBER back; what was known before stays so."""
    with with_words(home):
        from penstock.faces.views import intervening
        from penstock.records.team.acting import Acting

        intervening.take_back(actor=Acting.at_terminal(), id=number, now=datetime.now(UTC))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
