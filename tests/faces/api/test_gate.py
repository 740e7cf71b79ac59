"""What every request passes: keys, sessions, counts, kept answers, versions, one shape of error."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from penstock.faces.api.keeping import forget_old_answers
from penstock.faces.api.limits import Limiter
from penstock.faces.api.models import KeptAnswer
from penstock.records.people.models import Company
from penstock.records.team.models import ApiKey
from tests.faces.api.conftest import Caller


def error(response: Any) -> tuple[int, str, str]:
    """Status, code and field; the shape holds nothing else but a sentence."""
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert list(response.json()) == ["error"]
    assert sorted(response.json()["error"]) == ["code", "field", "message"]
    return response.status_code, response.json()["error"]["code"], response.json()["error"]["field"]


def test_stranger_is_asked_for_a_key(workspace: Any, client: Client) -> None:
    response = client.get("/api/companies")

    assert error(response) == (401, "not_signed_in", "")
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "values",
    [
        {"ended_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_key_that_is_not_in_force(caller_of: Any, representative: Any, values: Any) -> None:
    assert error(caller_of(representative, **values)("GET", "me"))[0] == 401


def test_key_of_a_user_who_left(call: Caller, representative: Any) -> None:
    type(representative).objects.filter(pk=representative.pk).update(is_active=False)

    assert error(call("GET", "me"))[0] == 401


def test_key_may_no_more_than_its_role(caller_of: Any, representative: Any) -> None:
    call = caller_of(representative, role="viewer")

    assert call.get("me")["role"] == "viewer"
    assert error(call("POST", "companies", {"name": "x"})) == (403, "not_allowed", "")


def test_session_reads_without_token_and_writes_with_it(workspace: Any, representative: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(representative)
    body = {"data": {"name": "Acme"}, "content_type": "application/json"}

    reads = client.get("/api/me")
    without = client.post("/api/companies", **body)
    client.cookies["csrftoken"] = "a" * 32
    written = client.post("/api/companies", **body, headers={"X-CSRFToken": "a" * 32})

    assert reads.status_code == 200
    assert error(without) == (403, "not_allowed", "X-CSRFToken")
    assert written.status_code == 201


def test_ledger_says_by_which_key(call: Caller) -> None:
    made = call.post("companies", {"name": "Acme"})

    entry = call.get(f"companies/{made['id']}/timeline")["items"][0]

    assert (entry["actor"], entry["cause"], entry["type"]) == ("Rita Rep (test)", "api", "created")


def test_one_shape_for_every_refusal(call: Caller) -> None:
    assert error(call("GET", "nothing/here")) == (404, "not_found", "")
    assert error(call("GET", "companies/999999")) == (404, "not_found", "")
    assert error(call("PUT", "companies")) == (405, "wrong_method", "")
    assert error(call("POST", "companies", {"name": "x", "colour": "red"})) == (422, "invalid", "colour")
    assert error(call("POST", "companies", {})) == (422, "invalid", "name")
    assert error(call("GET", "companies?colour=red")) == (422, "invalid", "colour")
    assert error(call("GET", "companies?sort=colour")) == (422, "invalid", "sort")
    assert error(call("GET", "companies?as_of=yesterday")) == (422, "invalid", "as_of")
    assert error(call("GET", "companies?cursor=abc")) == (422, "invalid", "cursor")
    assert error(call("GET", "companies?known=yes")) == (422, "invalid", "known")
    assert call("PUT", "companies").headers["Allow"] == "GET, POST"


def test_body_that_is_no_json(call: Caller) -> None:
    headers = {"Authorization": f"Bearer {call.key}"}
    response = call.client.post("/api/companies", b"{", content_type="application/json", headers=headers)

    assert error(response) == (400, "unreadable", "")


def test_body_that_is_too_large(call: Caller, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert error(call("POST", "companies", {"name": "x" * 200})) == (413, "too_large", "")


def test_limit_is_said_and_kept(call: Caller, caller_of: Any, teammate: Any, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2

    first, second, third = call("GET", "me"), call("GET", "me"), call("GET", "me")

    assert first.headers["RateLimit-Limit"] == "2"
    assert [r.headers["RateLimit-Remaining"] for r in (first, second, third)] == ["1", "0", "0"]
    assert error(third) == (429, "too_many_requests", "")
    assert third.headers["Retry-After"] == third.headers["RateLimit-Reset"]
    assert caller_of(teammate)("GET", "me").status_code == 200


def test_next_minute_begins_anew(settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    limiter, now = Limiter(), datetime(2026, 11, 22, 12, 0, 50, tzinfo=UTC)

    spent = [limiter.take("key:1", now + timedelta(seconds=s)).is_spent for s in (0, 9, 10)]

    assert spent == [False, True, False]
    assert limiter.take("key:1", now).resets_in_seconds == 10


def test_same_request_twice_is_done_once(call: Caller) -> None:
    first = call("POST", "companies", {"name": "Acme"}, Idempotency_Key="k1")
    again = call("POST", "companies", {"name": "Acme"}, Idempotency_Key="k1")

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Company.objects.filter(name="Acme").count() == 1


def test_same_key_for_another_request(call: Caller) -> None:
    call("POST", "companies", {"name": "Acme"}, Idempotency_Key="k1")

    response = call("POST", "companies", {"name": "Other"}, Idempotency_Key="k1")

    assert error(response) == (409, "changed_meanwhile", "Idempotency-Key")
    assert not Company.objects.filter(name="Other").exists()


def test_same_key_of_another_caller(call: Caller, caller_of: Any, teammate: Any) -> None:
    call("POST", "companies", {"name": "Acme"}, Idempotency_Key="k1")
    caller_of(teammate)("POST", "companies", {"name": "Acme"}, Idempotency_Key="k1")

    assert Company.objects.filter(name="Acme").count() == 2


def test_refused_request_can_be_tried_again(call: Caller, stages: Any) -> None:
    at = f"opportunities/{call.post('opportunities', {'name': 'x'})['id']}/moves"
    type(stages[1]).objects.filter(pk=stages[1].pk).update(required_fields=["close_on"])
    refused = call("POST", at, {"stage": stages[1].pk}, Idempotency_Key="k1")
    type(stages[1]).objects.filter(pk=stages[1].pk).update(required_fields=[])

    again = call("POST", at, {"stage": stages[1].pk}, Idempotency_Key="k1")

    assert (refused.status_code, again.status_code) == (422, 200)


def test_key_is_forgotten_after_a_day(call: Caller) -> None:
    call("POST", "companies", {"name": "Acme"}, Idempotency_Key="k1")
    kept_at = KeptAnswer.objects.get().kept_at
    KeptAnswer.objects.update(kept_at=kept_at - timedelta(hours=24, seconds=1))

    call("POST", "companies", {"name": "Acme"}, Idempotency_Key="k1")

    assert Company.objects.filter(name="Acme").count() == 2
    assert forget_old_answers(kept_at) == 0
    assert forget_old_answers(kept_at + timedelta(hours=25)) == 1
    assert forget_old_answers(kept_at + timedelta(hours=25)) == 0


def test_change_of_another_version_is_refused(call: Caller) -> None:
    made = call("POST", "companies", {"name": "Acme"})
    at, version = f"companies/{made.json()['id']}", made.headers["ETag"]
    Company.objects.filter(pk=made.json()["id"]).update(city="Kraków", xact="1")

    stale = call("PATCH", at, {"city": "Łódź"}, If_Match='"1"')
    removed = call("DELETE", at, If_Match='"1"')
    current = call("GET", at).headers["ETag"]
    changed = call("PATCH", at, {"city": "Łódź"}, If_Match=current)

    assert error(stale) == error(removed) == (412, "version_differs", "If-Match")
    assert changed.status_code == 200
    assert changed.json()["city"] == "Łódź"
    assert call("PATCH", at, {"city": "x"}, If_Match="*").status_code == 200
    assert version == current  # all of this test is one transaction


def test_expired_key_says_nothing_of_itself(call: Caller) -> None:
    ApiKey.objects.update(digest="0" * 64)

    assert error(call("GET", "me"))[0] == 401


def test_page_and_document_need_no_key(client: Client) -> None:
    page, document = client.get("/api/"), client.get("/api/openapi.json")

    assert (page.status_code, document.status_code) == (200, 200)
    assert "/api/opportunities/{id}/closure" in page.content.decode()
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert document.json()["openapi"] == "3.1.0"
