"""Files that no one here made, and small ones made on the spot."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real files."""
    named = os.environ.get("PENSTOCK_TEST_DATA")
    if not named or not Path(named).is_dir():
        pytest.skip("PENSTOCK_TEST_DATA names no folder: the real files are not read")
    return Path(named)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file: bytes, or text in UTF-8."""

    def write(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
