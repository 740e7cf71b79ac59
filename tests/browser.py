"""A real browser for the tests that need one: Chromium where scripts/find-browser finds it, quiet and offline.

`browser` is one for each file; `signed_in(user)` is a window of it, already signed in at the live server; `visit` opens
a page and waits until its behaviours are there, because a test is faster than any hand.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FIND = Path(__file__).parents[1] / "scripts" / "find-browser"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# Two busy cores: slow is not wrong.
PATIENCE = 20_000
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Playwright leaves a loop in this thread, beside which the tests' own queries are fine. Within it Django has other
    connections than outside: neither may stay open, since a database with a session can't be copied."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    path = _chromium()
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        connections.close_all()
        chromium.close()


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory, live_server: Any) -> Iterator[str]:
    """The address of the live server, with the static files as they lie in the tree."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield live_server.url


@pytest.fixture
def signed_in(browser: "Browser", served: str) -> Iterator[Callable[..., "BrowserContext"]]:
    """A window for a user (or None, for a stranger), with Playwright's own options for its device."""
    windows: list[BrowserContext] = []

    def sign_in(user: Any, **options: Any) -> "BrowserContext":
        context = browser.new_context(**({"viewport": DESK, "base_url": served} | options))
        context.set_default_timeout(PATIENCE)
        if user is not None:
            context.add_cookies([_session_of(user, served)])
        windows.append(context)
        return context

    yield sign_in
    for context in windows:
        context.close()


@pytest.fixture
def page(signed_in: Callable[..., "BrowserContext"], rep: Any) -> Iterator["Page"]:
    """The representative's; it must not throw nor break the policy."""
    page = signed_in(rep).new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    yield page
    assert faults == []


def visit(page: "Page", path: str) -> None:
    """Open it and wait until HTMX, and the board where there is one, have seen the page."""
    page.goto(path)
    page.wait_for_selector("[data-htmx-powered]", state="attached")
    page.wait_for_function(
        "() => !document.querySelector('sortable-board') || Boolean(customElements.get('sortable-board'))"
    )


def _session_of(user: Any, address: str) -> dict[str, str]:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def _chromium() -> str:
    """In CI a missing browser is a failure, elsewhere a skip that says so."""
    found = subprocess.run([FIND, "--path"], capture_output=True, text=True)
    if found.returncode:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("no Chromium found: scripts/find-browser installs one, or PENSTOCK_CHROMIUM names it")
    return found.stdout.strip()
