"""penstock up."""

import os
import re
from calendar import day_name, month_name
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

import penstock
from penstock.faces.cli.home import DATABASE_URL, home_option
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.launch import Wish
from penstock.foundation.machine.launch import up as launch
from penstock.foundation.machine.zone import machine_zone

DAYS = [name.lower() for name in day_name]
MONTHS = [name.lower() for name in month_name if name]


def _currency(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", value):
        raise click.BadParameter(f"{value!r} is not a currency code such as EUR")
    return value.upper()


def _zone(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise click.BadParameter(f"{value!r} is not a time zone such as Europe/Warsaw") from error


@click.command()
@home_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is all."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--no-sample", is_flag=True, help="Start empty, without the sample company.")
@click.option("--currency", default="EUR", show_default=True, callback=_currency, help="The home currency.")
@click.option(
    "--zone", default=machine_zone, callback=_zone, help="The time zone of reports.  [default: the machine's]"
)
@click.option(
    "--week-start", type=click.Choice(DAYS, case_sensitive=False), default="monday", show_default=True
)
@click.option(
    "--fiscal-start", type=click.Choice(MONTHS, case_sensitive=False), default="january", show_default=True
)
def up(
    home: Path,
    host: str,
    port: int,
    no_sample: bool,
    currency: str,
    zone: str,
    week_start: str,
    fiscal_start: str,
) -> None:
    """Everything, in the foreground: database, web server and worker. Ctrl-C stops all of it cleanly.

    Currency, zone, week and fiscal year are the first start's; later they are changed in the settings.
    """
    defaults = {
        "PENSTOCK_DEFAULT_CURRENCY": currency,
        "PENSTOCK_DEFAULT_ZONE": zone,
        "PENSTOCK_DEFAULT_WEEK_START": str(DAYS.index(week_start) + 1),
        "PENSTOCK_DEFAULT_FISCAL_START": str(MONTHS.index(fiscal_start) + 1),
    }
    wish = Wish(home, penstock.__version__, os.environ.get(DATABASE_URL), host, port, not no_sample, defaults)
    launch(wish, Commands(), click.echo)
