"""A change of a chart accepted, told and taken back."""

from penstock.records.team.models import User
from tests.faces.api.conftest import CallerOf
from tests.faces.views.test_remarking import CHANGED, WORDS, people  # noqa: F401  (a fixture)


def test_a_change_is_accepted_once_and_taken_back(
    people: dict[str, User],  # noqa: F811
    caller_of: CallerOf,
) -> None:
    ada, mona = caller_of(people["administrator"]), caller_of(people["manager"])
    chart = {"metric": WORDS.metric, "from": WORDS.since, "to": WORDS.until, "grain": WORDS.grain}

    made = ada.post("remarks/acceptances", chart | {"text": "A new form"})

    assert (made["day"], made["text"]) == (str(CHANGED), "A new form")
    assert ada.get("remarks")["items"] == [made]
    assert mona.get("remarks")["items"] == []
    assert ada("POST", "remarks/acceptances", chart | {"text": "Again"}).status_code == 422
    assert mona("DELETE", f"remarks/{made['id']}").status_code == 404
    assert ada("DELETE", f"remarks/{made['id']}").status_code == 204
    assert ada.get("remarks")["items"] == []
