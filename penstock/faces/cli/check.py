"""penstock check."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

import penstock
from penstock.faces.cli.home import home_option, installation_in, opened
from penstock.foundation.machine.checks import Finding, findings
from penstock.foundation.machine.commands import Commands


@click.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object and nothing else.")
def check(home: Path, as_json: bool) -> None:
    """Is everything all right here? Says what to mend. Exit status 1 when there is something."""
    found = findings(installation_in(home), Commands(), penstock.__version__)
    if any(finding.what == "migrations" and finding.is_well for finding in found):
        found += _rooms(home)
    is_well = all(finding.is_well for finding in found)
    if as_json:
        click.echo(json.dumps({"is_well": is_well, "findings": [asdict(finding) for finding in found]}))
    else:
        for finding in found:
            click.echo(f"{'ok  ' if finding.is_well else 'MEND'} {finding.what:<12} {finding.seen}")
            if finding.mend:
                click.echo(f"     {'':<12} {finding.mend}")
    sys.exit(0 if is_well else 1)


def _rooms(home: Path) -> list[Finding]:
    """What the other rooms look at, each by the name under which it registered its check."""
    with opened(home):
        from penstock.foundation.base.registry import checks

        return [_finding(name, look()) for name, look in sorted(checks.items())]


def _finding(name: str, to_mend: list[str]) -> Finding:
    return Finding(name, "to mend" if to_mend else "well", " ".join(to_mend))
