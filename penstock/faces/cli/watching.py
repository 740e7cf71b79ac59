"""penstock dashboard, alert."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from penstock.faces.cli.home import home_option
from penstock.faces.cli.saying import json_option, say, where_option, with_words

if TYPE_CHECKING:
    from penstock.records.team.acting import Acting
    from penstock.records.team.models import User

user_option = click.option("--user", "email", required=True, metavar="EMAIL", help="With whose eyes.")


@click.group()
def dashboard() -> None:
    """Dashboards: which there are for somebody, and what their tiles say."""


@dashboard.command("list")
@home_option
@user_option
@json_option
def list_dashboards(home: Path, email: str, as_json: bool) -> None:
    """The ready ones, and those that are theirs or shared with them."""
    with with_words(home):
        from penstock.response.dashboards.queries import boards_for

        boards = [{"name": one.name, "title": str(one.title)} for one in boards_for(_user(email))]
    say({"dashboards": boards}, as_json, lambda: [f"{one['name']:<16}{one['title']}" for one in boards])


@dashboard.command("show")
@click.argument("name")
@home_option
@user_option
@json_option
def show_dashboard(name: str, home: Path, email: str, as_json: bool) -> None:
    """What the tiles of dashboard NAME say."""
    with with_words(home):
        from penstock.faces.views.boards import board_told
        from penstock.response.dashboards.queries import board_for

        user = _user(email)
        board = board_for(user, name)
        tiles = board_told(user, board, datetime.now(UTC))
    told = {"name": name, "title": str(board.title), "tiles": tiles}
    say(told, as_json, lambda: [line for tile in tiles for line in _tile_lines(tile)])


@click.group()
def alert() -> None:
    """Alerts: which numbers somebody watches."""


@alert.command("list")
@home_option
@user_option
@json_option
def list_alerts(home: Path, email: str, as_json: bool) -> None:
    """Theirs, with how each stood when it was last looked at."""
    names = (
        "id",
        "title",
        "metric",
        "report",
        "column",
        "cell",
        "rule",
        "threshold",
        "days",
        "is_on",
        "is_crossed",
        "says",
    )
    with with_words(home):
        from penstock.response.alerts.queries import alerts_of

        alerts = [{name: getattr(one, name) for name in names} for one in alerts_of(_user(email))]
    lines = [f"{one['id']:>6}  {one['title']}: {one['says'] or 'not looked at yet'}" for one in alerts]
    say({"alerts": alerts}, as_json, lambda: lines)


@alert.command("add")
@click.argument("metric")
@click.option("--above", type=float, help="Tell when it rises above; major units, days, shares 0 to 1.")
@click.option("--below", type=float, help="Tell when it falls below.")
@click.option("--chart", is_flag=True, help="Tell when it leaves its usual range.")
@click.option("--days", type=int, default=90, show_default=True, help="Of the last 7, 28, 90 or 365 days.")
@where_option
@click.option("--title", default="")
@click.option("--by-email", is_flag=True)
@click.option("--webhook", "webhook_url", default="", metavar="URL")
@home_option
@user_option
def add_alert(
    metric: str, above: float | None, below: float | None, chart: bool, home: Path, email: str, **given: Any
) -> None:
    """Watch METRIC with their eyes; or a number of a report: REPORT:COLUMN:CELL, or REPORT::FIGURE."""
    rules = {"above": above is not None, "below": below is not None, "chart": chart}
    chosen = [rule for rule, is_meant in rules.items() if is_meant]
    if len(chosen) != 1:
        raise click.UsageError("Give one of --above, --below and --chart.")
    with with_words(home):
        from penstock.faces.views.watches import watched

        threshold = above if above is not None else below
        made = watched(
            actor=_acting(_user(email)),
            now=datetime.now(UTC),
            rule=chosen[0],
            threshold=threshold,
            **_number(metric),
            **given,
        )
        click.echo(f"alert {made.pk}: {made.title}")
        if made.webhook_secret:
            click.echo(f"Its messages are signed with {made.webhook_secret}")


@alert.command("test")
@click.argument("id", type=int)
@home_option
@user_option
def test_alert(id: int, home: Path, email: str) -> None:
    """Tell now what alert ID would tell, by every way that it tells."""
    with with_words(home):
        from penstock.faces.views.watches import tried_out
        from penstock.response.alerts.queries import get_alert

        click.echo(tried_out(get_alert(_user(email), id), datetime.now(UTC)).text)


@alert.command("switch")
@click.argument("id", type=int)
@click.argument("to", type=click.Choice(["on", "off"]))
@home_option
@user_option
def switch_alert(id: int, to: str, home: Path, email: str) -> None:
    """Alert ID on, or off."""
    with with_words(home):
        from penstock.response.alerts import actions
        from penstock.response.alerts.queries import get_alert

        user = _user(email)
        actions.switch_alert(actor=_acting(user), alert=get_alert(user, id), is_on=to == "on")


@alert.command("remove")
@click.argument("id", type=int)
@home_option
@user_option
def remove_alert(id: int, home: Path, email: str) -> None:
    """Watch it no more."""
    with with_words(home):
        from penstock.response.alerts import actions
        from penstock.response.alerts.queries import get_alert

        user = _user(email)
        actions.remove_alert(actor=_acting(user), alert=get_alert(user, id))


def _user(email: str) -> "User":
    from penstock.foundation.base.errors import Refused
    from penstock.records.team.models import User

    found = User.objects.filter(email__iexact=email, is_active=True, is_removed=False).first()
    if found is None:
        raise Refused(f"Nobody signs in with {email}.")
    return found


def _number(name: str) -> dict[str, str]:
    """METRIC, REPORT:COLUMN:CELL or REPORT::FIGURE, as an alert is made of it."""
    if ":" not in name:
        return {"metric": name}
    report, _sign, rest = name.partition(":")
    column, _sign, cell = rest.partition(":")
    return {"report": report, "column": column, "cell": cell}


def _acting(user: "User") -> "Acting":
    """The terminal, in their name."""
    from penstock.records.team.acting import Acting

    return replace(Acting.at_terminal(), user=user)


def _tile_lines(tile: dict[str, Any]) -> list[str]:
    if tile["kind"] == "report" or tile.get("value") is None:
        rows = [", ".join("-" if cell is None else str(cell) for cell in row) for row in tile.get("rows", ())]
        return [f"{tile['title'] or tile['name']}: {tile.get('why_not') or ''}".rstrip(": "), *rows]
    number = f"{tile['value'] * 100:.1f} %" if tile["unit"] == "share" else f"{tile['value']:,.2f}"
    if tile["unit"] == "share" and not tile["enough"]:
        number = f"{round(tile['value'] * tile['n'])} of {tile['n']}"
    unit = tile["currency"] or (tile["unit"] if tile["unit"] in ("days", "hours") else "")
    return [f"{tile['title'][:40]:<42}{number:>18} {unit}".rstrip() + f"   n {tile['n']:,}"]
