"""Numbers through the API: whose they are, and what may not be asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from penstock.records.pipeline.actions import lay_ground
from penstock.records.pipeline.models import Opportunity, Stage
from penstock.records.team.models import Role, Team, User

Get = Callable[..., tuple[int, Any]]


@pytest.fixture
def get(committed: str, tmp_path: Path, settings: LazySettings) -> Get:
    """Ask as one of the people of a small company, each of whom but the administrator has one open sale."""
    settings.HOME = tmp_path / "home"
    lay_ground()
    north = Team.objects.create(name="North")
    people = {
        name: User.objects.create(email=f"{name}@example.com", name=name, role=role, team=team)
        for name, role, team in (
            ("ada", Role.ADMINISTRATOR, None),
            ("mona", Role.MANAGER, north),
            ("rita", Role.REPRESENTATIVE, north),
            ("tom", Role.REPRESENTATIVE, north),
            ("olga", Role.REPRESENTATIVE, Team.objects.create(name="South")),
        )
    }
    stage = Stage.objects.filter(kind="open").order_by("position")[0]
    for name, amount in (("mona", 100), ("rita", 1_000), ("tom", 10_000), ("olga", 100_000)):
        Opportunity.objects.create(
            name=name, pipeline=stage.pipeline, stage=stage, owner=people[name], amount_minor=amount * 100,
            currency="EUR",
        )  # fmt: skip

    def ask(name: str, address: str) -> tuple[int, Any]:
        client = Client()
        client.force_login(people[name])
        response = client.get(f"/api/{address}")
        return response.status_code, response.json()

    return ask


def test_everybody_gets_their_own_numbers(get: Get) -> None:
    def value(name: str, more: str = "") -> Any:
        status, told = get(name, f"metrics/pipeline_value{more}")
        return told["value"] if status == 200 else status

    assert [value(name) for name in ("ada", "mona", "rita", "olga")] == [111_100, 11_100, 1_000, 100_000]
    assert [value(name, "?of=all") for name in ("ada", "mona", "rita")] == [111_100, 111_100, 11_100]
    assert value("rita", "?of=all&by=owner") == 403
    assert value("mona", "?of=all&rows=5") == 403
    assert value("rita", "?of=everyone") == 422


def test_an_answer_has_its_groups_rows_and_comparison(get: Get) -> None:
    status, told = get("ada", "metrics/pipeline_value?by=owner&by=stage&rows=2&against=owner%3Drita")

    assert status == 200
    assert {group["by"]["owner"]: group["value"] for group in told["groups"]} == {
        "mona": 100, "rita": 1_000, "tom": 10_000, "olga": 100_000,
    }  # fmt: skip
    assert len(told["rows"]) == 2
    assert told["against"]["answer"]["value"] == 1_000 and told["against"]["difference"] == 110_100


def test_the_catalogue_and_an_explanation(get: Get) -> None:
    status, told = get("rita", "metrics")
    assert status == 200 and {"win_rate", "pipeline_value"} <= {one["name"] for one in told["items"]}
    status, told = get("rita", "metrics/win_rate/explanation")
    assert status == 200 and "SELECT" in told["sql"]


def test_what_cannot_be_asked_is_refused(get: Get) -> None:
    for address in (
        "metrics/none",
        "metrics/win_rate?grain=hour",
        "metrics/win_rate?from=x",
        "metrics/win_rate?where=a",
    ):
        assert get("ada", address)[0] == 422


def test_a_change_is_in_the_next_answer(get: Get) -> None:
    get("ada", "metrics/pipeline_value")
    Opportunity.objects.filter(name="olga").update(amount_minor=1)

    assert get("ada", "metrics/pipeline_value")[1]["value"] == 11_100.01


def test_a_report_is_of_what_one_may_see(get: Get) -> None:
    def values(name: str, more: str = "") -> list[Any]:
        status, told = get(name, f"reports/pipeline?rows=true{more}")
        assert status == 200
        return [(row["value"], len(row["records"]["count"]["ids"])) for row in told["rows"] if row["count"]]

    assert [values(name) for name in ("ada", "mona", "rita")] == [[(111_100, 4)], [(11_100, 3)], [(1_000, 1)]]
    assert values("ada", "&where=owner%3Drita") == [(1_000, 1)]


def test_the_list_of_reports_and_what_cannot_be_asked_of_them(get: Get) -> None:
    status, told = get("rita", "reports")

    assert status == 200 and {"pipeline", "trend"} <= {one["name"] for one in told["items"]}
    assert get("rita", "reports/sources?from=2026-01-01&to=2026-01-31")[1]["to"] == "2026-01-31"
    rate = get("rita", "reports/winloss")[1]["figures"]["win_rate"]
    assert [one["text"] for one in rate["benchmarks"]] == ["about 30 % closed won", "63.2 % won"]
    for address in ("reports/none", "reports/pipeline?where=a", "reports/trend?metric=none"):
        assert get("rita", address)[0] == 422


@pytest.mark.parametrize("address", ["metrics/win_rate", "metrics/win_rate/explanation", "reports/winloss"])
def test_what_is_not_known_is_refused_and_not_answered_without_it(get: Get, address: str) -> None:
    status, told = get("ada", f"{address}?frm=2026-01-01")

    assert (status, told["error"]["field"]) == (422, "frm")


@pytest.mark.parametrize(
    ("asked", "field"),
    [("as_of=2026-02-30", "as_of"), ("known=nope", "known"), ("where=foo", "where"), ("grain=hour", "grain"),
     ("from=2026-02-30", "from"), ("from=2026-03-01&to=2026-02-01", "to")],
)  # fmt: skip
def test_a_refusal_names_the_part_that_is_wrong(get: Get, asked: str, field: str) -> None:
    assert get("ada", f"metrics/win_rate?{asked}")[1]["error"]["field"] == field


def test_what_names_nothing_or_lies_before_everything_is_told(get: Get) -> None:
    def notes(address: str) -> list[str]:
        return [note[:28] for note in get("ada", address)[1]["notes"]]

    for one in ("metrics/win_rate", "reports/winloss"):
        assert notes(f"{one}?where=owner=rita") == []
        assert notes(f"{one}?where=owner=Ritta&where=stage=not recorded") == ["There is no owner “Ritta”."]
        assert notes(f"{one}?known=2001-01-01") == ["Nothing was known so early: "]
        assert notes(f"{one}?as_of=2001-01-01") == ["Nothing is recorded so early"]
    assert notes("reports/pipeline?by=owner&grain=month") == ["This report takes no grain, "]
