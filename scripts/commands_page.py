"""docs/commands.md is the help of every command: `python scripts/commands_page.py` writes it anew."""

from pathlib import Path

import click

from penstock.faces.cli.main import main

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# The commands

Written by `scripts/commands_page.py` from what each command says with `--help`; a test holds it current.
Exit status: 0 done, 1 some rows refused (the file is named), 2 wrong use or bad input, with one clear line.
`--json` prints one JSON object and nothing else.
"""


def page() -> str:
    """The whole page."""
    with click.Context(main, info_name="penstock", **main.context_settings, **WIDTH) as context:
        return "\n".join([HEAD, *(section(command, context) for command in commands(main, context))])


WIDTH = {"terminal_width": 100, "max_content_width": 100}


def commands(group: click.Group, context: click.Context) -> list[click.Command]:
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        command.name = name
        # click keeps the option as it was first asked for, by whichever test or program.
        command._help_option = None
        found.append(command)
    return found


def section(command: click.Command, parent: click.Context) -> str:
    """Its heading and help, then those of its commands."""
    with click.Context(command, info_name=command.name, parent=parent, **WIDTH) as context:
        text = f"## {context.command_path}\n```\n{command.get_help(context)}\n```\n"
        inner = commands(command, context) if isinstance(command, click.Group) else []
        return "\n".join([text, *(section(one, context) for one in inner)])


if __name__ == "__main__":
    PAGE.write_text(page())
