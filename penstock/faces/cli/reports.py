"""penstock report."""

import csv
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from penstock.faces.cli.home import home_option
from penstock.faces.cli.metrics import question
from penstock.faces.cli.saying import with_words

if TYPE_CHECKING:
    from penstock.faces.views.reporting import Extra
    from penstock.response.reports.told import Told, Unit


@click.command()
@home_option
@click.argument("name")
@click.argument("metric", default="")
@question
@click.option("--unit", type=click.Choice(["lead", "opportunity"]), default=None, help="Of a funnel: whose.")
@click.option(
    "--window", default="", metavar="FROM..TO", help="Of a bridge: only what is expected to close then."
)
@click.option("--rows", is_flag=True, help="The records behind each number, too.")
@click.option("--json", "form", flag_value="json", help="One JSON object.")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
def report(
    home: Path,
    name: str,
    metric: str,
    unit: str | None,
    window: str,
    rows: bool,
    form: str | None,
    **asked: Any,
) -> None:
    """A report by name; `penstock report list` says which there are."""
    with with_words(home):
        if name == "list":
            _print_list()
            return
        from penstock.faces.views.reporting import Extra, names_in

        told, object_ = _told(name, metric, Extra(unit or "", window), rows, asked)
        names = names_in(told, None) if form is None else {}
    match form:
        case "json":
            click.echo(json.dumps(object_))
        case "csv":
            writer = csv.DictWriter(sys.stdout, object_["columns"])
            writer.writeheader()
            writer.writerows(object_["rows"])
        case _:
            _print(told, object_, names)


def _print_list() -> None:
    from penstock.response.reports.catalogue import REPORTS

    for one in REPORTS.values():
        click.echo(f"{one.name:<16}{one.sentence}")


def _told(
    name: str, metric: str, extra: "Extra", rows: bool, asked: dict[str, Any]
) -> tuple["Told", dict[str, Any]]:
    from penstock.faces.views.numbers import Asked, texts
    from penstock.faces.views.reporting import report_told

    words = Asked(metric=metric, **(asked | {"by": texts(asked["by"]), "grain": asked["grain"] or ""}))
    return report_told(name, words, None, datetime.now(UTC), extra, with_rows=rows)


def _print(told: "Told", object_: dict[str, Any], names: dict[int, str]) -> None:
    click.echo(
        f"{told.report} as of {object_['as_of'][:19]}"
        + (f", known {object_['known'][:19]}" if told.known else "")
    )
    for figure in told.figures:
        click.echo(f"{figure.title:<40}" + ", ".join(_parts(told, figure)).rjust(28))
    for table in told.tables:
        if not table.is_drawn:
            _print_table(told, table, names)
    for note in told.notes:
        click.echo(note)
    for left in told.left_out:
        click.echo(f"left out: {left.n:,}, {left.why}")


def _parts(told: "Told", figure: Any) -> list[str]:
    """A number with its n, its interval, and what it says of itself; what is missing in place of it."""
    value = _words(figure.unit, told.outside(figure.unit, figure.value), told.currency)
    parts = [figure.why_not or ("" if figure.value is None and figure.note else value)]
    if figure.why_not is None:
        parts.append(_range(told, figure.unit, figure.low, figure.high))
    parts += [f"n {figure.n:,}" if figure.n is not None else "", figure.note]
    return [part for part in parts if part]


def _range(told: "Told", unit: "Unit", low: Any, high: Any) -> str:
    if low is None or high is None:
        return ""
    ends = [_words(unit, told.outside(unit, end), "") for end in (low, high)]
    # The unit once: 27.0 to 42.3 %.
    return f"{ends[0].removesuffix(' %').removesuffix(' points')} to {ends[1].removesuffix(' points')}"


def _print_table(told: "Told", table: Any, names: dict[int, str]) -> None:
    shown = [column for column in table.columns if column.is_shown]
    beside = [then for column in shown if (then := table.then(column))]
    columns = [column for column in table.columns if column in shown or column in beside]
    click.echo(f"\n{table.title}")
    lines = [[str(column.title) for column in columns]]
    lines += [
        [row.get(column.few) or _with_range(told, column, row, names) for column in columns]
        for row in table.rows
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    # A long name is cut, a number or a sentence never.
    widths[0] = min(widths[0], 40)
    for line in lines:
        cells = [
            cell[:width].ljust(width) if column.unit in ("text", "opportunity") else cell[:width].rjust(width)
            for cell, width, column in zip(line, widths, columns, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())


def _with_range(told: "Told", column: Any, row: dict[str, Any], names: dict[int, str]) -> str:
    """A cell as a screen has it: the value, its interval, and beside a number what stands small below it."""
    cell = _cell(told, column, row.get(column.name), names)
    found = _range(told, column.unit, row.get(column.low), row.get(column.high))
    below = "" if column.unit == "text" else row.get(column.under)
    return cell + (f" ({found})" if found else "") + (f", {below}" if below else "")


def _cell(told: "Told", column: Any, value: Any, names: dict[int, str]) -> str:
    if column.unit == "opportunity":
        return names.get(value, str(value))
    return _words(column.unit, told.outside(column.unit, value), "")


def _words(unit: str, value: Any, currency: str) -> str:
    if value is None:
        return "-"
    match unit:
        case "money":
            return f"{value:,.2f} {currency}".rstrip()
        case "share":
            return f"{value * 100:.1f} %"
        case "points":
            return f"{value * 100:+.1f} points"
        case "count":
            return f"{value:,.0f}"
        case "days" | "number":
            return f"{value:,.1f}"
        case "instant":
            return str(value)[:10]
    return str(value)
