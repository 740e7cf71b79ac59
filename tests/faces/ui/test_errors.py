import pytest

from penstock.faces.ui import errors


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


def test_a_conflict_says_what_the_other_did(ask):
    assert "Ewa moved it to Won" in errors.conflict(ask(), "Ewa moved it to Won").content.decode()
