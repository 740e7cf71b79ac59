"""Fixtures for all tests: a database whose ledger lets recorded_at be given, the cast (tests/cast.py), a browser."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from penstock.foundation.base import remembering
from tests.committed import committed, transactional_db

__all__ = ["committed", "transactional_db"]
pytest_plugins = ["tests.cast", "tests.browser", "tests.terminal"]
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture
def data() -> Path:
    """The folder of real data; without it the test is skipped, and in CI, where it lies beside the checkout, it fails."""
    folder = os.environ.get("PENSTOCK_TEST_DATA")
    if folder:
        return Path(folder)
    if os.environ.get("CI") and BESIDE.exists():
        pytest.fail(f"PENSTOCK_TEST_DATA is not set, and here is the data: {BESIDE}")
    pytest.skip("PENSTOCK_TEST_DATA is not set")


@pytest.fixture(autouse=True, scope="session")
def usual_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No test leaves anything in the usual home: what a page keeps there (the mirror) lies in a folder of this process."""
    from django.conf import settings

    settings.HOME = tmp_path_factory.mktemp("home")
    return Path(settings.HOME)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Queries are counted alike, whichever test came before."""
    remembering.forget()


@pytest.fixture
def sample_mark(db: None) -> None:
    """The database counts as the simulated company's: facts may say when they were recorded."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_mark SET is_sample = true")


@pytest.fixture(params=["Pacific/Auckland", "America/Los_Angeles"])
def zone(request: pytest.FixtureRequest) -> ZoneInfo:
    """Where the workspace of a test that is `zoned` lies: each once, on either side of the date line."""
    return ZoneInfo(request.param)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are no name: an archive made for a test holds the time of day, and two processes would not collect the same."""
    return argname if isinstance(val, bytes) else None
