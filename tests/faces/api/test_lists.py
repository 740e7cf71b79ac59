"""Lists: filters, sort, cursors, the past, and a number of queries that does not grow with the rows."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from penstock.foundation.base.ledger import PastFact, enter
from penstock.records.pipeline.models import Stage
from penstock.records.workspace.models import Workspace
from tests.faces.api.conftest import Caller

KINDS = {
    "companies": {"name": "A"},
    "persons": {"last_name": "A"},
    "leads": {"name": "A"},
    "opportunities": {"name": "A"},
}


def names(page: dict[str, Any]) -> list[str]:
    return [item["name"] for item in page["items"]]


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_queries_for_three_rows_as_for_one(call: Caller, kind: str) -> None:
    company = call.post("companies", {"name": "Acme"})["id"]
    body = KINDS[kind] | ({} if kind == "companies" else {"company": company})
    call.post(kind, body)
    # The first use of a key on a day is noted, and by it everything is remembered anew.
    call.get(kind)
    with CaptureQueriesContext(connection) as one:
        call.get(kind)
    call.post(kind, body)
    call.post(kind, body)

    with CaptureQueriesContext(connection) as three:
        rows = call.get(kind)["items"]

    assert len(rows) in (3, 4)
    # version, rows
    assert (len(one), len(three)) == (2, 2)


@pytest.mark.parametrize(
    "sort", ["amount", "-amount", "name", "-name", "-created", "close", "company", "-owner"]
)
def test_pages_by_cursor_are_the_whole_list_once(call: Caller, sort: str) -> None:
    acme = call.post("companies", {"name": "Acme"})["id"]
    for number in range(7):
        body: dict[str, Any] = {"name": f"N{number % 3}"}
        if number % 2:
            body |= {"amount": {"amount": f"{number % 3}.00", "currency": "EUR"}, "company": acme}
        if number % 3:
            body |= {
                "close_on": f"2026-12-0{number}",
                "owner": None if number == 4 else call.get("me")["user"]["id"],
            }
        call.post("opportunities", body)
    whole = call.get(f"opportunities?sort={sort}")

    found, cursor = [], ""
    for _ in range(10):
        page = call.get(f"opportunities?sort={sort}&limit=2&cursor={cursor}")
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert whole["next_cursor"] is None
    assert [row["id"] for row in found] == [row["id"] for row in whole["items"]]


def test_cursor_of_another_order(call: Caller) -> None:
    call.post("companies", {"name": "A"})
    call.post("companies", {"name": "B"})
    cursor = call.get("companies?limit=1")["next_cursor"]

    assert call("GET", f"companies?limit=1&sort=-name&cursor={cursor}").status_code == 422


def test_filters_and_search_of_the_screens(call: Caller, stages: list[Stage]) -> None:
    call.post("opportunities", {"name": "Żubr", "amount": {"amount": "10.00", "currency": "EUR"}})
    call.post("opportunities", {"name": "Bison", "stage": stages[1].pk})

    assert names(call.get("opportunities?q=zubr")) == ["Żubr"]
    assert names(call.get(f"opportunities?stage={stages[1].pk}")) == ["Bison"]
    assert names(call.get("opportunities?amount.from=5")) == ["Żubr"]
    assert names(call.get("opportunities?owner=me&sort=name")) == ["Bison", "Żubr"]
    assert call("GET", "opportunities?amount.from=many").status_code == 422


@pytest.mark.parametrize(
    ("zone", "third", "fourth"),
    [("Pacific/Auckland", [], ["Then"]), ("America/Los_Angeles", ["Then"], ["Then"])],
)
def test_day_is_the_workspaces(
    caller_of: Any, administrator: Any, zone: str, third: list[str], fourth: list[str]
) -> None:
    Workspace.objects.update(zone=zone)
    call = caller_of(administrator)
    made = call.post("companies", {"name": "Now"})["id"]
    # 20:00 UTC on 3 March is the 4th in Auckland, still the 3rd in Los Angeles.
    then = datetime(2026, 3, 3, 20, tzinfo=UTC)
    enter([PastFact("company", made, then, {"is_removed": False, "name": "Then"})])

    assert names(call.get("companies?as_of=2026-03-03")) == third
    assert names(call.get("companies?as_of=2026-03-04")) == fourth
    assert names(call.get("companies?as_of=2026-03-04&known=yes")) == []
    assert names(call.get("companies?as_of=2026-03-03T20:00:00Z")) == ["Then"]
    assert names(call.get("companies?as_of=2026-03-03T19:59:59Z")) == []
    assert names(call.get("companies")) == ["Now"]


def test_record_as_of_an_instant(call: Caller) -> None:
    made = call.post("companies", {"name": "Acme"})

    assert call("GET", f"companies/{made['id']}?as_of=2020-01-01").status_code == 404
    assert call.get(f"companies/{made['id']}?as_of=2999-01-01") == made


def test_day_out_of_the_calendar(call: Caller) -> None:
    for day in ("0001-01-01", "9999-12-31T23:59:59-12:00", "9999-12-31"):
        assert call("GET", f"companies?as_of={day}").status_code == 422


def test_totals_of_a_pipeline(call: Caller, stages: list[Stage]) -> None:
    call.post("opportunities", {"name": "A", "amount": {"amount": "10.00", "currency": "EUR"}})
    call.post("opportunities", {"name": "B", "amount": {"amount": "5.00", "currency": "EUR"}})

    totals = call.get(f"pipelines/{stages[0].pipeline_id}/totals")["items"]

    assert totals == [
        {
            "stage": stages[0].pk,
            "count": 2,
            "amount": {"amount": "15.00", "currency": "EUR"},
            "weighted": {"amount": "3.00", "currency": "EUR"},
            "without_rate": 0,
        }
    ]
