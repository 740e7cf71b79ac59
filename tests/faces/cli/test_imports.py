"""penstock import: what it says and with which exit status. What it does is tested in tests/exchange/imports."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from penstock.faces.cli import imports
from penstock.records.pipeline.models import Opportunity, Pipeline, Stage
from penstock.records.workspace.models import Workspace

DEALS = "Deal ID,Deal Name,Deal Stage,Amount,Close Date\n1,One,Closed won,5,2025-01-31\n2,Two,Closed lost,7,2025-03-01\n"


@pytest.fixture
def penstock(db, tmp_path, settings, monkeypatch):
    """Run the command inside the test's own transaction, on an empty workspace."""
    settings.MEDIA_ROOT = tmp_path / "files"
    # Django is open already, on the test's database.
    monkeypatch.setattr(imports, "opened", lambda home: nullcontext())
    if not Workspace.objects.exists():
        Workspace.objects.create()
    if not Pipeline.objects.exists():
        pipeline = Pipeline.objects.create(name="Sales")
        Stage.objects.create(pipeline=pipeline, name="Closed won", kind="won", probability=1)
        Stage.objects.create(pipeline=pipeline, name="Closed lost", kind="lost", probability=0)

    def run(*words):
        return CliRunner().invoke(imports.import_files, [str(word) for word in words])

    return run


@pytest.fixture
def deals(tmp_path):
    """A file of two opportunities."""
    path = tmp_path / "deals.csv"
    path.write_text(DEALS)
    return path


def test_json_is_one_object_with_the_numbers(penstock, deals):
    result = penstock(deals, "--json")

    told = json.loads(result.stdout)
    run = told.pop("run")
    assert (result.exit_code, isinstance(run, int)) == (0, True)
    assert told == {
        "kind": "opportunities",
        "read": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "refused_file": "",
        "warnings": [],
    }


def test_refused_rows_are_exit_status_one(penstock, deals):
    deals.write_text(DEALS + "3,Three,Closed won,much,2025-01-01\n")

    result = penstock(deals, "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["created"], told["refused"]) == (1, 2, 1)
    assert told["refused_file"].endswith("deals.refused.csv")


def test_doubt_is_exit_status_two_and_names_its_flag(penstock, deals):
    deals.write_text(DEALS.replace("2025-01-31", "01/02/2025").replace("2025-03-01", "03/04/2025"))

    result = penstock(deals)

    assert (result.exit_code, Opportunity.objects.count()) == (2, 0)
    assert "can be read day first or month first" in result.stderr
    assert "[--dates]" in result.stderr
    assert penstock(deals, "--dates", "mdy").exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nothing.csv"], "nothing.csv: there is no such file"),
        ([], "which files?"),
        (["--resume", "999"], "there is no import run 999"),
        (["--undo", "999"], "there is no import run 999"),
    ],
)
def test_wrong_use_is_one_clear_line(penstock, words, message):
    result = penstock(*words)

    assert result.exit_code != 0
    assert message in str(result.exception)


def test_wrong_mapping_is_one_clear_line(penstock, deals):
    result = penstock(deals, "--map", "Shoe size=name")

    assert "there is no column 'Shoe size'" in str(result.exception)


def test_dry_run_and_undo(penstock, deals):
    assert "would be 2 created" in penstock(deals, "--dry-run").stdout
    run = json.loads(penstock(deals, "--json").stdout)["run"]

    assert "facts taken back" in penstock("--undo", run).stdout
    assert Opportunity.objects.filter(is_removed=False).count() == 0
