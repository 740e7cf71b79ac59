import io
from pathlib import Path

from penstock.foundation.machine.logs import OLD_FILES, Kept, Log, Overheard, Shown, aloud, follow


def test_log_rotates_and_keeps_the_newest(tmp_path: Path) -> None:
    log = Log(tmp_path / "web.log", largest=100)
    for number in range(200):
        log.write(f"line {number:03}")
    log.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["web.log", *(f"web.log.{number}" for number in range(1, OLD_FILES + 1))]
    assert (tmp_path / "web.log").read_text().splitlines()[-1] == "line 199"
    assert all(path.stat().st_size <= 100 for path in tmp_path.iterdir())


def test_log_that_cannot_be_written_stops_nobody() -> None:
    log = Log(Path("/dev/full"))
    log.write("lost")
    log.write("")
    assert log.last == "lost"


def test_output_is_followed_line_by_line_to_its_end() -> None:
    kept, shown = Kept(), []
    follow(io.BytesIO(b"one\ntwo \xff\n\n"), kept).join()
    follow(io.BytesIO(b"one\n\n"), Shown(shown.append)).join()
    assert kept.lines == ["one", "two \ufffd", ""]
    assert kept.last == "two \ufffd"
    assert shown == ["one", ""]


def test_lines_for_the_person_are_shown_and_not_kept() -> None:
    kept, shown = Kept(), []
    overheard = Overheard(kept, shown.append)
    for line in ("GET /", aloud("to b@example.com"), aloud("")):
        overheard.write(line)
    assert (kept.lines, shown, overheard.last) == (["GET /"], ["to b@example.com", ""], "GET /")
