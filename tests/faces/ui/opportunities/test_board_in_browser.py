"""The board in a real browser: moves by mouse, finger and key, winning, losing, quick create, the date of the page."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from penstock.records.pipeline.actions import move
from penstock.records.pipeline.models import Opportunity, OpportunityPerson, Stage
from penstock.records.team.acting import Acting
from tests.browser import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = {"width": 1180, "height": 820}
# Longer than sortable-board waits before it takes a touch for a grip.
HOLD = 0.4


def card(opportunity: Opportunity) -> str:
    return f"#card-{opportunity.pk}"


def column(stage: Stage) -> str:
    return f"#column-{stage.pk}"


def drag(page: Page, opportunity: Opportunity, stage: Stage) -> None:
    """By mouse, as a hand does it: in steps, and once more where it stops."""
    page.locator(card(opportunity)).hover()
    page.mouse.down()
    target = page.locator(f"{column(stage)} [data-column]").bounding_box()
    page.mouse.move(target["x"] + 20, target["y"] + 130, steps=8)
    page.mouse.move(target["x"] + 22, target["y"] + 140, steps=4)
    page.mouse.up()


def test_a_card_is_moved_by_key_and_by_mouse_and_won_without_a_question(page, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep)
    visit(page, "/opportunities/")
    page.locator(f"{card(opportunity)} [data-open]").focus()
    page.keyboard.press("]")

    expect(page.locator(f"{column(stages['Qualified to buy'])} {card(opportunity)}")).to_be_visible()
    expect(page.locator("[data-toast]")).to_contain_text("Driver app is in Qualified to buy now")
    expect(page.locator(f"{card(opportunity)} [data-open]")).to_be_focused()

    drag(page, opportunity, stages["Closed won"])
    expect(page.locator("[data-toast]").last).to_contain_text("Driver app is won")
    assert Opportunity.objects.get().stage == stages["Closed won"]

    page.locator("[data-toast]").last.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-toast]").last).to_contain_text("Open again, in Qualified to buy")
    expect(page.locator(f"{column(stages['Qualified to buy'])} {card(opportunity)}")).to_be_visible()


def test_dropped_on_lost_it_asks_why_and_goes(page, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep, stage=stages["Contract sent"])
    visit(page, "/opportunities/")
    drag(page, opportunity, stages["Closed lost"])

    dialog = page.locator("#dialog[open]")
    expect(dialog.locator("h2")).to_have_text("Mark as lost")
    expect(page.locator(f"{column(stages['Contract sent'])} {card(opportunity)}")).to_be_visible()
    dialog.locator("select").select_option(index=1)
    dialog.get_by_role("button", name="Mark as lost").click()

    expect(page.locator("#dialog")).not_to_have_attribute("open", "")
    expect(page.locator(card(opportunity))).to_have_count(0)
    assert Opportunity.objects.get().loss_reason is not None


def test_a_finger_holds_a_card_and_drops_it(signed_in, rep, opportunity_of, stages):
    opportunity = opportunity_of(rep)
    page = signed_in(rep, viewport=TABLET, has_touch=True).new_page()
    visit(page, "/opportunities/")
    finger = page.context.new_cdp_session(page)
    start = page.locator(card(opportunity)).bounding_box()
    target = page.locator(f"{column(stages['Contract sent'])} [data-column]").bounding_box()
    x, y = start["x"] + 40, start["y"] + 20

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": across, "y": down} for across, down in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x, y))
    time.sleep(HOLD)
    for step in range(1, 11):
        touch("touchMove", (x + (target["x"] + 60 - x) * step / 10, y + (target["y"] + 60 - y) * step / 10))
        time.sleep(0.02)
    touch("touchEnd")

    expect(page.locator(f"{column(stages['Contract sent'])} {card(opportunity)}")).to_be_visible()
    expect(page.locator("[data-toast]")).to_contain_text("Driver app is in Contract sent now")
    assert Opportunity.objects.get().stage == stages["Contract sent"]


def test_the_second_of_two_is_told_and_sees_the_current_card(
    page, signed_in, rep, manager, opportunity_of, stages
):
    opportunity = opportunity_of(rep)
    others = signed_in(manager).new_page()
    visit(page, "/opportunities/")
    visit(others, "/opportunities/")
    drag(others, opportunity, stages["Contract sent"])
    expect(others.locator("[data-toast]")).to_contain_text("Driver app is in Contract sent now")

    page.locator(f"{card(opportunity)} [data-open]").focus()
    page.keyboard.press("]")
    expect(page.locator(".toast--error")).to_contain_text("Somebody moved Driver app to Contract sent")
    expect(page.locator(f"{column(stages['Contract sent'])} {card(opportunity)}")).to_be_visible()
    expect(page.locator(card(opportunity))).to_have_count(1)
    assert Opportunity.objects.get().stage == stages["Contract sent"]


def test_quick_create_takes_few_keys(page, rep, workspace):
    visit(page, "/opportunities/")
    keys = 0

    def press(chord: str) -> None:
        nonlocal keys
        keys += len(chord.split("+"))
        page.keyboard.press(chord)

    # Nobody waits for the dialog: what is typed before it is there goes into its first field.
    press("c")
    page.keyboard.type("Driver app")
    expect(page.locator("#new-name")).to_have_value("Driver app")
    press("Tab")
    page.keyboard.type("Hansen Logistik")
    press("Tab")
    page.keyboard.type("Nina Hansen")
    press("Tab")
    press("Tab")
    page.keyboard.type("22000")
    press("Enter")

    expect(page.locator(".card")).to_contain_text("Hansen Logistik")
    assert keys <= 12
    opportunity = Opportunity.objects.select_related("company").get()
    assert (opportunity.amount_minor, opportunity.company.name) == (2_200_000, "Hansen Logistik")
    assert str(OpportunityPerson.objects.select_related("person").get().person) == "Nina Hansen"


def test_t_shows_the_board_of_a_past_day_where_nothing_moves(page, rep, opportunity_of, stages):
    a_week_ago = timezone.now() - timedelta(days=7)
    opportunity = opportunity_of(rep, at=a_week_ago)
    move(actor=Acting.on_screen(rep), opportunity=opportunity, stage=stages["Contract sent"])
    visit(page, "/opportunities/")
    page.keyboard.press("t")
    expect(page.locator("input[name=as_of]")).to_be_focused()
    page.fill("input[name=as_of]", (a_week_ago + timedelta(days=3)).date().isoformat())
    page.keyboard.press("Enter")

    expect(page.locator(".past")).to_contain_text("Nothing can be changed here.")
    expect(page.locator(f"{column(stages['Appointment scheduled'])} {card(opportunity)}")).to_be_visible()
    expect(page.locator("[data-move-href]")).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("]")
    expect(page.locator("#toasts")).to_have_text("This is a past day: nothing can be moved here.")
    page.get_by_role("link", name="What changed since").click()
    expect(page.locator("main")).to_contain_text("Contract sent")
    page.go_back()
    page.get_by_role("link", name="Back to now").click()
    expect(page.locator(f"{column(stages['Contract sent'])} {card(opportunity)}")).to_be_visible()


def test_space_looks_beside_the_board_and_j_goes_on(page, rep, opportunity_of):
    for name in ("First", "Second"):
        opportunity_of(rep, name=name)
    visit(page, "/opportunities/")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(page.locator("#peek")).to_contain_text("First Ltd")

    page.keyboard.press("j")
    expect(page.locator("#peek")).to_contain_text("Second Ltd")
    page.keyboard.press("Escape")
    expect(page.locator("#peek")).to_be_empty()
    expect(page.locator(".card[data-current]")).to_contain_text("Second")
