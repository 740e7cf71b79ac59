from dataclasses import replace

from penstock.faces.ui.menu import menu
from penstock.faces.ui.viewer import make_viewer


def test_the_place_that_one_is_at_is_marked(ask):
    drawn = menu(ask("/leads/7/"), "_menu.html")

    assert drawn.count('aria-current="page"') == 1
    assert 'href="/leads/" data-key="leads" aria-current="page"' in drawn


def test_a_page_of_no_place_marks_none(ask):
    assert "aria-current" not in menu(ask("/keys/"), "_menu.html")


def test_who_may_more_sees_more(ask):
    manager, viewer = ask("/leads/"), ask("/leads/")
    manager.viewer = replace(make_viewer(manager, None), role="manager")
    viewer.viewer = replace(make_viewer(viewer, None), role="viewer")

    assert 'href="/import/"' in menu(manager, "_more_places.html")
    assert 'href="/import/"' not in menu(viewer, "_more_places.html")
