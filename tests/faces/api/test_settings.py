"""Settings, saved views and files through the API."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from penstock.foundation.base.models import Fact
from penstock.foundation.base.values.period import end_of_day
from penstock.records.pipeline.models import Stage
from penstock.records.pipeline.queries import column_totals, opportunities_visible_to
from penstock.records.team.models import User
from penstock.records.workspace.models import Workspace
from tests.faces.api.conftest import Caller, CallerOf


@pytest.fixture
def boss(caller_of: CallerOf, administrator: User) -> Caller:
    return caller_of(administrator)


def test_the_workspace_is_changed_and_the_key_is_named(boss: Caller, workspace: Workspace) -> None:
    changes = {"zone": "Europe/Warsaw", "amount_bands": [5, 50], "work_starts": "08:00"}

    changed = boss("PATCH", "workspace", changes).json()

    assert {name: changed[name] for name in changes} == changes
    fact = Fact.objects.filter(kind="workspace").latest("seq")
    assert (fact.actor, fact.cause) == ("key", "api")
    assert boss("PATCH", "workspace", {"zone": "Mars/Base"}).json()["error"]["field"] == "zone"
    assert boss("PATCH", "workspace", {"work_ends": "07:00"}).json()["error"]["field"] == "work_ends"


def test_stages_are_made_ordered_removed_and_brought_back(boss: Caller) -> None:
    pipeline = boss.post("pipelines", {"name": "Partners"})["id"]
    asked = boss.post(f"pipelines/{pipeline}/stages", {"name": "Asked", "probability": 0.2})
    met = boss.post(f"pipelines/{pipeline}/stages", {"name": "Met", "probability": 0.5})
    stages = [stage["id"] for stage in boss.get(f"pipelines/{pipeline}/stages")["items"]]
    order = [met["id"], asked["id"], *stages[2:]]

    assert stages[:2] == [asked["id"], met["id"]]
    turned = boss("PUT", f"pipelines/{pipeline}/stages/order", {"stages": order}).json()["items"]
    assert [stage["id"] for stage in turned] == order
    assert boss("PUT", f"pipelines/{pipeline}/stages/order", {"stages": order[1:]}).status_code == 422
    opportunity = boss.post("opportunities", {"name": "B", "stage": asked["id"]})["id"]
    assert boss("DELETE", f"stages/{asked['id']}").json()["error"]["field"] == "move_to"
    assert boss("DELETE", f"stages/{asked['id']}?move_to={met['id']}").status_code == 204
    assert boss.get(f"opportunities/{opportunity}")["stage"]["id"] == met["id"]
    assert boss("POST", f"stages/{asked['id']}/restoration").json()["name"] == "Asked"
    assert boss("POST", f"stages/{asked['id']}/restoration").status_code == 404


def test_a_manager_writes_guidance_only(caller_of: CallerOf, manager: User, stages: list[Stage]) -> None:
    call = caller_of(manager)

    assert call("PATCH", f"stages/{stages[0].pk}", {"guidance": "Listen"}).json()["guidance"] == "Listen"
    assert call("PATCH", f"stages/{stages[0].pk}", {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("noun", ["sources", "loss-reasons", "competitors"])
def test_a_word_comes_goes_and_comes_back(boss: Caller, noun: str) -> None:
    word = boss.post(noun, {"name": "Storm"})["id"]

    assert boss("PATCH", f"{noun}/{word}", {"name": "Flood"}).json()["name"] == "Flood"
    assert boss("DELETE", f"{noun}/{word}").status_code == 204
    assert word not in [row["id"] for row in boss.get(noun)["items"]]
    assert boss("POST", f"{noun}/{word}/restoration").json()["name"] == "Flood"


def test_teams_and_users(boss: Caller, north: Any, rep: User) -> None:
    team = boss.post("teams", {"name": "East", "parent": north.pk})
    assert team["parent"] == north.pk

    user = boss.post("users", {"email": "New@Example.com", "role": "viewer", "team": team["id"]})
    assert (user["email"], user["name"], user["team"]) == ("new@example.com", "new", team["id"])
    assert boss("DELETE", f"teams/{team['id']}").status_code == 422
    assert boss("PATCH", f"users/{user['id']}", {"team": None, "is_active": False}).json()["team"] is None
    assert boss("DELETE", f"teams/{team['id']}").status_code == 204
    assert boss("POST", f"teams/{team['id']}/restoration").json()["parent"] == north.pk
    assert boss("PATCH", f"teams/{north.pk}", {"parent": team["id"]}).json()["error"]["field"] == "parent"


def test_custom_fields_and_rates(boss: Caller) -> None:
    field = boss.post("custom-fields", {"kind": "lead", "label": "Floors", "type": "number"})
    rate = boss.post("rates", {"currency": "USD", "starts_on": "2026-01-01", "rate": "0.9"})

    assert (field["key"], rate["rate"]) == ("floors", "0.9")
    assert boss("PATCH", f"custom-fields/{field['id']}", {"label": "Storeys"}).json()["label"] == "Storeys"
    for at in (f"custom-fields/{field['id']}", f"rates/{rate['id']}"):
        assert boss("DELETE", at).status_code == 204
        assert boss("POST", f"{at}/restoration").status_code == 200
    assert boss.get("rates")["items"] == [rate]


def test_views_are_kept_shared_and_refused(call: Caller, caller_of: CallerOf, teammate: User) -> None:
    view = call.post("opportunities/views", {"name": "Mine", "query": "owner=me&sort=-amount"})
    assert (view["query"], view["is_mine"]) == ("owner=me&sort=-amount", True)
    other = caller_of(teammate)

    assert other.get("opportunities/views")["items"] == []
    call("PATCH", f"opportunities/views/{view['id']}", {"is_shared": True})
    assert [row["is_mine"] for row in other.get("opportunities/views")["items"]] == [False]
    assert other("DELETE", f"opportunities/views/{view['id']}").status_code == 403
    assert call("POST", "leads/views", {"name": "X", "query": "owner.from=3"}).status_code == 422
    assert call("DELETE", f"leads/views/{view['id']}").status_code == 404
    assert call("DELETE", f"opportunities/views/{view['id']}").status_code == 204


def test_a_file_is_sent_listed_fetched_and_taken_off(
    call: Caller, caller_of: CallerOf, outsider: User, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    lead = call.post("leads", {"name": "Interest"})["id"]
    upload = SimpleUploadedFile('../a"b\n.txt', b"plan", "text/html")
    key = {"Authorization": f"Bearer {call.key}"}

    sent = Client().post(f"/api/leads/{lead}/files", {"file": upload}, headers=key)
    assert (sent.status_code, sent.json()["size"]) == (201, 4)
    at = f"files/{sent.json()['id']}"
    assert call.get(f"leads/{lead}/files")["items"] == [sent.json()]
    fetched = call("GET", at)
    assert (b"".join(fetched.streaming_content), fetched["Content-Type"]) == (
        b"plan",
        "application/octet-stream",
    )
    assert fetched["Content-Disposition"].startswith("attachment")
    assert caller_of(outsider)("GET", at).status_code == 404
    for file in tmp_path.rglob("*"):
        file.unlink() if file.is_file() else None
    assert call("GET", at).status_code == 404
    assert call("DELETE", f"activities/{sent.json()['id']}").status_code == 204
    assert call.get(f"leads/{lead}/files")["items"] == []


def test_a_sum_of_the_past_knows_the_stage_as_it_was_made_later(
    call: Caller, stages: list[Stage], rep: User, workspace: Workspace
) -> None:
    """A record with a past of its own is older than the definitions that it uses: these hold from then on."""
    amount = {"amount": "1000", "currency": "EUR"}
    made = call.post("opportunities", {"name": "Old", "amount": amount, "at": "2025-03-01T12:00:00Z"})
    call.post(f"opportunities/{made['id']}/moves", {"stage": stages[1].pk, "at": "2025-04-01T12:00:00Z"})

    days = {
        day: end_of_day(day, workspace.tzinfo)
        for day in map(date.fromisoformat, ("2025-03-15", "2025-05-01"))
    }
    sums = [
        [
            (key, row.weighted_minor)
            for key, row in column_totals(
                opportunities_visible_to(rep, valid=instant), workspace, day
            ).items()
        ]
        for day, instant in days.items()
    ]
    assert sums == [[(stages[0].pk, 20_000)], [(stages[1].pk, 40_000)]]
    past = call.get("opportunities?as_of=2025-03-15")["items"]
    assert [(row["stage"]["name"], row["owner"]["name"]) for row in past] == [
        ("Appointment scheduled", "Rita Rep")
    ]


@pytest.mark.parametrize("kind", ["companies", "persons", "leads", "opportunities"])
def test_since_when_it_is_true_may_be_said_but_not_of_the_future(call: Caller, kind: str) -> None:
    new = {"last_name": "Bell"} if kind == "persons" else {"name": "Acme"}

    made = call.post(kind, new | {"at": "2024-05-05T10:00:00+02:00"})
    later = call("POST", kind, new | {"at": "2090-01-01T00:00:00Z"})

    assert made["created_at"] == "2024-05-05T08:00:00Z"
    assert (later.status_code, later.json()["error"]["field"]) == (422, "at")


@pytest.mark.parametrize("kind", ["companies", "persons", "leads", "opportunities"])
def test_many_are_removed_and_brought_back(call: Caller, kind: str) -> None:
    ids = [call.post(kind, {"last_name" if kind == "persons" else "name": name})["id"] for name in "AB"]

    act = call.post(f"{kind}/removals", {"ids": ids})["act"]
    assert call.get(kind)["items"] == []
    assert call("DELETE", f"acts/{act}").json() == {"kept": []}
    assert [row["id"] for row in call.get(f"{kind}?sort=name")["items"]] == ids


def test_what_is_to_be_kept_for_a_second_time_has_its_bounds(call: Caller) -> None:
    new = {"name": "Acme", "description": "x" * 6_000_000}

    assert call("POST", "companies", new, Idempotency_Key="once").status_code == 413
