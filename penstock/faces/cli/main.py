"""The command line. Each command lives in a file of its own and is imported only when it is asked for."""

import sys
from importlib import import_module

import click

import penstock
from penstock.foundation.machine.child import end_with_supervisor
from penstock.foundation.machine.errors import Refusal

COMMANDS = {
    "up": "penstock.faces.cli.up:up",
    "web": "penstock.faces.cli.processes:web",
    "worker": "penstock.faces.cli.processes:worker",
    "migrate": "penstock.faces.cli.processes:migrate",
    "db": "penstock.faces.cli.database:db",
    "backup": "penstock.faces.cli.safekeeping:backup",
    "restore": "penstock.faces.cli.safekeeping:restore",
    "check": "penstock.faces.cli.check:check",
    "user": "penstock.faces.cli.users:user",
    "sample": "penstock.faces.cli.sample:sample",
    "import": "penstock.faces.cli.imports:import_files",
    "export": "penstock.faces.cli.exports:export",
    "report": "penstock.faces.cli.reports:report",
    "remark": "penstock.faces.cli.remarks:remark",
    "intervention": "penstock.faces.cli.interventions:intervention",
    "metric": "penstock.faces.cli.metrics:metric",
    "metrics": "penstock.faces.cli.metrics:metrics",
    "explain": "penstock.faces.cli.metrics:explain",
    "dashboard": "penstock.faces.cli.watching:dashboard",
    "alert": "penstock.faces.cli.watching:alert",
    "benchmark": "penstock.faces.cli.measures:benchmark",
    "own-metric": "penstock.faces.cli.measures:own_metric",
    "lake": "penstock.faces.cli.lake:lake",
    "bench": "penstock.faces.cli.bench:bench",
}


class Commands(click.Group):
    """Looks a command up by name, so that `penstock --version` does not load a web framework."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        end_with_supervisor()
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            click.echo(f"penstock: {refusal}", err=True)
            sys.exit(2)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(penstock.__version__, package_name="penstock")
def main() -> None:
    """Penstock: from a stranger's first click to a renewed contract, in one place."""
