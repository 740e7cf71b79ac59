"""penstock sample: the simulated company, in and out."""

from datetime import UTC, datetime
from pathlib import Path

import click

from penstock.faces.cli.home import home_option, opened


@click.command()
@home_option
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Another seed, another company."
)
@click.option(
    "--scale",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="1 is 400 opportunities over two years; above 10 it is the benchmark's company (250: 100,000).",
)
@click.option("--remove", is_flag=True, help="Take the sample out again; what people made stays.")
def sample(home: Path, seed: int, scale: float, remove: bool) -> None:
    """Write a simulated company with two years of history into an empty database."""
    with opened(home):
        from penstock.exchange.sample import actions, removing
        from penstock.foundation.base.errors import Refused

        try:
            if remove:
                gone = removing.remove()
                click.echo(f"The sample is gone: {gone:,} opportunities and all that hung on them.")
                return
            loaded = actions.load(seed=seed, scale=scale, now=datetime.now(UTC), progress=show_progress)
        except Refused as refusal:
            click.echo(str(refusal), err=True)
            raise SystemExit(2) from refusal
        click.echo(
            f"The sample company is here: {loaded.opportunities:,} opportunities of {loaded.companies:,} companies."
        )


def show_progress(done: int, of: int) -> None:
    """One line for each part, since the end may be a log."""
    click.echo(f"sample company: {done:,} of {of:,} opportunities", err=True)
