"""PostgreSQL's programs: the package's, the machine's, those that fit the data."""

from collections.abc import Callable
from pathlib import Path

import pytest

from penstock.foundation.machine.cluster import APP, Cluster
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import open_home
from penstock.foundation.machine.programs import find_programs, programs_in
from tests.foundation.machine.running import Running

DEBIAN = Path("/usr/lib/postgresql/15/bin")


def test_programs_are_copied_once_and_can_be_run_by_all(folder: Path) -> None:
    kept = folder / "programs"
    found = find_programs(kept)
    assert found.folder.is_relative_to(kept) and found.major >= 18
    assert all(path.stat().st_mode & 0o055 == 0o055 for path in found.folder.iterdir())
    before = (kept / found.folder.relative_to(kept).parts[0]).stat().st_mtime_ns
    assert find_programs(kept) == found
    assert (kept / found.folder.relative_to(kept).parts[0]).stat().st_mtime_ns == before


def test_data_of_a_version_that_is_not_here_is_refused(folder: Path) -> None:
    with pytest.raises(Refusal, match="apt install postgresql-11"):
        find_programs(folder / "programs", 11)


def test_folder_without_all_programs_is_none(folder: Path) -> None:
    (folder / "postgres").write_text("")
    assert programs_in(folder) is None


@pytest.mark.kill
@pytest.mark.skipif(not programs_in(DEBIAN), reason="needs Debian's PostgreSQL 15")
def test_home_with_debians_postgresql_keeps_its_version(start: Callable[..., Running], home: Path) -> None:
    cluster = Cluster(open_home(home))
    cluster._programs = programs_in(DEBIAN)
    cluster.create()
    assert Cluster(open_home(home)).programs.folder == DEBIAN
    up = start().wait_for_web()
    assert up.ask("SELECT current_setting('server_version_num')::int / 10000, current_user::text") == [
        (15, APP)
    ]
    assert up.end() == 0
