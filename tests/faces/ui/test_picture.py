"""The picture of the board in the README: `make picture` runs this and keeps what it sees as docs/board.png."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from penstock.exchange.sample.actions import load
from tests.browser import visit
from tests.faces.world import workspace  # noqa: F401  (a fixture: the ground before anybody)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_board_of_the_sample_company_is_a_picture(signed_in, administrator, tmp_path):
    load(seed=1, scale=1.0, now=timezone.now())
    page = signed_in(administrator, color_scheme="light").new_page()
    visit(page, "/opportunities/")
    expect(page.locator(".stage-column")).to_have_count(6)
    picture = Path(os.environ.get("PENSTOCK_PICTURE") or tmp_path / "board.png")
    page.screenshot(path=picture)

    assert picture.read_bytes().startswith(b"\x89PNG")
