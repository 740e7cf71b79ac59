"""penstock report."""

import csv
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from penstock.faces.cli.home import home_option, opened


@click.command()
@home_option
@click.argument("name", type=click.Choice(["pipeline"]))
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="As it was at the end of a day.")
@click.option(
    "--known",
    is_flag=False,
    flag_value="then",
    help="With what was known then, or at the end of DAY (--known DAY).",
)
@click.option("--json", "form", flag_value="json", help="One JSON object.")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated values.")
def report(home: Path, name: str, as_of: datetime | None, known: str | None, form: str | None) -> None:
    """A report: pipeline (count, value and weighted value by stage)."""
    with opened(home):
        answer = _pipeline(as_of.date() if as_of else None, known)
    match form:
        case "json":
            click.echo(json.dumps(answer))
        case "csv":
            writer = csv.DictWriter(sys.stdout, answer["columns"])
            writer.writeheader()
            writer.writerows(answer["rows"])
        case _:
            _print_table(answer)


def _pipeline(day: date | None, known: str | None) -> dict[str, Any]:
    from penstock.foundation.base.values.money import Money
    from penstock.foundation.base.values.period import end_of_day
    from penstock.records.pipeline.queries import all_opportunities
    from penstock.records.pipeline.reports import pipeline_report
    from penstock.records.workspace.queries import current

    now, workspace = datetime.now(UTC), current()
    valid = end_of_day(day, workspace.tzinfo) if day else None
    known_at = _known(known, valid or now, workspace.tzinfo)
    if known_at and valid is None:
        valid = now
    rows = pipeline_report(all_opportunities(valid, known_at), workspace, now=now, valid=valid)

    def money(minor: int) -> float:
        return float(Money(minor, workspace.home_currency).major)

    table = [
        {
            "pipeline": row.pipeline,
            "stage": row.stage or "not recorded",
            "kind": row.kind,
            "count": row.totals.count,
            "value": money(row.totals.amount_minor),
            "weighted": money(row.totals.weighted_minor),
        }
        for row in rows
    ]
    without_rate = sum(row.totals.without_rate for row in rows)
    return {
        "report": "pipeline",
        "as_of": (valid or now).isoformat(),
        "known": known_at.isoformat() if known_at else None,
        "from": None,
        "to": None,
        "computed_at": now.isoformat(),
        "columns": ["pipeline", "stage", "kind", "count", "value", "weighted"],
        "rows": table,
        "totals": {
            "currency": workspace.home_currency,
            **{
                kind: {
                    "count": sum(row["count"] for row in table if row["kind"] == kind),
                    "value": money(sum(row.totals.amount_minor for row in rows if row.kind == kind)),
                    "weighted": money(sum(row.totals.weighted_minor for row in rows if row.kind == kind)),
                }
                for kind in ("open", "won", "lost")
            },
        },
        "notes": [],
        "left_out": [{"why": "no exchange rate", "n": without_rate}] if without_rate else [],
    }


def _known(given: str | None, valid: datetime, zone: Any) -> datetime | None:
    from penstock.foundation.base.values.period import end_of_day

    if given is None:
        return None
    if given == "then":
        return valid
    try:
        return end_of_day(date.fromisoformat(given), zone)
    except ValueError as error:
        raise click.BadParameter(
            f"{given!r} is not a day such as 2026-03-01", param_hint="--known"
        ) from error


def _print_table(answer: dict[str, Any]) -> None:
    currency = answer["totals"]["currency"]
    click.echo(
        f"Pipeline as of {answer['as_of']}" + (f", known {answer['known']}" if answer["known"] else "")
    )
    click.echo(f"{'Stage':<32}{'Count':>10}{'Value ' + currency:>20}{'Weighted':>20}")
    for row in answer["rows"]:
        click.echo(
            f"{row['stage'][:31]:<32}{row['count']:>10,}{row['value']:>20,.2f}{row['weighted']:>20,.2f}"
        )
    for kind in ("open", "won", "lost"):
        total = answer["totals"][kind]
        click.echo(f"{kind:<32}{total['count']:>10,}{total['value']:>20,.2f}{total['weighted']:>20,.2f}")
    for left in answer["left_out"]:
        click.echo(f"left out: {left['n']}, {left['why']}")
