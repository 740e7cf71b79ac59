import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.machine.running import Running


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short and open enough for PostgreSQL's account, which pytest's own temporary folders are not."""
    path = Path(tempfile.mkdtemp(prefix="pst-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def home(folder: Path) -> Path:
    return folder / "home"


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Running]]:
    """Starts stand-ins, by default on `home`; whatever a test leaves running is ended."""
    started: list[Running] = []

    def up(**options: Any) -> Running:
        started.append(Running(options.pop("home", home), **options))
        return started[-1]

    yield up
    for running in started:
        if running.process.poll() is None:
            running.signal(signal.SIGTERM)
            running.process.wait(60)
