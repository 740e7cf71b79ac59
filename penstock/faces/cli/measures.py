"""penstock benchmark, own-metric."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from penstock.faces.cli.home import home_option
from penstock.faces.cli.saying import end, json_option, say, with_words


@click.group()
def benchmark() -> None:
    """Figures of others to stand beside one's numbers."""


@benchmark.command("list")
@home_option
@json_option
def list_benchmarks(home: Path, as_json: bool) -> None:
    """The quoted ones and one's own, with of whom each is said and who says it."""
    with with_words(home):
        from penstock.faces.views.quoting import figure_told
        from penstock.response.reports.benchmarks import figures

        told = [figure_told(one) for one in figures()]
    lines = [f"{one['id'] or '':>6}  {one['metric']:<20}{one['text']} ({one['denominator']}; {one['source']})"
             for one in told]  # fmt: skip
    say({"benchmarks": told}, as_json, lambda: lines)


@benchmark.command("add")
@click.argument("metric")
@click.argument("value", type=float)
@click.option("--text", required=True, help="In words.")
@click.option("--of", "denominator", required=True, help="Of whom it is said.")
@click.option("--source", required=True, help="Who says it.")
@home_option
def add_benchmark(home: Path, **given: Any) -> None:
    """VALUE beside METRIC; shares from 0 to 1."""
    with with_words(home):
        from penstock.records.team.acting import Acting
        from penstock.response.reports.benchmarks import keep_benchmark

        click.echo(f"benchmark {keep_benchmark(actor=Acting.at_terminal(), **given).pk}")


@benchmark.command("remove")
@click.argument("id", type=int)
@home_option
def remove_benchmark(id: int, home: Path) -> None:
    """One of one's own."""
    with with_words(home):
        from penstock.records.team.acting import Acting
        from penstock.response.reports import benchmarks

        if all(one.pk != id for one in benchmarks.own_benchmarks()):
            end("there is no such benchmark of your own")
        benchmarks.remove_benchmark(actor=Acting.at_terminal(), id=id)


@click.group("own-metric")
def own_metric() -> None:
    """Metrics of one's own, made of those of the catalogue."""


@own_metric.command("list")
@home_option
@json_option
def list_own(home: Path, as_json: bool) -> None:
    """The newest version of each."""
    names = ("name", "title", "form", "parts", "direction")
    with with_words(home):
        from penstock.response.reports.own import own_metrics

        told = [{name: getattr(one, name) for name in names} for one in own_metrics()]
    say({"own_metrics": told}, as_json, lambda: [f"{one['name']:<24}{one['title']}" for one in told])


@own_metric.command("keep")
@click.argument("title")
@click.argument("form", type=click.Choice(["ratio", "sum", "filter"]))
@click.argument("metrics", nargs=-1, required=True)
@click.option("--direction", type=click.Choice(["up", "down", "neither"]), default="neither")
@home_option
def keep_own(title: str, form: str, metrics: tuple[str, ...], direction: str, home: Path) -> None:
    """Make TITLE a FORM of METRICS; the same title again is its next version. A metric is a name, or
    NAME:FIELD=VALUE,FIELD=VALUE for only some of its records."""
    with with_words(home):
        from penstock.records.team.acting import Acting
        from penstock.response.reports.own import keep_own_metric, name_of

        kept = keep_own_metric(
            actor=Acting.at_terminal(), title=title, form=form, parts=[_part(one) for one in metrics],
            direction=direction, now=datetime.now(UTC), name=name_of(title),
        )  # fmt: skip
        click.echo(kept.name)


@own_metric.command("remove")
@click.argument("name")
@home_option
def remove_own(name: str, home: Path) -> None:
    """Not offered any more; its versions stay."""
    with with_words(home):
        from penstock.records.team.acting import Acting
        from penstock.response.reports.own import remove_own_metric

        remove_own_metric(actor=Acting.at_terminal(), name=name, now=datetime.now(UTC))


def _part(text: str) -> dict[str, Any]:
    metric, _sign, where = text.partition(":")
    return {"metric": metric, "where": [one.strip() for one in where.split(",") if one.strip()]}
