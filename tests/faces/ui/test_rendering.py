from penstock.faces.ui.rendering import here, render, wants_piece
from penstock.faces.ui.toasts import toast


def keys(request):
    return render(request, "keys.html", {"groups": [("Everywhere", [])]}, piece="keys")


def test_a_browser_gets_the_page(ask):
    answer = keys(ask("/keys/")).content.decode()

    assert answer.startswith("<!doctype html>")
    assert "<title>Keys · Penstock</title>" in answer


def test_htmx_gets_the_piece(ask):
    answer = keys(ask("/keys/", HX_Request="true")).content.decode()

    assert "<html" not in answer
    assert "Everywhere" in answer


def test_back_gets_the_page_though_htmx_asks(ask):
    assert not wants_piece(ask(HX_Request="true", HX_History_Restore_Request="true"))


def test_a_swap_of_the_whole_gets_the_page(ask):
    assert not wants_piece(ask(HX_Request="true", HX_Request_Type="full"))


def test_the_answer_varies_by_what_decides_it(ask):
    assert keys(ask())["Vary"] == "HX-Request, HX-Request-Type, HX-History-Restore-Request"


def test_waiting_toasts_come_along_with_a_piece(ask):
    request = ask("/keys/", HX_Request="true")
    toast(request, "Moved to Contract sent", undo="/undo/7/")

    answer = keys(request).content.decode()

    assert '<hx-partial hx-target="#toasts" hx-swap="beforeend">' in answer
    assert "Moved to Contract sent" in answer
    assert 'hx-post="/undo/7/"' in answer


def test_what_a_person_wrote_is_escaped(ask):
    request = ask("/keys/")
    toast(request, "<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in keys(request).content.decode()


def test_here_changes_one_part_of_the_state(ask):
    request = ask("/leads/?owner=3&stage=1&stage=2&sort=-amount&page=4")

    assert here(request) == "/leads/?owner=3&stage=1&stage=2&sort=-amount"
    assert here(request, owner=None) == "/leads/?stage=1&stage=2&sort=-amount"
    assert here(request, stage=["2"], sort="name") == "/leads/?owner=3&stage=2&sort=name"
    assert here(request, page=5, owner=None, stage=None, sort=None) == "/leads/?page=5"
    assert here(ask("/leads/?owner=3"), owner=None) == "/leads/"
