"""An opportunity's way through the API, as its owner's program goes it."""

from typing import Any

from penstock.records.pipeline.models import LossReason, Stage
from tests.faces.api.conftest import Caller


def make(call: Caller, **values: Any) -> dict[str, Any]:
    return call.post("opportunities", {"name": "Boilers"} | values)


def test_created_opportunity_is_read_alike(call: Caller, stages: list[Stage]) -> None:
    company = call.post("companies", {"name": "Acme", "website": "https://www.acme.example"})
    body = {
        "name": "Boilers",
        "company": company["id"],
        "amount": {"amount": "1234.50", "currency": "EUR"},
        "close_on": "2026-12-31",
        "probability": 0.25,
    }

    response = call("POST", "opportunities", body)

    made = response.json()
    assert response.status_code == 201
    assert response.headers["Location"] == f"/api/opportunities/{made['id']}"
    assert response.headers["ETag"] == f'"{made["version"]}"'
    assert call.get(f"opportunities/{made['id']}") == made
    assert made["amount"] == {"amount": "1234.50", "currency": "EUR"}
    assert made["company"] == {"id": company["id"], "name": "Acme"}
    assert made["stage"] == {"id": stages[0].pk, "name": stages[0].name}
    assert (made["close_on"], made["probability"]) == ("2026-12-31", 0.25)


def test_currencies_of_no_and_three_decimals(call: Caller) -> None:
    yen = make(call, amount={"amount": "1200", "currency": "JPY"})
    dinar = make(call, amount={"amount": "0.125", "currency": "KWD"})
    cents = call("POST", "opportunities", {"name": "x", "amount": {"amount": "1.5", "currency": "JPY"}})

    assert yen["amount"] == {"amount": "1200", "currency": "JPY"}
    assert dinar["amount"] == {"amount": "0.125", "currency": "KWD"}
    assert cents.status_code == 422
    assert cents.json()["error"]["field"] == "amount.amount"


def test_change_touches_only_what_is_sent(call: Caller) -> None:
    made = make(call, next_step="Call", description="Long")

    response = call("PATCH", f"opportunities/{made['id']}", {"next_step": "Visit"})

    assert response.status_code == 200
    assert response.json() | {"version": ""} == made | {"next_step": "Visit", "version": ""}


def test_amount_can_be_emptied(call: Caller) -> None:
    made = make(call, amount={"amount": "5.00", "currency": "EUR"})

    response = call("PATCH", f"opportunities/{made['id']}", {"amount": None})

    assert response.json()["amount"] is None


def test_move_answers_where_it_is(call: Caller, stages: list[Stage]) -> None:
    made = make(call)

    response = call(
        "POST", f"opportunities/{made['id']}/moves", {"stage": stages[1].pk, "seen_stage": stages[0].pk}
    )

    now = call.get(f"opportunities/{made['id']}")
    assert response.status_code == 200
    assert response.json() == {"id": made["id"], "stage": stages[1].pk, "version": now["version"]}
    assert now["stage"]["id"] == stages[1].pk


def test_move_of_a_card_that_was_moved_meanwhile(call: Caller, stages: list[Stage]) -> None:
    made = make(call, stage=stages[1].pk)

    response = call(
        "POST", f"opportunities/{made['id']}/moves", {"stage": stages[2].pk, "seen_stage": stages[0].pk}
    )

    assert response.status_code == 409
    assert response.json()["error"]["code"] == "changed_meanwhile"
    assert call.get(f"opportunities/{made['id']}")["stage"]["id"] == stages[1].pk


