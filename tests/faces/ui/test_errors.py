import psycopg
import pytest
from django.db import OperationalError

from penstock.faces.api.errors import broken
from penstock.faces.ui import errors
from penstock.faces.ui.middleware import refusals
from penstock.failing import server_error
from penstock.foundation.base.errors import ChangedMeanwhile, NotAllowed, Refused


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (errors.bad_request, 400, "That request made no sense"),
        (errors.permission_denied, 403, "You may not do this"),
        (errors.csrf_failure, 403, "This form is too old"),
        (errors.page_not_found, 404, "There is nothing here"),
        (errors.server_error, 500, "Something broke on our side"),
    ],
)
def test_an_error_is_a_page_for_a_browser_and_a_toast_for_htmx(ask, view, status, title):
    page, toast = view(ask("/x/")), view(ask("/x/", HX_Request="true"))

    assert (page.status_code, toast.status_code) == (status, status)
    assert f"<h1>{title}</h1>" in page.content.decode()
    assert toast["HX-Retarget"] == "#toasts"
    assert title in toast.content.decode()
    assert "<html" not in toast.content.decode()


@pytest.mark.parametrize(
    ("refusal", "title"),
    [
        (Refused("A lost deal needs a reason.", field="reason"), "This can&#39;t be done"),
        (NotAllowed("Only its owner may."), "You may not do this"),
        (ChangedMeanwhile("Ewa moved it to Won."), "Somebody changed this meanwhile"),
    ],
)
def test_what_an_action_refuses_is_said_in_one_place(ask, refusal, title):
    def view(request):
        raise refusal

    middleware = refusals(view)
    answer = middleware.process_exception(ask(), refusal)

    assert answer.status_code == refusal.status
    assert f"<h1>{title}</h1>" in answer.content.decode()
    assert str(refusal) in answer.content.decode()


def test_what_is_not_a_refusal_stays_an_error(ask):
    assert refusals(lambda request: None).process_exception(ask(), ValueError("x")) is None


@pytest.mark.parametrize(
    ("cause", "status", "title"),
    [
        (psycopg.errors.DiskFull("no space left"), 503, "The disk is full"),
        (psycopg.OperationalError("connection refused"), 503, "The database does not answer"),
        (psycopg.errors.AdminShutdown("going"), 503, "The database does not answer"),
        (psycopg.errors.LockNotAvailable("busy"), 500, "Something broke on our side"),
    ],
)
def test_what_is_to_be_waited_for_is_not_called_broken(ask, cause, status, title):
    try:
        raise OperationalError(str(cause)) from cause
    except OperationalError as error:
        page, answer = errors.server_error(ask("/x/")), broken(ask("/api/x"), error)

    assert (page.status_code, answer.status_code) == (status, status)
    assert f"<h1>{title}</h1>" in page.content.decode()
    assert ("Retry-After" in answer) == (status == 503)


def test_what_fails_before_a_view_is_answered_as_its_face_answers(ask):
    try:
        raise OperationalError("gone") from psycopg.OperationalError("connection refused")
    except OperationalError:
        answer, page = server_error(ask("/api/imports/1")), server_error(ask("/import/"))

    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (503, "application/json")
    assert (page.status_code, page["Content-Type"].split(";")[0]) == (503, "text/html")
