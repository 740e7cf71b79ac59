"""What the lake holds: one small file that names the others. Replaced by one rename, so that a reader sees a whole
state, the old or the new. No Django."""

import json
import os
import time
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from penstock.insight.mirror.tables import TABLES

NAME = "manifest.json"
# Of the layout of the files: where the declared tables have changed, everything is loaded anew.
FORMAT = sha256(repr(TABLES).encode()).hexdigest()[:16]
# A reader that began on files which a newer state has replaced may go on for as long.
KEPT_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Held:
    """One table's files, named within the lake. delta: records that changed since `base` was written, whole; ids: which
    these are, so that they are passed over in `base`."""

    base: str
    delta: str = ""
    ids: str = ""
    rows: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """identity: of the database that was read (`source.Source.identity`). watermark: every transaction below it is in
    the files. read_at: microseconds. custom: by table, [key, type, label] of the custom fields that have columns."""

    identity: str
    watermark: int
    read_at: int
    tables: dict[str, Held]
    custom: dict[str, list[list[str]]]
    serial: int = 1
    format: str = FORMAT


def read_manifest(lake: Path) -> Manifest | None:
    """None where there is no lake yet, or one of another layout."""
    try:
        told = json.loads((lake / NAME).read_text())
    except FileNotFoundError:
        return None
    if told.get("format") != FORMAT:
        return None
    told["tables"] = {name: Held(**held) for name, held in told["tables"].items()}
    return Manifest(**told)


def swap(lake: Path, manifest: Manifest) -> None:
    """Make a new state the one that readers see. Its files are on disk before, its name after."""
    for name in _named(manifest):
        _to_disk(lake / name)
    waiting = lake / f"{NAME}.new"
    with waiting.open("w") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(lake / NAME)
    _to_disk(lake)


def sweep(lake: Path, before: Manifest | None, now: Manifest) -> None:
    """Remove files of earlier states, and what a killed loader left, some time after they fell out of use."""
    named = _named(now)
    for name in _named(before) - named:
        (lake / name).touch()
    for path in lake.glob("*.parquet"):
        if path.name not in named and path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink()


def _named(manifest: Manifest | None) -> set[str]:
    held = manifest.tables.values() if manifest else ()
    return {name for one in held for name in (one.base, one.delta, one.ids) if name}


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
