import re

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from penstock.faces.ui.middleware import content_security_policy, hx_redirect, policy


def test_policy_lets_in_no_inline_style_no_eval_and_no_frame():
    said = policy("abc")

    assert "unsafe" not in said
    assert "script-src 'nonce-abc' 'strict-dynamic'" in said
    assert "default-src 'none'" in said
    assert "frame-ancestors 'none'" in said


def test_every_answer_has_a_nonce_of_its_own():
    answer = content_security_policy(lambda request: HttpResponse(request.csp_nonce))
    nonces = []
    for _ in range(2):
        response = answer(RequestFactory().get("/"))
        nonces.append(response.content.decode())
        assert f"'nonce-{nonces[-1]}'" in response["Content-Security-Policy"]

    assert nonces[0] != nonces[1]
    assert re.fullmatch(r"[\w-]{20,}", nonces[0])


def test_a_view_may_bring_its_own_policy():
    answer = content_security_policy(
        lambda request: HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})
    )

    assert answer(RequestFactory().get("/"))["Content-Security-Policy"] == "default-src 'self'"


def test_a_redirect_is_a_journey_for_htmx_too():
    answer = hx_redirect(lambda request: HttpResponseRedirect("/accounts/login/"))

    response = answer(RequestFactory().get("/", headers={"HX-Request": "true"}))

    assert (response.status_code, response["HX-Redirect"]) == (204, "/accounts/login/")
    assert "Location" not in response


def test_a_redirect_stays_one_for_a_browser():
    answer = hx_redirect(lambda request: HttpResponseRedirect("/accounts/login/"))

    assert answer(RequestFactory().get("/")).status_code == 302


@pytest.mark.django_db
def test_what_can_not_be_stored_is_sent_back_before_any_view(client):
    for data, status in (({"theme": "dark"}, 302), ({"theme": "da\x00rk"}, 400)):
        assert client.post("/appearance/", data).status_code == status
