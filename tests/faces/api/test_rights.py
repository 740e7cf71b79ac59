"""The ladder: what each part of the cast gets from the API for a record of the representative's."""

from typing import Any

import pytest

from penstock.records.pipeline.models import Stage
from tests.faces.api.conftest import Caller

PARTS = ("administrator", "manager", "representative", "teammate", "outsider", "marketer", "viewer")
# In the order of PARTS. A teammate sees and may not change; an outsider does not see.
READS = (200, 200, 200, 200, 404, 200, 200)
CHANGES = (200, 200, 200, 403, 404, 200, 403)
CHANGES_OPPORTUNITY = (200, 200, 200, 403, 404, 403, 403)
REMOVES = (204, 204, 204, 403, 404, 403, 403)
REMOVES_LEAD = (204, 204, 204, 403, 404, 204, 403)
CREATES = (201, 201, 201, 201, 201, 201, 403)
CREATES_OPPORTUNITY = (201, 201, 201, 201, 201, 403, 403)

NEW = {
    "companies": {"name": "Acme"},
    "persons": {"last_name": "Bell"},
    "leads": {"name": "Interest"},
    "opportunities": {"name": "Boilers"},
}


@pytest.fixture
def callers(cast: Any, caller_of: Any) -> dict[str, Caller]:
    return {part: caller_of(cast[part]) for part in PARTS}


def climb(callers: dict[str, Caller], method: str, address: Any, body: Any = None) -> tuple[int, ...]:
    """What each part gets; address is made anew for each, so that none finds the last one's work."""
    return tuple(callers[part](method, address(), body).status_code for part in PARTS)


@pytest.mark.parametrize("kind", NEW)
def test_record_of_the_representative(callers: dict[str, Caller], kind: str) -> None:
    def fresh() -> str:
        return f"{kind}/{callers['representative'].post(kind, NEW[kind])['id']}"

    is_opportunity, is_lead = kind == "opportunities", kind == "leads"

    assert climb(callers, "GET", fresh) == READS
    assert climb(callers, "GET", lambda: f"{fresh()}/timeline") == READS
    assert climb(callers, "PATCH", fresh, {"owner": None}) == (
        CHANGES_OPPORTUNITY if is_opportunity else CHANGES
    )
    assert climb(callers, "DELETE", fresh) == (REMOVES_LEAD if is_lead else REMOVES)
    assert climb(callers, "POST", lambda: kind, NEW[kind]) == (
        CREATES_OPPORTUNITY if is_opportunity else CREATES
    )


def test_moving_and_closing(callers: dict[str, Caller], stages: list[Stage]) -> None:
    def fresh() -> str:
        return f"opportunities/{callers['representative'].post('opportunities', {'name': 'B'})['id']}"

    assert climb(callers, "POST", lambda: f"{fresh()}/moves", {"stage": stages[1].pk}) == CHANGES_OPPORTUNITY
    assert climb(callers, "POST", lambda: f"{fresh()}/closure", {"outcome": "won"}) == CHANGES_OPPORTUNITY


def test_restoration(callers: dict[str, Caller]) -> None:
    def removed() -> str:
        made = callers["representative"].post("leads", {"name": "Interest"})
        callers["representative"]("DELETE", f"leads/{made['id']}")
        return f"leads/{made['id']}/restoration"

    assert climb(callers, "POST", removed, {}) == (200, 200, 200, 403, 404, 200, 403)


def test_sets_are_all_or_none(callers: dict[str, Caller]) -> None:
    mine = callers["representative"].post("companies", {"name": "Mine"})["id"]
    theirs = callers["teammate"].post("companies", {"name": "Theirs"})["id"]
    hidden = callers["outsider"].post("companies", {"name": "Hidden"})["id"]
    change = {"changes": {"city": "Oslo"}}

    visible = callers["representative"]("POST", "companies/changes", {"ids": [mine, theirs]} | change)
    not_visible = callers["representative"]("POST", "companies/changes", {"ids": [mine, hidden]} | change)

    assert (visible.status_code, not_visible.status_code) == (403, 404)
    assert callers["representative"].get(f"companies/{mine}")["city"] == ""


def test_tasks_are_ones_own(callers: dict[str, Caller]) -> None:
    lead = callers["representative"].post("leads", {"name": "Interest"})["id"]
    task = callers["representative"].post("tasks", {"text": "Call", "lead": lead})

    at = f"tasks/{task['id']}/completion"

    assert callers["representative"].get("tasks")["items"] == [task]
    assert callers["teammate"].get("tasks")["items"] == []
    assert callers["outsider"]("POST", at, {}).status_code == 404
    assert callers["viewer"]("POST", at, {}).status_code == 403
    assert callers["representative"].post(at, {})["done_at"] is not None
    assert callers["representative"].get("tasks")["items"] == []
