"""The behaviours in a real browser, on the kitchen sink: keys, board, list, palette, dialog, toasts, editing in place."""

import threading
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK, PATIENCE, visit

pytestmark = pytest.mark.browser

KITCHEN = Path(__file__).parent / "kitchen"


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nothing_collected = tmp_path_factory.mktemp("static")
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], KITCHEN]
    with override_settings(
        TEMPLATES=templates, ROOT_URLCONF="tests.faces.ui.kitchen.urls", STATIC_ROOT=nothing_collected
    ):
        application = StaticFilesHandler(get_wsgi_application())
        server = make_server("127.0.0.1", 0, application, server_class=Threaded, handler_class=Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def page(browser: Browser, kitchen: str) -> Iterator[Page]:
    """A page that must not break the policy nor throw."""
    context = browser.new_context(viewport=DESK, base_url=kitchen)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield page
    context.close()
    assert faults == []


def names(page: Page, column: int) -> list[str]:
    return page.locator(f"#column-{column} .card__name").all_inner_texts()


def test_keys_go_to_places(page):
    visit(page, "/leads/")
    page.keyboard.press("g")
    page.keyboard.press("o")

    page.wait_for_url("**/opportunities/")


def test_keys_typed_into_a_field_stay_there(page):
    visit(page, "/people/")
    page.fill("#id_name", "")
    page.locator("#id_name").press_sequentially("go c?")

    assert page.input_value("#id_name") == "go c?"
    assert page.url.endswith("/people/")


def test_question_mark_shows_the_keys_and_escape_closes(page):
    visit(page, "/leads/")
    page.keyboard.press("?")

    expect(page.locator("#dialog[open] h2").first).to_have_text("Keys")
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).not_to_have_attribute("open", "")


def test_j_and_k_walk_x_ticks_and_the_bar_appears(page):
    visit(page, "/leads/")
    bar = page.locator(".bulk-bar")
    expect(bar).to_be_hidden()

    for key in ("j", "j", "j", "k", "x", "j", "x"):
        page.keyboard.press(key)

    expect(page.locator("[data-item][data-checked]")).to_have_count(2)
    expect(page.locator("#row-2")).to_have_attribute("data-current", "")
    expect(bar).to_be_visible()
    expect(bar.locator("[data-count]")).to_have_text("2")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_shift_ticks_a_range(page):
    visit(page, "/leads/")
    page.locator("#row-1 input").click()
    page.locator("#row-4 input").click(modifiers=["Shift"])

    expect(page.locator("[data-item][data-checked]")).to_have_count(4)


def test_space_looks_inside_and_escape_comes_back_to_the_row(page):
    visit(page, "/leads/")
    page.keyboard.press("j")
    page.keyboard.press("Space")

    expect(page.locator("#peek h2")).to_have_text("Driver app")
    page.keyboard.press("Escape")
    expect(page.locator("#peek")).to_be_empty()
    expect(page.locator("#row-0 [data-open]")).to_be_focused()


def test_enter_opens(page):
    visit(page, "/leads/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/record/")


def test_a_card_moves_by_keyboard_and_keeps_the_focus(page):
    visit(page, "/opportunities/")
    page.locator("#card-1 [data-open]").focus()
    page.keyboard.press("]")

    expect(page.locator("#column-2 #card-1 [data-open]")).to_be_focused()
    expect(page.locator("#column-2 .stage-column__count")).to_have_text("4")
    expect(page.locator("#column-1 .stage-column__count")).to_have_text("3")
    expect(page.locator("[data-toast]")).to_contain_text("Moved to Qualified to buy")


def test_a_card_moves_by_mouse(page):
    visit(page, "/opportunities/")
    page.locator("#card-8").hover()
    page.mouse.down()
    target = page.locator("#column-4 [data-column]").bounding_box()
    page.mouse.move(target["x"] + 60, target["y"] + 30, steps=8)
    page.mouse.move(target["x"] + 80, target["y"] + 40, steps=4)
    page.mouse.up()

    expect(page.locator("#column-4 .stage-column__count")).to_have_text("3")
    assert "Driver app" in names(page, 4)


def test_a_card_that_somebody_else_moved_goes_back_and_says_so(page):
    visit(page, "/opportunities/")
    before = names(page, 2)
    page.locator("#card-6 [data-open]").focus()
    page.keyboard.press("]")

    expect(page.locator(".toast--error")).to_contain_text("Ewa moved it to Contract sent.")
    assert names(page, 2) == before


