"""Fixtures for all tests: a database whose ledger lets recorded_at be given, the cast (tests/cast.py), a browser."""

import os
from pathlib import Path

import pytest

from tests.committed import committed, transactional_db

__all__ = ["committed", "transactional_db"]
pytest_plugins = ["tests.cast", "tests.browser"]


@pytest.fixture
def data() -> Path:
    """The folder of real data; without it the test is skipped (never in CI, where it lies beside the checkout)."""
    folder = os.environ.get("PENSTOCK_TEST_DATA")
    if not folder:
        pytest.skip("PENSTOCK_TEST_DATA is not set")
    return Path(folder)


@pytest.fixture
def sample_mark(db: None) -> None:
    """The database counts as the simulated company's: facts may say when they were recorded."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_mark SET is_sample = true")
