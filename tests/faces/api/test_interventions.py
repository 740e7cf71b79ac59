"""What was done: told, judged and taken back by a program."""

from penstock.records.team.models import User
from tests.faces.api.conftest import CallerOf
from tests.faces.views.test_remarking import people  # noqa: F401  (a fixture)

DONE = {
    "target": "metric:leads_created",
    "text": "A new form",
    "day": "2026-05-20",
    "expected": "twice as many",
}


def test_something_done_is_told_judged_and_taken_back(
    people: dict[str, User],  # noqa: F811
    caller_of: CallerOf,
) -> None:
    ada, mona = caller_of(people["administrator"]), caller_of(people["manager"])

    made = ada.post("interventions", DONE)

    assert {name: made[name] for name in DONE} == DONE
    assert (made["scope"], made["ended_on"], made["user"]) == ("all", None, people["administrator"].pk)
    assert ada.get("interventions?state=open")["items"] == [made]
    assert mona.get("interventions")["items"] == []
    assert mona("POST", f"interventions/{made['id']}/judgement", {"text": "Fine"}).status_code == 404
    judged = ada.post(f"interventions/{made['id']}/judgement", {"text": "Fine", "day": "2026-05-31"})
    assert (judged["ended_on"], judged["judgement"]) == ("2026-05-31", "Fine")
    assert ada.get("interventions?state=open")["items"] == []
    row = ada.get("reports/interventions")["rows"][0]
    assert (row["target"], row["verdict"], row["state"]) == ("metric:leads_created", "too early", "ended: Fine (administrator)")  # fmt: skip
    assert ada("POST", "interventions", DONE | {"where": ["shoes=8"]}).status_code == 422
    assert ada("DELETE", f"interventions/{made['id']}").status_code == 204
    assert ada.get("interventions")["items"] == []
