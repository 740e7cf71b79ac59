"""The docs are read: every command, setting and link is in them and leads somewhere, or this fails."""

import ast
import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings

from penstock.faces.cli.main import COMMANDS
from penstock.foundation.base.models import Tracked
from penstock.records.workspace.models import Workspace

ROOT = Path(settings.BASE_DIR).parent
PAGES = sorted(path.relative_to(ROOT) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
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


def test_the_page_of_metrics_is_current():
    written = runpy.run_path(str(ROOT / "scripts" / "metrics_page.py"))["page"]()

    assert (ROOT / "docs" / "metrics.md").read_text() == written, "run scripts/metrics_page.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str):
    assert f"## penstock {name}\n" in (ROOT / "docs" / "commands.md").read_text()


def test_the_page_of_keys_is_current():
    written = runpy.run_path(str(ROOT / "scripts" / "keys_page.py"))["page"]()

    assert (ROOT / "docs" / "keys.md").read_text() == written, "run scripts/keys_page.py"


def test_every_setting_of_the_workspace_is_documented():
    fields = {field.name for field in Workspace._meta.concrete_fields}
    ours = fields - {field.name for field in Tracked._meta.concrete_fields} - {"id"}
    documented = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))

    assert documented == ours


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_somewhere(page: Path):
    text = (ROOT / page).read_text()
    targets = [target.partition("#")[0] for target in LINK.findall(text) if "://" not in target]

    assert [target for target in targets if target and not (ROOT / page.parent / target).exists()] == []


def test_what_the_readme_promises_is_there():
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    commands = set(re.findall(r"^    penstock (\w+)", readme, re.MULTILINE))
    targets = set(re.findall(r"\bmake (\w+)(?=\s| ARGS|`)", readme)) - {"and"}

    assert commands and commands <= set(COMMANDS)
    assert targets and {target for target in targets if f"\n{target}:" not in makefile} == set()


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


def test_the_page_of_truth_names_tests_that_there_are():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "truth.md").read_text())

    lacking = [f"{path}::{test}" for path, test in named if f"\ndef {test}(" not in (ROOT / path).read_text()]
    assert len(named) > 40
    assert not lacking
