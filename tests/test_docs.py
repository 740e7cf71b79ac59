"""The docs are read: every command, setting and link is in them and leads somewhere, or this fails."""

import ast
import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings

from penstock.faces.cli.main import COMMANDS

ROOT = Path(settings.BASE_DIR).parent
VARIABLE = re.compile(r"PENSTOCK_[A-Z_]+[A-Z]")
# Handed by our commands to the processes that they start, made from flags and from the home; nobody sets them by hand.
OURS = {
    "PENSTOCK_APP_ROLE",
    "PENSTOCK_DEFAULT_CURRENCY",
    "PENSTOCK_DEFAULT_FISCAL_START",
    "PENSTOCK_DEFAULT_WEEK_START",
    "PENSTOCK_DEFAULT_ZONE",
    "PENSTOCK_SECRET_KEY",
    "PENSTOCK_SUPERVISED",
}


def test_the_page_of_commands_is_current():
    written = runpy.run_path(str(ROOT / "scripts" / "commands_page.py"))["page"]()

    assert (ROOT / "docs" / "commands.md").read_text() == written, "run scripts/commands_page.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str):
    assert f"## penstock {name}\n" in (ROOT / "docs" / "commands.md").read_text()


def test_every_variable_is_documented():
    sources = [path.read_text() for path in (ROOT / "penstock").rglob("*.py")]
    strings = {
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    read = {text for text in strings if VARIABLE.fullmatch(text)}
    documented = set(VARIABLE.findall((ROOT / "docs" / "operate.md").read_text()))

    assert read - OURS - documented == set()
    assert documented - read == set(), "nothing reads these any more"
