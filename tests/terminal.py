"""The command line, asked in this process about a database that keeps what is written. Used by conftest.py."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import LazySettings


@pytest.fixture
def penstock(committed: str, tmp_path: Path, settings: LazySettings) -> Callable[..., str]:
    """Run a command; what it printed, or its complaint where it should end with another status."""
    from penstock.faces.cli.main import main

    settings.HOME = tmp_path / "home"

    def run(*words: str, status: int = 0) -> str:
        result = CliRunner().invoke(main, [*words, "--home", str(tmp_path / "home")])
        assert result.exit_code == status, result.output
        return result.stderr if status else result.stdout

    return run


@pytest.fixture
def metric(penstock: Callable[..., str]) -> Callable[..., Any]:
    """What `penstock metric` says with --json."""
    return lambda *words: json.loads(penstock("metric", *words, "--json"))


@pytest.fixture
def report(penstock: Callable[..., str]) -> Callable[..., Any]:
    """What `penstock report` says with --json."""
    return lambda *words: json.loads(penstock("report", *words, "--json"))