def test_a_move_that_must_ask_opens_the_question_and_waits(page):
    visit(page, "/opportunities/")
    page.locator("#card-11 [data-open]").focus()
    page.keyboard.press("]")

    expect(page.locator("#dialog[open] h2")).to_have_text("Mark as won")
    assert "Group contract" in names(page, 4)


def test_a_lost_connection_says_so_and_keeps_the_card(page, kitchen):
    visit(page, "/opportunities/")
    page.route("**/move/**", lambda route: route.abort())
    page.locator("#card-1 [data-open]").focus()
    page.keyboard.press("]")

    expect(page.locator(".toast--error")).to_contain_text("The server did not answer.")
    assert "Fleet telematics rollout" in names(page, 1)


def test_the_palette_finds_and_goes(page):
    visit(page, "/leads/")
    page.keyboard.press("/")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.type("han")

    expect(page.locator("[role=option]")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#o1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/")


def test_one_value_is_edited_in_place(page):
    visit(page, "/record/")
    page.locator("#step a.props__value").click()
    page.fill("#id_step", "Call Monday")
    page.keyboard.press("Enter")

    expect(page.locator("#step a.props__value")).to_have_text("Call Monday")


def test_leaving_a_changed_value_saves_it(page):
    visit(page, "/record/")
    page.locator("#step a.props__value").click()
    page.fill("#id_step", "Call Monday")
    page.locator("h2").first.click()

    expect(page.locator("#step a.props__value")).to_have_text("Call Monday")


def test_escape_gives_the_edit_up(page):
    visit(page, "/record/")
    page.locator("#step a.props__value").click()
    page.fill("#id_step", "Call Monday")
    page.keyboard.press("Escape")

    expect(page.locator("#step a.props__value")).to_have_text("Demo 26 Nov, 10:00")


def test_undo_is_in_the_toast(page):
    visit(page, "/?said")
    page.locator("[data-toast] >> text=Undo").click()

    expect(page.locator("[data-toast]").last).to_contain_text("Taken back")


def test_back_brings_the_whole_page(page):
    visit(page, "/leads/")
    page.click("#filter")
    expect(page.locator("#row-0 [data-open]")).to_have_text("Mine 0")
    page.click("#row-0 [data-open]")
    page.wait_for_url("**/record/")

    page.go_back()
    expect(page.locator("#row-0 [data-open]")).to_have_text("Mine 0")
    expect(page.locator("nav.sidebar")).to_be_visible()
    page.go_back()
    expect(page.locator("#row-0 [data-open]")).to_have_text("Hansen Logistik 0")
    expect(page.locator("nav.sidebar")).to_be_visible()


def test_without_script_links_and_forms_remain(browser, kitchen):
    context = browser.new_context(java_script_enabled=False, base_url=kitchen)
    page = context.new_page()
    page.goto("/leads/")
    expect(page.locator(".bulk-bar")).to_be_visible()
    page.click("#row-0 [data-open]")
    expect(page).to_have_url(f"{kitchen}/record/")
    page.goto("/opportunities/")
    page.click(".asof__box")
    page.fill("input[name=as_of]", "2026-09-01")
    page.click(".asof button")
    expect(page).to_have_url(f"{kitchen}/opportunities/?as_of=2026-09-01")
    context.close()


def test_t_opens_the_date_of_the_page(page):
    visit(page, "/opportunities/")
    page.keyboard.press("t")

    expect(page.locator("input[name=as_of]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".asof")).not_to_have_attribute("open", "")


def test_a_cookie_keeps_the_theme_of_this_device(page, kitchen):
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": kitchen}])
    visit(page, "/leads/")

    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_is_wider_than_its_window(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    wide = []
    for path in ("/", "/opportunities/", "/leads/", "/record/", "/people/", "/accounts/login/", "/keys/"):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert wide == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser, kitchen, theme):
    # axe styles its own probes, which the policy would refuse and report
    context = browser.new_context(bypass_csp=True, base_url=kitchen)
    context.add_cookies([{"name": "theme", "value": theme, "url": kitchen}])
    page = context.new_page()
    found = {}
    for path in (
        "/",
        "/opportunities/?past",
        "/leads/",
        "/record/",
        "/new/",
        "/accounts/login/",
        "/keys/",
        "/nothing/",
    ):
        page.goto(path)
        page.wait_for_timeout(350)  # skeletons and lazy pieces have settled
        if faults := Axe().run(page).response["violations"]:
            found[path] = [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults]

    context.close()
    assert found == {}
