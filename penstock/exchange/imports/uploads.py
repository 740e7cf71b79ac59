"""Uploaded files on their way: kept under a token until a run has brought them in."""

import re
import secrets
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings

KEPT_FOR = timedelta(days=7)
TOKEN = re.compile(r"[0-9a-f]{32}$")


def folder_of(token: str) -> Path:
    """Where the files of an upload lie. Raises ValueError for what is no token."""
    if not TOKEN.match(token):
        raise ValueError("no upload has this name")
    return Path(settings.MEDIA_ROOT) / "imports" / f"upload-{token}"


def keep_upload(files: Iterable[tuple[str, Iterable[bytes]]]) -> str:
    """Write the files to disk, each under its bare name; gives the token."""
    token = secrets.token_hex(16)
    folder = folder_of(token)
    folder.mkdir(parents=True)
    for number, (name, chunks) in enumerate(files, start=1):
        place = folder / f"{number}"
        place.mkdir()
        with (place / bare_name(name)).open("wb") as target:
            for chunk in chunks:
                target.write(chunk)
    return token


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
