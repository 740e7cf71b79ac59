"""The page of a record in a real browser: editing in place, notes, closing, walking on, and Back."""

import pytest
from playwright.sync_api import Page, expect

from penstock.records.pipeline.actions import update_opportunity
from penstock.records.pipeline.models import Opportunity
from penstock.records.team.acting import Acting
from tests.browser import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def edit(page: Page, name: str, value: str) -> None:
    page.locator(f"#fact-{name} a.props__value").click()
    page.fill(f"#id_{name}", value)


def test_each_fact_is_saved_by_itself(page, rep, opportunity_of):
    opportunity = opportunity_of(rep)
    visit(page, f"/opportunities/{opportunity.pk}/")
    edit(page, "next_step", "Demo on Monday")
    update_opportunity(
        actor=Acting.on_screen(rep),
        opportunity=Opportunity.objects.get(),
        changes={"description": "Forty vans"},
    )
    page.keyboard.press("Enter")
    expect(page.locator("#fact-next_step a")).to_have_text("Demo on Monday")
    edit(page, "amount", "1,234.50")
    page.locator(".record__title").click()
    expect(page.locator("#fact-amount a")).to_have_text("€1,234.50")

    saved = Opportunity.objects.get()
    assert (saved.next_step, saved.amount_minor, saved.description) == (
        "Demo on Monday",
        123_450,
        "Forty vans",
    )


def test_the_second_to_edit_a_fact_is_told(page, rep, opportunity_of):
    opportunity = opportunity_of(rep)
    visit(page, f"/opportunities/{opportunity.pk}/")
    edit(page, "next_step", "Demo on Monday")
    update_opportunity(
        actor=Acting.on_screen(rep),
        opportunity=Opportunity.objects.get(),
        changes={"next_step": "Send offer"},
    )
    page.keyboard.press("Enter")

    expect(page.locator("body")).to_contain_text("Somebody changed")
    assert Opportunity.objects.get().next_step == "Send offer"


def test_a_note_is_written_and_the_opportunity_won_by_key(page, rep, opportunity_of):
    opportunity = opportunity_of(rep)
    visit(page, f"/opportunities/{opportunity.pk}/")
    page.keyboard.press("n")
    page.keyboard.type("They want it in May")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("They want it in May")

    page.keyboard.press("w")
    expect(page.locator(".top .chip--won")).to_have_text("Closed won")


def test_j_and_k_walk_on_and_back_goes_back(page, rep, opportunity_of):
    for name in ("First", "Second", "Third"):
        opportunity_of(rep, name=name)
    visit(page, "/opportunities/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("First")
    expect(page.locator(".walk")).to_contain_text("1 of 3")

    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("Second")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("Third")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text("Second")

    for title in ("Third", "Second", "First", "Opportunities"):
        page.go_back()
        expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("nav.sidebar")).to_be_visible()
    expect(page.locator(".card")).to_have_count(3)


def test_what_is_typed_after_giving_up_is_for_the_page_and_arrows_choose_the_stage(page, rep, opportunity_of):
    opportunity = opportunity_of(rep, "Solar roof")
    visit(page, f"/opportunities/{opportunity.pk}/")
    page.keyboard.press("e")
    expect(page.locator("#id_name")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("s")

    expect(page.locator("#dialog[open] .stage-choice")).to_be_visible()
    expect(page.locator("#id_name")).to_have_count(0)
    opportunity.refresh_from_db()
    assert opportunity.name == "Solar roof"

    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-toast]")).to_contain_text("Solar roof is in Qualified to buy now")


def test_escape_goes_back_to_the_board_one_came_from(page, rep, opportunity_of):
    opportunity_of(rep)
    visit(page, "/opportunities/?owner=me")
    page.locator(".card [data-open]").click()
    page.wait_for_url("**/opportunities/*/?*")
    page.wait_for_selector("[data-htmx-powered]", state="attached")
    page.keyboard.press("Escape")

    page.wait_for_url("**/opportunities/?*owner=me*")
