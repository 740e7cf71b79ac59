"""Backup, restore, upgrade and the way back, on a real database."""

import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from penstock.foundation.machine.backup import Manifest, back_up, numbers, put_back, read_manifest
from penstock.foundation.machine.dump import load
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import secret_key
from penstock.foundation.machine.installation import open_installation, reachable
from penstock.foundation.machine.restore import restore_into
from tests.foundation.machine.running import Running
from tests.foundation.machine.standin import COMMANDS

pytestmark = pytest.mark.kill
Start = Callable[..., Running]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
THINGS = "SELECT id FROM thing ORDER BY id"


@pytest.fixture
def saved(start: Start, home: Path, folder: Path) -> Path:
    """A backup, taken while it runs, of an installation with things 1 to 3 and one attachment; then it is ended."""
    up = start().wait_for_web()
    up.do("INSERT INTO thing SELECT generate_series(1, 3)")
    (home / "files" / "offers").mkdir()
    (home / "files" / "offers" / "one.pdf").write_bytes(b"\0offer")
    installation = open_installation(home, None)
    file = folder / "saved.penstock"
    made = back_up(
        home=installation.home,
        programs=installation.programs,
        url=installation.owner_url,
        target=file,
        version="1.0",
        now=NOW,
    )
    assert (
        made
        == read_manifest(file)
        == Manifest(1, "1.0", "2026-03-01T12:00:00+00:00", made.database_sha256, 1)
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir() if path != home] == ["saved.penstock"]
    up.end()
    return file


def test_restored_home_holds_the_same(start: Start, home: Path, folder: Path, saved: Path) -> None:
    fresh = open_installation(folder / "fresh", None)
    restore_into(fresh, saved, COMMANDS, "1.0", Event())
    up = start(home=fresh.home.root).wait_for_web()
    assert up.ask(THINGS) == [(1,), (2,), (3,)]
    assert up.ask("SELECT unaccent('Łódź')") == [("Lodz",)]
    assert (fresh.home.files / "offers" / "one.pdf").read_bytes() == b"\0offer"
    assert secret_key(fresh.home) == secret_key(open_installation(home, None).home)
    assert not up.says("sign in")


def test_restore_refuses_a_home_that_holds_something(home: Path, saved: Path) -> None:
    with pytest.raises(Refusal, match="already holds an installation"):
        restore_into(open_installation(home, None), saved, COMMANDS, "1.0", Event())


def test_damaged_backup_changes_nothing(start: Start, home: Path, folder: Path, saved: Path) -> None:
    installation = open_installation(home, None)
    (home / "files" / "later.txt").write_text("later")
    middle = _middle_of_database(saved)
    cut = saved.read_bytes()[:middle]
    turned = bytearray(saved.read_bytes())
    turned[middle] ^= 1
    for name, content in (("cut", cut), ("turned", turned)):
        damaged = folder / name
        damaged.write_bytes(content)
        with reachable(installation), pytest.raises(Refusal, match="is damaged"):
            put_back(installation.home, installation.programs, installation.owner_url, damaged)
    up = start().wait_for_web()
    assert up.ask(THINGS) == [(1,), (2,), (3,)]
    assert (home / "files" / "later.txt").exists()


def test_dump_that_fails_half_way_leaves_the_database_as_it_was(
    start: Start, home: Path, saved: Path, folder: Path
) -> None:
    installation = open_installation(home, None)
    with tarfile.open(saved) as archive:
        content = archive.extractfile("database.dump")
        assert content is not None
        (folder / "half").write_bytes(content.read()[:-200])
    with reachable(installation), pytest.raises(Refusal, match="the database is as it was"):
        load(installation.programs, installation.owner_url, folder / "half")
    assert start().wait_for_web().ask(THINGS) == [(1,), (2,), (3,)]


def test_file_that_is_no_backup_is_refused(folder: Path) -> None:
    (folder / "note.txt").write_text("hello")
    with pytest.raises(Refusal, match="is not a backup made by penstock"):
        read_manifest(folder / "note.txt")
    with pytest.raises(Refusal, match="cannot be read: No such file or directory"):
        read_manifest(folder / "nothing")


def test_upgrade_takes_a_backup_and_migrates(start: Start, home: Path, saved: Path) -> None:
    up = start(env={"STANDIN_VERSION": "1.10"}).wait_for_web()
    assert up.says("upgrade from 1.0 to 1.10: a backup goes to")
    assert (home / "version").read_text() == "1.10\n"
    [kept] = (home / "backups").iterdir()
    assert read_manifest(kept).version == "1.0"
    assert up.ask(THINGS) == [(1,), (2,), (3,)]


def test_upgrade_that_fails_is_taken_back(start: Start, home: Path, saved: Path) -> None:
    up = start(env={"STANDIN_VERSION": "1.10", "STANDIN_MIGRATE": "fail"})
    assert up.status() == 2
    assert (
        "the upgrade from 1.0 to 1.10 failed (no such column) and all was put back as it was: start 1.0 again"
        in up.lines[-1]
    )
    assert (home / "version").read_text() == "1.0\n"
    again = start().wait_for_web()
    assert again.ask(THINGS) == [(1,), (2,), (3,)]
    assert again.ask("SELECT to_regclass('half_done')") == [(None,)]


def test_new_migrations_of_the_same_version_take_a_backup_too(start: Start, home: Path, saved: Path) -> None:
    (home / "run" / "prepared").write_text("other code")
    up = start(env={"STANDIN_MIGRATE": "more"}).wait_for_web()
    assert up.says("new migrations: a backup goes to")
    assert len(list((home / "backups").iterdir())) == 1
    up.end()
    (home / "run" / "prepared").write_text("other code")
    failing = start(env={"STANDIN_MIGRATE": "fail"})
    assert failing.status() == 2 and "all was put back as it was" in failing.lines[-1]
    assert start().wait_for_web().ask(THINGS) == [(1,), (2,), (3,)]


def test_newer_home_is_refused(start: Start, home: Path, saved: Path) -> None:
    up = start(env={"STANDIN_VERSION": "0.9"})
    assert up.status() == 2
    assert len(up.lines) == 1 and "was used by Penstock 1.0, this is 0.9" in up.lines[0]


def test_versions_are_ordered_by_their_numbers() -> None:
    assert numbers("0.9.3") < numbers("0.10") < numbers("1.0.0")


def _middle_of_database(saved: Path) -> int:
    with tarfile.open(saved) as archive:
        member = archive.getmember("database.dump")
    return member.offset_data + member.size // 2
