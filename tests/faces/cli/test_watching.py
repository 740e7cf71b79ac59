"""penstock dashboard, alert, benchmark, own-metric: what is made at the terminal, asked, and refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import LazySettings

from penstock.faces.cli.main import main
from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.models import Role, User

RITA = ("--user", "rita@example.com")


@pytest.fixture
def penstock(committed: str, tmp_path: Path, settings: LazySettings) -> Callable[..., str]:
    """A representative with one open sale of 1,000, and one that is not hers."""
    settings.HOME = tmp_path / "home"
    lay_ground()
    rita = User.objects.create(email="rita@example.com", name="Rita", role=Role.REPRESENTATIVE)
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    for owner, amount in ((rita, 1_000), (None, 10)):
        Opportunity.objects.create(
            name="Boilers", pipeline=stage.pipeline, stage=stage, owner=owner, amount_minor=amount * 100, currency="EUR"
        )  # fmt: skip

    def run(*words: str, status: int = 0) -> str:
        result = CliRunner().invoke(main, [*words, "--home", str(tmp_path / "home")])
        assert result.exit_code == status, result.output
        return result.stderr if status else result.stdout

    return run


def test_a_dashboard_is_shown_with_its_users_eyes(penstock: Callable[..., str]) -> None:
    told = json.loads(penstock("dashboard", "show", "representative", *RITA, "--json"))

    assert (told["tiles"][0]["name"], told["tiles"][0]["value"]) == ("pipeline_value", 1_000)
    assert "1,000.00 EUR" in penstock("dashboard", "show", "representative", *RITA)
    assert penstock("dashboard", "list", *RITA).startswith("representative")
    assert "none of that name" in penstock("dashboard", "show", "none", *RITA, status=2)
    assert "Nobody signs in" in penstock("dashboard", "list", "--user", "x@example.com", status=2)


def test_an_alert_is_added_tried_out_switched_and_removed(penstock: Callable[..., str]) -> None:
    penstock("alert", "add", "pipeline_value", "--above", "500", "--title", "Much", *RITA)
    made = json.loads(penstock("alert", "list", *RITA, "--json"))["alerts"][0]

    assert (made["title"], made["rule"], made["threshold"]) == ("Much", "above", 500)
    assert penstock("alert", "test", str(made["id"]), *RITA) == "1,000 EUR, the line is 500 EUR · n 1\n"
    penstock("alert", "switch", str(made["id"]), "off", *RITA)
    assert json.loads(penstock("alert", "list", *RITA, "--json"))["alerts"][0]["is_on"] is False
    penstock("alert", "remove", str(made["id"]), *RITA)
    assert json.loads(penstock("alert", "list", *RITA, "--json")) == {"alerts": []}
    assert "no metric" in penstock("alert", "add", "none", "--chart", *RITA, status=2)
    assert "no number" in penstock("alert", "add", "pipeline::none", "--above", "5", *RITA, status=2)


def test_own_metrics_and_benchmarks(penstock: Callable[..., str]) -> None:
    assert penstock("own-metric", "keep", "Mine", "filter", "pipeline_value:owner=Rita") == "mine\n"
    assert json.loads(penstock("metric", "mine", "--json"))["value"] == 1_000
    assert "Mine" in penstock("own-metric", "list")
    penstock("own-metric", "remove", "mine")
    assert json.loads(penstock("own-metric", "list", "--json")) == {"own_metrics": []}

    words = ("--text", "a third", "--of", "of the closed", "--source", "Us")
    added = penstock("benchmark", "add", "win_rate", "0.33", *words).split()[1]
    assert "a third (of the closed; Us)" in penstock("benchmark", "list")
    penstock("benchmark", "remove", added)
    assert "no such benchmark" in penstock("benchmark", "remove", added, status=2)