def test_won_reopened_and_lost(call: Caller, stages: list[Stage]) -> None:
    made = make(call, stage=stages[2].pk)
    at = f"opportunities/{made['id']}/closure"
    reason = LossReason.objects.filter(name="Price").get()

    won = call.post(at, {"outcome": "won"})
    reopened = call("DELETE", at).json()
    without_reason = call("POST", at, {"outcome": "lost"})
    lost = call.post(at, {"outcome": "lost", "loss_reason": reason.pk})

    assert (won["stage"], reopened["stage"], lost["stage"]) == (stages[4].pk, stages[2].pk, stages[5].pk)
    assert (without_reason.status_code, without_reason.json()["error"]["field"]) == (422, "loss_reason")
    assert call.get(f"opportunities/{made['id']}")["loss_reason"] == {"id": reason.pk, "name": "Price"}


def test_checklist_of_a_stage_is_kept(call: Caller, stages: list[Stage]) -> None:
    Stage.objects.filter(pk=stages[1].pk).update(checklist=["Budget known"])
    made = make(call)
    move = {"stage": stages[1].pk}

    refused = call("POST", f"opportunities/{made['id']}/moves", move)
    call.post(f"opportunities/{made['id']}/ticks", {"item": "Budget known"})

    assert refused.status_code == 422
    assert call.post(f"opportunities/{made['id']}/moves", move)["stage"] == stages[1].pk


def test_removed_and_restored(call: Caller) -> None:
    made = make(call)
    at = f"opportunities/{made['id']}"

    removed = call("DELETE", at)
    gone = call("GET", at)
    restored = call.post(f"{at}/restoration")

    assert (removed.status_code, removed.content, gone.status_code) == (204, b"", 404)
    assert restored["name"] == "Boilers"
    assert call.get(at) == restored


def test_restoration_of_what_is_there(call: Caller) -> None:
    made = make(call)

    assert call("POST", f"opportunities/{made['id']}/restoration").status_code == 404


def test_persons_and_users(call: Caller, teammate: Any) -> None:
    made, person = make(call), call.post("persons", {"first_name": "Ann", "last_name": "Bell"})
    at = f"opportunities/{made['id']}"

    persons = call.post(f"{at}/persons", {"person": person["id"], "buying_role": "decides"})
    users = call.post(f"{at}/users", {"user": teammate.pk})

    assert persons["items"] == [{"person": person["id"], "name": "Ann Bell", "buying_role": "decides"}]
    assert users["items"] == [{"user": teammate.pk, "name": "Theo Teammate"}]
    assert call("DELETE", f"{at}/persons/{person['id']}").status_code == 204
    assert call("DELETE", f"{at}/users/{teammate.pk}").status_code == 204
    assert call.get(f"{at}/persons")["items"] == call.get(f"{at}/users")["items"] == []


def test_reference_to_what_one_may_not_see(call: Caller, caller_of: Any, outsider: Any) -> None:
    theirs = caller_of(outsider).post("companies", {"name": "Hidden"})

    response = call("POST", "opportunities", {"name": "x", "company": theirs["id"]})

    assert (response.status_code, response.json()["error"]["field"]) == (422, "company")


def test_custom_field(call: Caller, administrator: Any) -> None:
    from penstock.records.people.actions import create_custom_field
    from penstock.records.team.acting import Acting

    create_custom_field(
        actor=Acting.on_screen(administrator),
        kind="opportunity",
        label="Region",
        type="text",
        is_filterable=True,
    )
    made = make(call, custom={"region": "North"})

    assert made["custom"] == {"region": "North"}
    assert call.get("custom-fields")["items"][0]["key"] == "region"
    assert [row["id"] for row in call.get("opportunities?custom.region=North")["items"]] == [made["id"]]
    assert call.get("opportunities?custom.region=South")["items"] == []
    assert call("POST", "opportunities", {"name": "x", "custom": {"nope": 1}}).status_code == 422


def test_offsets_that_postgresql_does_not_know(call: Caller, stages: list[Stage]) -> None:
    made = make(call)
    at = "2020-01-02T16:00:00+23:00"

    won = call.post(f"opportunities/{made['id']}/closure", {"outcome": "won", "at": at})

    assert won["stage"] == stages[4].pk
    assert call("GET", "opportunities?as_of=2020-01-02T16:00:00%2B23:00").status_code == 200
