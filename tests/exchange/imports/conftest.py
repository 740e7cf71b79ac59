"""Small files made on the spot, and a workspace to bring them into."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file: bytes, or text in UTF-8."""

    def write(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def workspace(db, tmp_path, settings):
    """An empty workspace in UTC with the pipeline of a new installation."""
    from penstock.foundation.base.ledger import SYSTEM, Cause, writing
    from penstock.records.pipeline.models import Pipeline, Stage
    from penstock.records.workspace.models import Workspace

    settings.MEDIA_ROOT = tmp_path / "files"
    shares = [
        ("Appointment scheduled", "open", "0.2"),
        ("Contract sent", "open", "0.9"),
        ("Closed won", "won", "1"),
    ]
    with writing(SYSTEM, Cause("cli")):
        if not Workspace.objects.exists():
            Workspace.objects.create()
        Workspace.objects.update(zone="UTC", home_currency="EUR")
        pipeline = Pipeline.objects.create(name="Sales")
        for position, (name, kind, share) in enumerate([*shares, ("Closed lost", "lost", "0")]):
            Stage.objects.create(
                pipeline=pipeline, name=name, kind=kind, position=position, probability=share
            )
    return pipeline


@pytest.fixture
def bring(workspace):
    """Import files with options."""
    from penstock.exchange.imports.files import ImportOptions
    from penstock.exchange.imports.runs import import_files
    from penstock.records.team.acting import Acting

    def run(*paths, dry_run=False, now=None, **options):
        now = now or datetime.now(UTC)
        return import_files(
            actor=Acting.at_terminal(),
            paths=paths,
            options=ImportOptions(**options),
            now=now,
            dry_run=dry_run,
        )

    return run
