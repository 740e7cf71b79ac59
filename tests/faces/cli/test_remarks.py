"""penstock remark: a change of a chart accepted, told and taken back."""

from collections.abc import Callable

from penstock.records.team.models import User
from tests.faces.views.test_remarking import WORDS, people  # noqa: F401  (a fixture)

CHART = ("--from", WORDS.since, "--to", WORDS.until, "--grain", WORDS.grain)


def test_a_change_is_accepted_once_and_taken_back(
    people: dict[str, User],  # noqa: F811
    penstock: Callable[..., str],
) -> None:
    told = penstock("remark", "accept", WORDS.metric, "A new form", *CHART)

    number = told.split(":")[0]
    assert told == f"{number}: leads_created is another from 2026-05-20 on\n"
    assert penstock("remark", "list").split() == [
        number,
        "2026-05-20",
        "accepted",
        "leads_created",
        "A",
        "new",
        "form",
    ]
    assert "no change" in penstock("remark", "accept", WORDS.metric, "Again", *CHART, status=2)
    penstock("remark", "remove", number)
    assert penstock("remark", "list") == ""
    assert "no such" in penstock("remark", "remove", "0", status=2)
