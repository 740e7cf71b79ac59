"""Uploaded files on their way: kept under a token until a run has brought them in."""

import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings

from penstock.exchange.imports.archives import pieces_of, tables_in
from penstock.exchange.imports.reading.values import FileUnreadable

KEPT_FOR = timedelta(days=7)
TOKEN = re.compile(r"[0-9a-f]{32}$")


def folder_of(token: str) -> Path:
    """Where the files of an upload lie. Raises ValueError for what is no token."""
    if not TOKEN.match(token):
        raise ValueError("no upload has this name")
    return Path(settings.MEDIA_ROOT) / "imports" / f"upload-{token}"


def keep_upload(files: Iterable[tuple[str, Iterable[bytes]]]) -> str:
    """Write the files to disk, each under its bare name, an archive of several tables as these; gives the token."""
    token = secrets.token_hex(16)
    folder = folder_of(token)
    folder.mkdir(parents=True)
    count = 0
    for name, chunks in files:
        path = keep(folder, count, name, chunks)
        count += 1
        try:
            tables = [
                keep(folder, count + place, member, pieces_of(path, member))
                for place, member in enumerate(tables_in(path))
            ]
        except FileUnreadable:
            # The archive itself stays: reading it says what is wrong with it.
            for place in [place for place in folder.iterdir() if int(place.name) > count]:
                shutil.rmtree(place)
            continue
        if tables:
            shutil.rmtree(path.parent)
            count += len(tables)
    return token


def keep(folder: Path, before: int, name: str, chunks: Iterable[bytes]) -> Path:
    """One file in a place of its own."""
    place = folder / f"{before + 1}"
    place.mkdir()
    path = place / bare_name(name)
    with path.open("wb") as target:
        for chunk in chunks:
            target.write(chunk)
    return path


def unpacked(paths: Sequence[Path]) -> list[Path]:
    """Files on this machine, archives of several tables as these, kept for as long as an upload. Raises FileUnreadable."""
    found: list[Path] = []
    for path in paths:
        if path.is_file() and tables_in(path):
            token = keep_upload((bare_name(member), pieces_of(path, member)) for member in tables_in(path))
            found += files_of(token)
        else:
            found.append(path)
    return found


def bare_name(name: str) -> str:
    """Without path parts and control characters, at most 150 characters."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    bare = re.sub(r"[\x00-\x1f\x7f/:]", "_", bare).strip(". ")
    return bare[-150:] or "file"


def files_of(token: str) -> list[Path]:
    """The files in the order in which they came; empty when they are gone."""
    folder = folder_of(token)
    return [next(place.iterdir()) for place in sorted(folder.glob("*"), key=lambda place: int(place.name))]


def forget_upload(token: str) -> None:
    """The files have been brought in, or nobody wants them."""
    shutil.rmtree(folder_of(token), ignore_errors=True)


def forget_old_uploads(now: datetime) -> int:
    """Files that nobody brought in for a week; gives how many sets."""
    folders = [
        folder
        for folder in (Path(settings.MEDIA_ROOT) / "imports").glob("upload-*")
        if datetime.fromtimestamp(folder.stat().st_mtime, now.tzinfo) < now - KEPT_FOR
    ]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(folders)
