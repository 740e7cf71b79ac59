"""Companies, persons, leads, activities, sets and merges, each operation once as its owner."""

from typing import Any

from penstock.records.pipeline.models import Stage
from tests.faces.api.conftest import Caller


def test_company_from_beginning_to_end(call: Caller) -> None:
    made = call.post("companies", {"name": "Acme", "domains": ["ACME.example"], "employees": 12})
    at = f"companies/{made['id']}"

    changed = call("PATCH", at, {"employees": None, "city": "Oslo"}).json()

    assert made["owner"]["name"] == "Rita Rep"
    assert (changed["domains"], changed["employees"], changed["city"]) == (["acme.example"], None, "Oslo")
    assert call("DELETE", at).status_code == 204
    assert call("GET", at).status_code == 404
    assert call.post(f"{at}/restoration")["city"] == "Oslo"


def test_person_from_beginning_to_end(call: Caller) -> None:
    company = call.post("companies", {"name": "Acme"})
    made = call.post(
        "persons", {"first_name": "Ann", "emails": ["Ann@Acme.example"], "company": company["id"]}
    )
    at = f"persons/{made['id']}"

    changed = call("PATCH", at, {"last_name": "Bell", "company": None}).json()

    assert (made["emails"], made["company"]) == (["ann@acme.example"], {"id": company["id"], "name": "Acme"})
    assert (changed["name"], changed["company"]) == ("Ann Bell", None)
    assert call("DELETE", at).status_code == 204
    assert call.post(f"{at}/restoration")["name"] == "Ann Bell"


def test_person_about_whom_nothing_is_known(call: Caller) -> None:
    assert call("POST", "persons", {"city": "Oslo"}).status_code == 422


def test_lead_becomes_an_opportunity_once(call: Caller) -> None:
    person = call.post("persons", {"first_name": "Ann"})
    source = call.get("sources")["items"][0]
    lead = call.post("leads", {"person": person["id"], "source": source["id"], "intent": "buying"})

    made = call.post(f"leads/{lead['id']}/conversion", {"amount": {"amount": "9.00", "currency": "EUR"}})
    again = call("POST", f"leads/{lead['id']}/conversion", {})

    assert lead["name"] == "Ann"
    assert (made["name"], made["source"], made["source_lead"]["id"]) == ("Ann", source, lead["id"])
    assert call.get(f"leads/{lead['id']}")["status"] == "converted"
    assert call.get(f"opportunities/{made['id']}/persons")["items"][0]["person"] == person["id"]
    assert again.status_code == 422


def test_disqualified_lead_needs_a_reason(call: Caller) -> None:
    lead = call.post("leads", {"name": "Interest"})

    without = call("POST", f"leads/{lead['id']}/disqualification", {})
    done = call.post(f"leads/{lead['id']}/disqualification", {"reason": "A student"})
    working = call("PATCH", f"leads/{lead['id']}", {"status": "working"}).json()

    assert without.status_code == 422
    assert (done["status"], done["disqualified_reason"]) == ("disqualified", "A student")
    assert (working["status"], working["disqualified_reason"]) == ("working", "")


def test_merged_and_unmerged(call: Caller) -> None:
    kept = call.post("companies", {"name": "Acme", "domains": ["acme.example"]})
    doubled = call.post("companies", {"name": "Acme Ltd", "city": "Oslo"})

    act = call.post(f"companies/{kept['id']}/merges", {"doubled": doubled["id"], "chosen": {"name": "ACME"}})[
        "act"
    ]
    merged = call.get(f"companies/{kept['id']}")
    gone = call("GET", f"companies/{doubled['id']}").status_code

    assert (merged["name"], merged["city"], merged["domains"]) == ("ACME", "Oslo", ["acme.example"])
    assert gone == 410
    assert call("DELETE", f"merges/{act}").status_code == 204
    assert call.get(f"companies/{doubled['id']}")["city"] == "Oslo"
    assert call.get(f"companies/{kept['id']}")["name"] == "Acme"
    assert call("DELETE", f"merges/{act}").status_code == 422


def test_persons_merged(call: Caller) -> None:
    kept = call.post("persons", {"first_name": "Ann", "emails": ["a@acme.example"]})
    doubled = call.post("persons", {"first_name": "Anna", "emails": ["b@acme.example"]})

    call.post(f"persons/{kept['id']}/merges", {"doubled": doubled["id"]})

    assert call.get(f"persons/{kept['id']}")["emails"] == ["a@acme.example", "b@acme.example"]


def test_many_changed_and_undone(call: Caller, stages: list[Stage]) -> None:
    ids = [call.post("opportunities", {"name": name})["id"] for name in "ABC"]
    change = {"ids": ids, "changes": {"stage": stages[1].pk, "next_step": "Call"}}

    act = call.post("opportunities/changes", change)["act"]
    call("PATCH", f"opportunities/{ids[0]}", {"next_step": "Visit"})
    changed = [(row["stage"]["id"], row["next_step"]) for row in call.get("opportunities?sort=name")["items"]]
    undone = call("DELETE", f"acts/{act}").json()

    after = [(row["stage"]["id"], row["next_step"]) for row in call.get("opportunities?sort=name")["items"]]
    assert changed == [(stages[1].pk, "Visit"), (stages[1].pk, "Call"), (stages[1].pk, "Call")]
    assert undone == {"kept": [{"kind": "opportunity", "id": ids[0]}]}
    assert after[1:] == [(stages[0].pk, ""), (stages[0].pk, "")]
    assert after[0][1] == "Visit"
    assert call("DELETE", f"acts/{act + 1000}").status_code == 422


