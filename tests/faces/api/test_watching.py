"""Dashboards, alerts, benchmarks and own metrics through the API: whose they are, and what they say."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.models import Role, User

Ask = Callable[..., tuple[int, Any]]
TILES = [{"kind": "metric", "name": "pipeline_value"}, {"kind": "report", "name": "pipeline", "width": 2}]


@pytest.fixture
def ask(committed: str, tmp_path: Path, settings: LazySettings) -> Ask:
    """Ask as an administrator (ada) or a representative (rita), who has one open sale of two."""
    settings.HOME = tmp_path / "home"
    lay_ground()
    people = {
        "ada": User.objects.create(email="ada@example.com", name="ada", role=Role.ADMINISTRATOR),
        "rita": User.objects.create(email="rita@example.com", name="rita", role=Role.REPRESENTATIVE),
    }
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    for owner, amount in (("ada", 100), ("rita", 1_000)):
        Opportunity.objects.create(
            name=owner, pipeline=stage.pipeline, stage=stage, owner=people[owner], amount_minor=amount * 100,
            currency="EUR",
        )  # fmt: skip

    def send(name: str, method: str, address: str, body: Any = None) -> tuple[int, Any]:
        client = Client()
        client.force_login(people[name])
        answer = client.generic(
            method, f"/api/{address}", json.dumps(body) if body else "",
            content_type="application/json",
        )  # fmt: skip
        return answer.status_code, answer.json() if answer.content else None

    return send


def test_a_dashboard_is_made_arranged_shared_and_asked(ask: Ask) -> None:
    status, made = ask("ada", "POST", "dashboards", {"title": "Ours", "tiles": TILES})
    at = f"dashboards/{made['name']}"
    assert status == 201 and [tile["name"] for tile in made["tiles"]] == ["pipeline_value", "pipeline"]
    assert ask("rita", "GET", at)[0] == 404

    status, shared = ask("ada", "PATCH", at, {"role": "everybody", "tiles": TILES[:1], "revision": 1})
    assert (status, shared["role"], shared["revision"], len(shared["tiles"])) == (200, "everybody", 2, 1)
    assert ask("ada", "PATCH", at, {"tiles": TILES, "revision": 1})[0] == 409
    assert ask("rita", "PATCH", at, {"title": "Mine"})[0] == 403

    def value(name: str) -> Any:
        return ask(name, "GET", f"{at}/answers")[1]["tiles"][0]["value"]

    assert (value("ada"), value("rita")) == (1_100, 1_000)
    assert ask("rita", "DELETE", at)[0] == 403
    assert ask("ada", "DELETE", at)[0] == 204
    assert ask("ada", "GET", at)[0] == 404


def test_ready_dashboards_are_asked_and_stay(ask: Ask) -> None:
    status, told = ask("rita", "GET", "dashboards/representative/answers")

    assert status == 200 and told["tiles"][0]["before"]["stated"] is False
    pipeline = next(tile for tile in told["tiles"] if tile["kind"] == "report")
    assert 1_000 in [cell for row in pipeline["rows"] for cell in row]
    assert [
        ask("ada", method, "dashboards/manager", {"title": "No"})[0] for method in ("PATCH", "DELETE")
    ] == [
        404,
        404,
    ]


def test_an_alert_is_made_tried_out_switched_and_removed(ask: Ask) -> None:
    about = {"metric": "pipeline_value", "rule": "above", "threshold": 500, "quiet_from": "22:00", "quiet_to": "06:30"}  # fmt: skip
    status, made = ask("rita", "POST", "alerts", about)
    at = f"alerts/{made['id']}"
    assert (status, made["quiet_to"], made["webhook_secret"]) == (201, "06:30", "")

    status, crossing = ask("rita", "POST", f"{at}/tests")
    assert (status, crossing["value"], crossing["is_test"], len(crossing["record_ids"])) == (
        201,
        1_000,
        True,
        1,
    )
    assert [one["id"] for one in ask("rita", "GET", f"{at}/crossings")[1]["items"]] == [crossing["id"]]
    assert ask("rita", "PATCH", at, {"is_on": False})[1]["is_on"] is False
    for method, more in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/tests")):
        assert ask("ada", method, at + more, {"is_on": True} if method == "PATCH" else None)[0] == 404
    assert ask("rita", "DELETE", at)[0] == 204
    assert ask("rita", "GET", "alerts")[1]["items"] == []


def test_a_figure_of_a_report_is_watched_with_the_callers_eyes(ask: Ask) -> None:
    about = {"report": "pipeline", "cell": "value", "rule": "above", "threshold": 500}
    made = ask("rita", "POST", "alerts", about)[1]

    assert {name: made[name] for name in about} == about
    assert ask("rita", "POST", f"alerts/{made['id']}/tests")[1]["value"] == 1_000


def test_what_cannot_be_watched_is_refused(ask: Ask) -> None:
    line = {"rule": "above", "threshold": 1}
    for about in (
        line | {"metric": "none"},
        line | {"metric": "win_rate", "where": ["a"]},
        line | {"metric": "win_rate", "where": ["shoes=8"]},
        line | {"report": "pipeline", "column": "value", "cell": "stage:0"},
        {"metric": "win_rate", "rule": "above"},
    ):
        assert ask("ada", "POST", "alerts", about)[0] == 422


def test_own_metrics_have_versions_and_are_asked_by_name(ask: Ask) -> None:
    only = {
        "title": "Value",
        "form": "filter",
        "parts": [{"metric": "pipeline_value", "where": ["owner=rita"]}],
    }
    status, made = ask("ada", "POST", "own-metrics", only)
    assert (status, made["name"]) == (201, "value")
    assert ask("ada", "GET", "metrics/value")[1]["value"] == 1_000

    both = only | {"parts": [{"metric": "pipeline_value", "where": ["owner=rita", "owner=ada"]}]}
    assert ask("ada", "PUT", "own-metrics/value", both)[0] == 200
    assert ask("ada", "GET", "metrics/value")[1]["value"] == 1_100
    assert ask("ada", "PUT", "own-metrics/other", both)[0] == 404
    assert ask("ada", "DELETE", "own-metrics/value")[0] == 204
    assert ask("ada", "DELETE", "own-metrics/value")[0] == 404
    assert ask("rita", "GET", "own-metrics")[1]["items"] == []


def test_benchmarks_stand_beside_the_tiles_they_are_of(ask: Ask) -> None:
    figure = {
        "metric": "pipeline_value",
        "value": 5_000,
        "text": "5,000",
        "denominator": "of ten",
        "source": "Us",
    }
    status, made = ask("ada", "POST", "benchmarks", figure)
    assert (status, made["low"], made["high"]) == (201, 5_000, 5_000)
    assert ask("ada", "POST", "benchmarks", figure | {"metric": "none"})[0] == 422

    tiles = ask("rita", "GET", "dashboards/representative/answers")[1]["tiles"]
    beside = {tile["name"]: [one["text"] for one in tile.get("benchmarks", [])] for tile in tiles}
    assert beside["pipeline_value"] == ["5,000"] and len(beside["win_rate"]) == 2
    assert made in ask("rita", "GET", "benchmarks")[1]["items"]
    assert ask("ada", "DELETE", f"benchmarks/{made['id']}")[0] == 204
    assert ask("ada", "DELETE", f"benchmarks/{made['id']}")[0] == 404
