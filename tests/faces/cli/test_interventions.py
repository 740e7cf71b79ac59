"""penstock intervention: what was done, written down, judged, taken back."""

from collections.abc import Callable

from penstock.records.team.models import User
from tests.faces.views.test_remarking import people  # noqa: F401  (a fixture)

DONE = ("intervention", "record", "metric:leads_created", "A new form")


def test_something_done_is_told_judged_and_taken_back(
    people: dict[str, User],  # noqa: F811
    penstock: Callable[..., str],
) -> None:
    told = penstock(*DONE, "--since", "2026-05-20")

    number = told.split(":")[0]
    assert told == f"{number}: A new form, since 2026-05-20\n"
    assert penstock("intervention", "list", "--open").strip().endswith("A new form  (open)")
    assert "future" in penstock(*DONE, "--since", "2999-01-01", status=2)
    penstock("intervention", "judge", number, "Fine", "--ended", "2026-05-31")
    assert penstock("intervention", "list").strip().endswith("(ended 2026-05-31: Fine)")
    assert "A new form" in penstock("report", "interventions")
    penstock("intervention", "remove", number)
    assert penstock("intervention", "list") == ""