def test_sets_of_the_other_kinds(call: Caller) -> None:
    company = call.post("companies", {"name": "A"})["id"]
    person = call.post("persons", {"last_name": "A"})["id"]
    lead = call.post("leads", {"name": "A"})["id"]

    call.post("companies/changes", {"ids": [company], "changes": {"city": "Oslo"}})
    call.post("persons/changes", {"ids": [person], "changes": {"company": company}})
    act = call.post("leads/changes", {"ids": [lead], "changes": {"status": "working"}})["act"]

    assert call.get(f"companies/{company}")["city"] == "Oslo"
    assert call.get(f"persons/{person}")["company"]["id"] == company
    assert call.get(f"leads/{lead}")["status"] == "working"
    assert call("DELETE", f"acts/{act}").json() == {"kept": []}
    assert call.get(f"leads/{lead}")["status"] == "new"


def test_timeline_has_facts_and_activities(call: Caller) -> None:
    made = call.post("opportunities", {"name": "Boilers"})
    about = {"opportunity": made["id"]}

    note = call.post("notes", about | {"text": "They like it"})
    call.post("calls", about | {"text": "Asked for a price", "at": "2026-01-05T10:00:00+01:00"})
    task = call.post("tasks", about | {"text": "Send it", "due_at": "2030-01-05T10:00:00Z"})

    entries = call.get(f"opportunities/{made['id']}/timeline")["items"]
    assert sorted(entry["type"] for entry in entries) == ["call", "created", "note", "task"]
    assert entries[-1]["activity"]["at"] == "2026-01-05T09:00:00Z"
    assert (note["opportunity"], note["user"]["name"]) == (made["id"], "Rita Rep")
    assert call("DELETE", f"activities/{task['id']}").status_code == 204
    assert call("GET", f"opportunities/{made['id']}").json()["last_activity_at"] is not None


def test_note_about_nothing(call: Caller) -> None:
    assert call("POST", "notes", {"text": "x"}).status_code == 422


def test_what_the_company_shares(call: Caller, stages: list[Stage], representative: Any) -> None:
    me = call.get("me")
    pipeline = call.get("pipelines")["items"][0]

    assert (me["user"]["id"], me["role"], me["home_currency"]) == (representative.pk, "representative", "EUR")
    assert pipeline == {"id": stages[0].pipeline_id, "name": "New business"}
    listed = call.get(f"pipelines/{pipeline['id']}/stages")["items"]
    assert [(row["id"], row["kind"], row["probability"]) for row in listed] == [
        (stage.pk, stage.kind, float(stage.probability)) for stage in stages
    ]
    assert call("GET", "pipelines/9999/stages").status_code == 404
    assert [row["name"] for row in call.get("users")["items"]] == ["Rita Rep"]
    assert call.get("loss-reasons")["items"][0]["name"] == "Price"
    assert call.get("competitors")["items"] == []


def test_duplicates_that_one_may_see(call: Caller, caller_of: Any, outsider: Any) -> None:
    first = call.post("companies", {"name": "Acme", "domains": ["acme.example"]})["id"]
    second = call.post("companies", {"name": "Other", "domains": ["acme.example"]})["id"]
    caller_of(outsider).post("companies", {"name": "Third", "domains": ["acme.example"]})

    assert call.get("companies/duplicates")["items"] == [{"first": first, "second": second, "why": "domain"}]
    assert call.get("persons/duplicates")["items"] == []


def test_search_over_all_kinds(call: Caller) -> None:
    company = call.post("companies", {"name": "Łódź Pumps"})["id"]

    assert call.get("search?q=lodz")["items"] == [
        {"kind": "company", "id": company, "name": "Łódź Pumps", "about": ""}
    ]
    assert call("GET", "search").status_code == 422


def test_a_merged_record_is_gone_and_names_the_one_it_is(call: Caller) -> None:
    kept, doubled = (call.post("companies", {"name": name}) for name in ("Acme", "ACME"))
    act = call.post(f"companies/{kept['id']}/merges", {"doubled": doubled["id"]})["act"]

    gone = call("GET", f"companies/{doubled['id']}")
    pointing = call("POST", "persons", {"last_name": "Bell", "company": doubled["id"]})

    assert (gone.status_code, gone.json()["error"]["code"]) == (410, "merged")
    assert gone.headers["Location"] == f"/api/companies/{kept['id']}"
    assert (pointing.status_code, pointing.json()["error"]["field"]) == (422, "company")
    assert call("DELETE", f"merges/{act}").status_code == 204
    assert call.get(f"companies/{doubled['id']}")["name"] == "ACME"


def test_records_told_apart_are_no_pair(call: Caller, caller_of: Any, outsider: Any) -> None:
    first, second = (
        call.post("persons", {"last_name": "Bell", "emails": ["b@x.example"]})["id"] for _n in "ab"
    )
    apart = f"persons/{second}/differences"

    assert caller_of(outsider)("POST", apart, {"other": first}).status_code == 404
    assert call("POST", apart, {"other": first}).status_code == 204
    assert call.get("persons/duplicates")["items"] == []
    assert call("DELETE", f"{apart}/{first}").status_code == 204
    assert call.get("persons/duplicates")["items"] == [{"first": first, "second": second, "why": "email"}]
    assert call("DELETE", f"{apart}/{first}").status_code == 422


def test_what_people_choose_from_has_an_order(caller_of: Any, manager: Any) -> None:
    boss = caller_of(manager)
    for address in ("sources", "loss-reasons"):
        ids = [row["id"] for row in boss.get(address)["items"]]

        turned = boss("PUT", f"{address}/order", {"ids": ids[::-1]}).json()["items"]

        assert [row["id"] for row in turned] == ids[::-1]
        assert boss("PUT", f"{address}/order", {"ids": ids[1:]}).status_code == 422
