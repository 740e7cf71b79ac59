"""A day's work with JavaScript off: links and forms alone do all that must work."""

import pytest
from playwright.sync_api import expect

from penstock.records.pipeline.models import Opportunity
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough pass phrase"


@pytest.fixture
def plain(signed_in, rep):
    """The representative's page, without JavaScript."""
    return signed_in(rep, java_script_enabled=False).new_page()


def test_one_signs_in_and_creates(signed_in, rep, opportunity_of):
    opportunity_of(rep, name="Route planning")
    rep.set_password(PASSWORD)
    rep.save(update_fields=["password"])
    page = signed_in(None, java_script_enabled=False).new_page()
    page.goto("/opportunities/")
    page.fill("input[name=login]", rep.email)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".card__name")).to_have_text("Route planning")

    page.get_by_role("link", name="New").click()
    page.fill("#new-name", "Driver app")
    page.fill("#new-company", "Hansen Logistik")
    page.fill("#new-amount", "22000")
    page.get_by_role("button", name="Create", exact=False).first.click()
    expect(page.locator("h1")).to_have_text("Driver app")
    page.goto("/opportunities/")
    expect(page.locator(".card")).to_have_count(2)


def test_one_moves_wins_reopens_and_loses(plain, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep)
    plain.goto("/opportunities/")
    plain.locator(f"#card-{opportunity.pk} .card__move").click()
    plain.get_by_role("button", name="Contract sent").click()
    expect(plain.locator(".steps [aria-current]")).to_contain_text("Contract sent")
    assert Opportunity.objects.get().stage == stages["Contract sent"]

    plain.get_by_role("button", name="Won").click()
    expect(plain.locator(".top .chip--won")).to_have_text("Closed won")
    plain.get_by_role("button", name="Reopen").click()
    plain.get_by_role("link", name="Lost").click()
    plain.get_by_label("Why was it lost?").select_option(index=1)
    plain.get_by_role("button", name="Mark as lost").click()
    expect(plain.locator(".top .chip--lost")).to_have_text("Closed lost")
    assert Opportunity.objects.get().loss_reason is not None


def test_one_edits_a_fact_and_writes_a_note(plain, rep, opportunity_of):
    opportunity = opportunity_of(rep)
    plain.goto(f"/opportunities/{opportunity.pk}/")
    plain.locator("#fact-next_step a").click()
    plain.fill("#id_next_step", "Demo on Monday")
    plain.get_by_role("button", name="Save").click()
    expect(plain.locator("#fact-next_step a")).to_have_text("Demo on Monday")

    plain.locator("summary", has_text="Note").click()
    plain.fill("#note-text", "They want it in May")
    plain.get_by_role("button", name="Keep the note").click()
    expect(plain.locator("#timeline")).to_contain_text("They want it in May")


def test_one_filters_sorts_changes_several_and_searches(plain, rep, opportunity_of):
    for name in ("Driver app", "Route planning", "Yard gate"):
        opportunity_of(rep, name=name)
    plain.goto("/opportunities/list/")
    expect(plain.locator("[data-item]")).to_have_count(3)
    plain.get_by_role("link", name="Filter").click()
    plain.locator("summary", has_text="Name").click()
    plain.fill("#filter-name-has", "route")
    plain.get_by_role("button", name="Show").click()
    expect(plain.locator("[data-item]")).to_have_count(1)

    plain.locator("[data-item] input[type=checkbox]").check()
    plain.get_by_role("button", name="Change…").click()
    plain.get_by_label("Close date").fill("2027-01-15")
    plain.get_by_role("button", name="Change").click()
    expect(plain.locator("[data-item]")).to_contain_text("15 Jan 2027")

    plain.get_by_role("link", name="Search").click()
    plain.fill("#search-q", "yard")
    plain.get_by_role("button", name="Search").click()
    plain.get_by_role("option").first.click()
    expect(plain.locator("h1")).to_have_text("Yard gate")


def test_a_phone_without_script_shows_every_stage_and_moves(signed_in, rep, opportunity_of):
    opportunity = opportunity_of(rep)
    page = signed_in(rep, java_script_enabled=False, viewport=PHONE).new_page()
    page.goto("/opportunities/")
    page.locator(".stage-names a", has_text="Contract sent").click()
    page.locator(".stage-names a", has_text="Appointment scheduled").click()
    page.locator(f"#card-{opportunity.pk} .card__move").click()
    page.get_by_role("button", name="Contract sent").click()

    expect(page.locator(".steps [aria-current]")).to_contain_text("Contract sent")
