import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from penstock.foundation.machine.address import answers, require_free, shown
from penstock.foundation.machine.cluster import how
from penstock.foundation.machine.errors import Refusal
from penstock.foundation.machine.home import holder, locked, note, open_home, secret_key, write_whole
from penstock.foundation.machine.supervisor import Watch
from penstock.foundation.machine.tuning import settings
from tests.foundation.machine.running import ROOT


class Failing:
    """A service that ends as soon as it is started."""

    name = "web"
    starts = 0

    def start(self) -> None:
        self.starts += 1

    def ended(self) -> str | None:
        return "ended with status 1"

    def last_words(self) -> str:
        return "no module named x"

    def stop(self) -> None: ...

    def kill(self) -> None: ...

    def wait_until_gone(self, seconds: float) -> bool:
        return True


def test_supervisor_loads_nothing_heavy() -> None:
    heavy = {"django", "psycopg", "procrastinate", "granian"}
    program = f"import sys, penstock.faces.cli.up; sys.exit(bool({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": str(ROOT)}).returncode == 0


def test_failing_service_is_started_after_ever_longer_pauses() -> None:
    service, said = Failing(), list[str]()
    watch = Watch(service)
    for tenth in range(1200):
        watch.look(tenth / 10, said.append, lambda service: True)
    assert said[:3] == [
        "web ended with status 1 (no module named x): starting it again now",
        "web ended with status 1 (no module named x): starting it again in 1 seconds",
        "web ended with status 1 (no module named x): starting it again in 2 seconds",
    ]
    assert said[-1].endswith("in 30 seconds")
    assert service.starts == len(said) - 1


def test_service_that_was_healthy_for_long_is_started_at_once() -> None:
    said = list[str]()
    watch = Watch(Failing(), failures=7, started=0.0)
    watch.look(61.0, said.append, lambda service: True)
    assert said[0].endswith("now")


def test_service_that_may_not_start_waits_without_a_word() -> None:
    service, said = Failing(), list[str]()
    watch = Watch(service)
    for tenth in range(1200):
        watch.look(tenth / 10, said.append, lambda service: False)
    assert (len(said), service.starts) == (1, 0)
    watch.look(120.0, said.append, lambda service: True)
    assert service.starts == 1


def test_home_is_held_by_one(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    assert holder(home) is None
    with locked(home) as was_killed:
        assert not was_killed
        with pytest.raises(Refusal, match="already runs"), locked(home):
            pass
    (home.run / "lock").write_text("4711")
    with locked(home) as was_killed:
        assert was_killed


def test_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    key = secret_key(home)
    assert len(key) == 64 and secret_key(home) == key
    assert home.key_file.stat().st_mode & 0o777 == 0o600


def test_whole_file_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "version", "1.0\n")
    assert note(tmp_path / "version") == "1.0"
    assert note(tmp_path / "nothing") == ""
    assert [path.name for path in tmp_path.iterdir()] == ["version"]


def test_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Refusal, match=r"cannot listen on 192\.0\.2\.1:8000"):
        require_free("192.0.2.1", 8000)
    assert not answers("127.0.0.1", 1)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", "http://127.0.0.1:80/"), ("0.0.0.0", "http://127.0.0.1:80/"), ("::", "http://[::1]:80/"),
     ("crm.example", "http://crm.example:80/")],
)  # fmt: skip
def test_address_is_shown_as_one_types_it(host: str, expected: str) -> None:
    assert shown(host, 80) == expected


def test_exit_status_in_words() -> None:
    assert (how(-9), how(2)) == ("killed by signal 9", "ended with status 2")


def test_settings_fit_the_version() -> None:
    assert "io_workers" in settings(18, 5433, Path("/s"), Path("/l"))
    assert "io_workers" not in settings(15, 5433, Path("/s"), Path("/l"))
    assert "listen_addresses = ''\n" in settings(15, 5433, Path("/s"), Path("/l"))


def test_a_home_is_opened_by_many_at_once(tmp_path: Path) -> None:
    open_home(tmp_path / "home")

    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_home(tmp_path / "home").root, range(400)))

    assert set(opened) == {tmp_path / "home"}
    assert not list((tmp_path / "home" / "run").iterdir())
