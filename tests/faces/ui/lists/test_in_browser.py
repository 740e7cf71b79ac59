"""Lists, search and the keys in a real browser."""

import pytest
from playwright.sync_api import expect

from penstock.faces.views.models import SavedView
from penstock.records.people.actions import create_company
from penstock.records.people.models import Company
from penstock.records.team.acting import Acting
from tests.browser import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Ångström Kraft", "Brun & Fils", "Çelik Nakliyat")


@pytest.fixture
def companies(workspace, rep) -> list[Company]:
    return [create_company(actor=Acting.on_screen(rep), name=name) for name in NAMES]


def cities() -> list[str]:
    return list(Company.objects.order_by("pk").values_list("city", flat=True))


def test_several_are_changed_at_once_and_it_is_taken_back(page, companies):
    visit(page, "/companies/")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator(".bulk-bar [data-count]")).to_have_text("2")
    page.locator(".bulk-bar").get_by_role("button").click()
    page.locator("#dialog[open]").get_by_label("Country").fill("SE")
    page.keyboard.press("Control+Enter")

    expect(page.locator("[data-toast]")).to_contain_text("2")
    assert list(Company.objects.order_by("pk").values_list("country", flat=True)) == ["SE", "SE", ""]
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-toast]").last).to_contain_text("Taken back")
    assert set(Company.objects.values_list("country", flat=True)) == {""}


def test_a_filter_is_kept_as_a_view_and_its_chips_go_one_by_one(page, companies):
    visit(page, "/companies/")
    page.keyboard.press("f")
    dialog = page.locator("#dialog[open]")
    dialog.locator("summary", has_text="Name").click()
    dialog.locator("#filter-name-has").fill("brun")
    page.keyboard.press("Enter")
    expect(page.locator("[data-item]")).to_have_count(1)
    assert page.url.partition("?")[2] == "name.has=brun"

    page.locator("summary", has_text="View").click()
    page.fill("#new-view-name", "The Bruns")
    page.keyboard.press("Enter")
    expect(page.locator(".tabs [aria-current]", has_text="The Bruns")).to_be_visible()
    assert SavedView.objects.get().name == "The Bruns"

    page.locator(".chip__remove").click()
    expect(page.locator("[data-item]")).to_have_count(3)
    page.get_by_role("link", name="The Bruns").click()
    expect(page.locator("[data-item]")).to_have_count(1)


def test_search_and_go_finds_without_accents_by_keys_alone(page, companies):
    visit(page, "/companies/")
    page.keyboard.press("Control+k")
    page.keyboard.type("celik")
    expect(page.locator("#palette [role=option]").first).to_contain_text("Çelik Nakliyat")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Çelik Nakliyat")


def test_the_keys_are_told_and_close_again(page, companies):
    visit(page, "/companies/")
    page.keyboard.press("?")
    expect(page.locator("#dialog[open]")).to_contain_text("Search and go")
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).not_to_have_attribute("open", "")

    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people/")
