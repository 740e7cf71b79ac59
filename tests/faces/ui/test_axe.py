"""axe on every page, light and dark, at a desk and on a phone. The pages are all addresses that the ladder knows
(addresses.py), so a new page is looked at without anybody's help."""

from collections.abc import Iterable
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser import DESK, PHONE, visit
from tests.faces.addresses import FAMILY, FAMILY_ARGUMENTS, ROWS
from tests.faces.places import places
from tests.faces.world import workspace, world  # noqa: F401  (fixtures, for this file only)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What a colour scheme changes are colours, what a width changes is all else (that each text has its contrast with each
# ground it stands on, in both schemes, is also held by test_styles.py): so colours are not looked at on the phone again.
COLOURS = {"runOnly": ["color-contrast"]}
SHAPES = {"rules": {"color-contrast": {"enabled": False}}}
# Without fetching every style sheet anew for one rule about turning a phone.
QUICK = {"resultTypes": ["violations"], "preload": False}
LOOKS: list[tuple[dict[str, int], Literal["light", "dark"], dict[str, Any]]] = [
    (DESK, "light", {}),
    (DESK, "dark", COLOURS),
    (PHONE, "light", SHAPES),
]
# The same on every page: looked at on one.
AROUND = [[".sidebar"], [".bottom-bar"], [".more-places"]]
# Files that are handed out, and pieces that are no pages by themselves.
NO_PAGES = {"notices-count", "import-run-refused", *(f"{kind}-file" for kind in ("company", "person"))}
NO_PAGES |= {"lead-file", "opportunity-file", "mfa_download_recovery_codes", "report-export"}
NO_PAGES |= {"dashboard-tiles", "company-names", "person-names"}
NO_PAGES |= {f"{name}-totals" for name in ("companies", "people", "leads", "opportunity-list")}
# So many tests share the pages, because no test should be long.
PARTS = 4
# Faces of pages that have no address of their own in the table.
STATES = (
    "/opportunities/?as_of=2026-01-02",
    "/opportunities/?as_of=2026-01-02&known=yes",
    "/opportunities/list/?as_of=2026-01-02",
    "/companies/?name.has=nobody",
    "/search/?q=a",
    "/nothing/",
)


def found_on(page: Page, leaving_out: list[list[str]]) -> dict[str, Any]:
    """What axe finds on the open page, by width and theme."""
    found = {}
    for size, theme, options in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        answer = page.evaluate(
            "([left, options]) => axe.run({include: [['html']], exclude: left}, options)",
            [leaving_out, options | QUICK],
        )
        if answer["violations"]:
            found[f"{size['width']}, {theme}"] = [
                (fault["id"], [node["target"] for node in fault["nodes"]]) for fault in answer["violations"]
            ]
    return found


def look_at(page: Page, addresses: Iterable[str]) -> dict[str, Any]:
    """What axe finds, by address."""
    found = {}
    for number, address in enumerate(dict.fromkeys(addresses)):
        page.goto(address)
        page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
        if faults := found_on(page, AROUND if number else []):
            found[address] = faults
    return found


def assert_nothing(found: dict[str, Any]) -> None:
    assert not found, "\n".join(f"{address}: {faults}" for address, faults in found.items())


@pytest.fixture
def window(signed_in):
    """A page in which axe is there at once. It styles its own probes, which the policy would refuse and report."""

    def opened(user: Any) -> Page:
        context = signed_in(user, bypass_csp=True, reduced_motion="reduce")
        context.add_init_script(path=AXE_FILE_PATH)
        return context.new_page()

    return opened


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_of_a_user_has_a_fault(part, window, administrator, world):  # noqa: F811
    pages = [
        address
        for name, address in places(world)
        if name not in NO_PAGES and "administrator" in ROWS[name].get
    ]
    family = [reverse(name, kwargs=FAMILY_ARGUMENTS.get(name)) for name in FAMILY if name not in NO_PAGES]
    doors = [address for address in family if "logout" not in address]
    every = sorted({*pages, *STATES, *doors})

    assert_nothing(look_at(window(administrator), every[part::PARTS]))


def test_no_page_of_a_stranger_has_a_fault(window, workspace):  # noqa: F811
    doors = [
        reverse(name, kwargs=FAMILY_ARGUMENTS.get(name)) for name, status in FAMILY.items() if status == 200
    ]

    assert_nothing(look_at(window(None), [*doors, "/keys/"]))


def test_no_page_has_a_fault_while_there_is_nothing_yet(window, administrator, workspace):  # noqa: F811
    addresses = [
        "/",
        "/opportunities/",
        "/opportunities/list/",
        "/companies/",
        "/leads/",
        "/tasks/",
        "/notices/",
    ]

    assert_nothing(look_at(window(administrator), addresses))


def test_what_opens_over_a_page_has_no_fault(window, administrator, world):  # noqa: F811
    page = window(administrator)
    found = {}
    for keys, opened in (
        ("?", "#dialog[open]"),
        ("c", "#dialog[open]"),
        ("f", "#dialog[open]"),
        ("/", "#palette[open]"),
        ("t", ".asof[open]"),
        ("j Space", "#peek > *"),
    ):
        page.set_viewport_size(DESK)
        visit(page, "/opportunities/")
        for key in keys.split():
            page.keyboard.press(key)
        page.wait_for_selector(opened)
        if faults := found_on(page, AROUND):
            found[keys] = faults

    assert_nothing(found)
