"""One file that holds a whole installation: the database, the attachments, the key, and what made it."""

import json
import os
import re
import shutil
import tarfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from penstock.foundation.machine.dump import dump, load
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import Home, write_whole
from penstock.foundation.machine.programs import Programs

MANIFEST, DATABASE, KEY, FILES = "manifest.json", "database.dump", "secret-key", "files"
FORM = 1


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `files` is the number of attachments, `made` an ISO instant in UTC."""

    form: int
    version: str
    made: str
    database_sha256: str
    files: int


def back_up(
    home: Home, programs: Programs, url: str, target: Path, *, version: str, now: datetime
) -> Manifest:
    """Writes the installation to the file `target`, which appears only when it is complete and on the disk."""
    draft = target.with_name(f".{target.name}.new")
    dumped = target.with_name(f".{target.name}.database")
    try:
        dump(programs, url, dumped)
        files = sorted(path for path in home.files.rglob("*") if path.is_file())
        manifest = Manifest(FORM, version, now.isoformat(), _sha256(dumped), len(files))
        _pack(home, draft, dumped, files, manifest)
        draft.replace(target)
    except OSError as error:
        raise Refusal(f"the backup could not be written to {target}: {error.strerror}") from error
    finally:
        for leftover in (draft, dumped):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return manifest


def read_manifest(source: Path) -> Manifest:
    """What the backup says of itself; refuses a file that is none."""
    try:
        with tarfile.open(source) as archive:
            first = archive.next()
            content = archive.extractfile(first) if first and first.name == MANIFEST else None
            return Manifest(**json.loads(content.read() if content else ""))
    except OSError as error:
        raise Refusal(f"{source} cannot be read: {error.strerror or error}") from error
    except (tarfile.TarError, TypeError, ValueError) as error:
        raise Refusal(f"{source} is not a backup made by penstock") from error


def put_back(home: Home, programs: Programs, url: str, source: Path) -> Manifest:
    """Puts a backup's database, attachments and key in the place of the home's. A broken file changes nothing."""
    manifest = read_manifest(source)
    unpacked = home.run / "restoring"
    shutil.rmtree(unpacked, ignore_errors=True)
    try:
        with tarfile.open(source) as archive:
            _unpack(archive, unpacked)
        _require_whole(unpacked, manifest, source)
        load(programs, url, unpacked / DATABASE)
        _place_files(home, unpacked)
    except (tarfile.TarError, EOFError) as error:
        raise Refusal(f"{source} is damaged: {error}") from error
    except OSError as error:
        raise Refusal(f"{source} could not be restored: {error.strerror or error}") from error
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    return manifest


def numbers(version: str) -> tuple[int, ...]:
    """A version such as 0.10.2 in an order in which 10 comes after 9."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _pack(home: Home, draft: Path, dumped: Path, files: list[Path], manifest: Manifest) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            _add_text(archive, home, json.dumps(asdict(manifest)))
            archive.add(home.key_file, KEY)
            archive.add(dumped, DATABASE)
            for path in files:
                archive.add(path, f"{FILES}/{path.relative_to(home.files)}")
        file.flush()
        os.fsync(file.fileno())


def _add_text(archive: tarfile.TarFile, home: Home, text: str) -> None:
    path = home.run / MANIFEST
    write_whole(path, text)
    archive.add(path, MANIFEST)
    path.unlink()


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Plain files only, and only inside the folder (tarfile's own filter is not in every Python 3.11)."""
    for member in archive:
        name = PurePosixPath(member.name)
        content = archive.extractfile(member) if member.isreg() else None
        if content is None or name.is_absolute() or ".." in name.parts:
            raise tarfile.TarError(f"{member.name} does not belong in a backup")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)


def _require_whole(unpacked: Path, manifest: Manifest, source: Path) -> None:
    database = unpacked / DATABASE
    count = sum(path.is_file() for path in (unpacked / FILES).rglob("*"))
    if not database.exists() or _sha256(database) != manifest.database_sha256 or count != manifest.files:
        raise Refusal(f"{source} is damaged: it does not hold what its manifest says")


def _place_files(home: Home, unpacked: Path) -> None:
    (unpacked / FILES).mkdir(exist_ok=True)
    shutil.rmtree(home.files)
    (unpacked / FILES).rename(home.files)
    home.files.chmod(0o700)
    write_whole(home.key_file, (unpacked / KEY).read_text())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
