"""penstock metric, metrics, explain."""

import csv
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from penstock.faces.cli.home import home_option, opened
from penstock.faces.cli.saying import with_words

if TYPE_CHECKING:
    from penstock.faces.views.numbers import Asked


def question(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which numbers are asked for."""
    for option in reversed(
        (
            click.option("--from", "since", default="", metavar="DAY", help="The first day of the period."),
            click.option("--to", "until", default="", metavar="DAY", help="Its last day, which is in it."),
            click.option("--grain", type=click.Choice(["day", "week", "month", "quarter", "year"]), help="A series."),
            click.option("--by", multiple=True, metavar="FIELD", help="Groups; may be given several times."),
            click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Only these; several of one field mean any of them."),
            click.option("--as-of", "as_of", default="", metavar="DAY", help="As it was at the end of a day, or at an instant."),
            click.option("--known", is_flag=False, flag_value="then", default="", metavar="[DAY]", help="With what was known then, or at the end of DAY (--known DAY)."),
            click.option("--against", default="", metavar="WHAT", help="Beside it: DAY (as of then), FROM..TO, FIELD=VALUE, previous or year-before."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@home_option
@click.argument("name")
@question
@click.option("--rows", is_flag=True, help="The records behind the number, too.")
@click.option("--json", "form", flag_value="json", help="One JSON object.")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
def metric(home: Path, name: str, rows: bool, form: str | None, **asked: Any) -> None:
    """A number that can be believed: with its n, its interval, what was left out, and the records behind it."""
    told = _asked(home, lambda: _told(_question(name, asked), rows))
    match form:
        case "json":
            click.echo(json.dumps(told))
        case "csv":
            _print_csv(told)
        case _:
            _print(told)


@click.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def metrics(home: Path, as_json: bool) -> None:
    """Every metric there is, and what it can be asked by."""
    from penstock.insight.metrics.catalogue import METRICS

    if as_json:
        with opened(home):
            from penstock.faces.views.numbers import catalogue

            click.echo(json.dumps({"metrics": catalogue()}))
        return
    for one in METRICS.values():
        click.echo(f"{one.name:<24}{one.sentence}")


@click.command()
@home_option
@click.argument("name")
@question
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def explain(home: Path, name: str, as_json: bool, **asked: Any) -> None:
    """What a metric means, and the query that lists the records behind it."""

    def ask() -> dict[str, Any]:
        from penstock.faces.views.numbers import explained

        return explained(_question(name, asked), None, datetime.now(UTC))

    told = _asked(home, ask)
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(f"{told['metric']}: {told['sentence']}\n\n{told['definition']}\n")
    click.echo(told["sql"] or f"Made of {', '.join(told['of'])}: explain these.")


def _question(name: str, asked: dict[str, Any]) -> "Asked":
    from penstock.faces.views.numbers import Asked, texts

    return Asked(metric=name, **(asked | {"by": texts(asked["by"]), "grain": asked["grain"] or ""}))


def _told(asked: "Asked", rows: bool) -> dict[str, Any]:
    from penstock.faces.views.numbers import EVERY_ROW, metric_told

    return metric_told(asked, None, datetime.now(UTC), rows=EVERY_ROW if rows else None)


def _asked(home: Path, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """With the installation opened; a wrong question is exit status 2 and one line."""
    with with_words(home):
        return ask()


def _print_csv(told: dict[str, Any]) -> None:
    """The rows if they were asked for, else the groups, else the series, else the value."""
    lines: list[dict[str, Any]] = told.get("rows") or [
        {
            **one.get("by", {}),
            **{name: one[name] for name in ("period", "value", "n", "low", "high") if name in one},
        }
        for one in told["groups"] or told["series"] or [told]
    ]
    columns = list(dict.fromkeys(name for line in lines for name in line))
    writer = csv.DictWriter(sys.stdout, columns)
    writer.writeheader()
    writer.writerows(lines)


def _print(told: dict[str, Any]) -> None:
    click.echo(f"{told['metric']}: {_words(told, told)}   as of {told['as_of'][:19]}")
    if told.get("against"):
        beside = told["against"]["answer"]
        click.echo(f"{'against':<40}{_words(beside, beside):>28}   as of {beside['as_of'][:19]}")
    for point in told["series"]:
        click.echo(f"{point['period']:<40}{_words(told, point):>28}   n {point['n']:,}")
    for group in told["groups"]:
        click.echo(f"{', '.join(group['by'].values())[:39]:<40}{_words(told, group):>28}   n {group['n']:,}")
    for row in told.get("rows", []):
        click.echo(", ".join(f"{name} {value}" for name, value in row.items() if value is not None))
    for left in told["left_out"]:
        click.echo(f"left out: {left['n']:,}, {left['why']}")
    for note in told["notes"]:
        click.echo(note)


def _words(told: dict[str, Any], one: dict[str, Any]) -> str:
    value = one["value"]
    if value is None:
        return f"not enough data: {one['why_not']}" if one.get("why_not") else "not enough data"
    if told["unit"] == "share":
        if not one["enough"]:
            return f"{round(value * one['n'])} of {one['n']}"
        return f"{value * 100:.1f} %"
    number = f"{value:,.0f}" if told["unit"] == "count" else f"{value:,.2f}"
    words = {
        "money": told["currency"],
        "money_per_day": f"{told['currency']} a day",
        "days": "days",
        "hours": "hours",
    }
    return " ".join(filter(None, (number, words.get(told["unit"]))))
