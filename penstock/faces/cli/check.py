"""penstock check."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

import penstock
from penstock.faces.cli.home import home_option, installation_in
from penstock.foundation.machine.checks import Finding, findings
from penstock.foundation.machine.commands import Commands
from penstock.foundation.machine.installation import Installation


def _machine(installation: Installation) -> list[Finding]:
    return findings(installation, Commands(), penstock.__version__)


# Each looks at its own part of an installation; a room's own checks are added to this list.
LOOKS: tuple[Callable[[Installation], list[Finding]], ...] = (_machine,)


@click.command()
@home_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object and nothing else.")
def check(home: Path, as_json: bool) -> None:
    """Is everything all right here? Says what to mend. Exit status 1 when there is something."""
    installation = installation_in(home)
    found = [finding for look in LOOKS for finding in look(installation)]
    is_well = all(finding.is_well for finding in found)
    if as_json:
        click.echo(json.dumps({"is_well": is_well, "findings": [asdict(finding) for finding in found]}))
    else:
        for finding in found:
            click.echo(f"{'ok  ' if finding.is_well else 'MEND'} {finding.what:<12} {finding.seen}")
            if finding.mend:
                click.echo(f"     {'':<12} {finding.mend}")
    sys.exit(0 if is_well else 1)
