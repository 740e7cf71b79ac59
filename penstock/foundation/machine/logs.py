"""Logs that rotate: each process has its own file, at most 6 files of 10 MB."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Protocol

LARGEST = 10 * 1024 * 1024
OLD_FILES = 5
ALOUD = "aloud: "


def aloud(line: str) -> str:
    """The line as a process of ours prints it for the person who started us."""
    return ALOUD + line


class Sink(Protocol):
    """Where a process's lines go. `last` is the last one that said something."""

    @property
    def last(self) -> str: ...

    def write(self, line: str) -> None: ...


class Log:
    """One rotating file. A full disk loses lines, never the process that writes them."""

    def __init__(self, path: Path, largest: int = LARGEST) -> None:
        self.last = ""
        self._handler = _Quiet(path, maxBytes=largest, backupCount=OLD_FILES, encoding="utf-8", delay=True)

    def write(self, line: str) -> None:
        self.last = line.strip() or self.last
        self._handler.handle(logging.LogRecord("", logging.INFO, "", 0, line, None, None))

    def close(self) -> None:
        """Closes the file; a later line opens it again."""
        self._handler.close()


class _Quiet(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            self.close()


class Shown:
    """Lines that go to the person who started us."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self.last = ""
        self._show = show

    def write(self, line: str) -> None:
        self.last = line.strip() or self.last
        self._show(line)


class Overheard:
    """A log of which the lines meant for the person are shown instead of kept: they may hold a link that signs in."""

    def __init__(self, log: Sink, show: Callable[[str], None]) -> None:
        self._log, self._show = log, show

    @property
    def last(self) -> str:
        return self._log.last

    def write(self, line: str) -> None:
        if line.startswith(ALOUD):
            self._show(line.removeprefix(ALOUD))
        else:
            self._log.write(line)


class Kept:
    """Lines that are asked for later."""

    def __init__(self) -> None:
        self.last = ""
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.last = line.strip() or self.last
        self.lines.append(line)


def follow(stream: IO[bytes], sink: Sink) -> threading.Thread:
    """Copies a process's output, line by line, until it is closed."""
    thread = threading.Thread(target=_copy, args=(stream, sink), daemon=True)
    thread.start()
    return thread


def _copy(stream: IO[bytes], sink: Sink) -> None:
    with stream:
        for line in stream:
            sink.write(line.decode(errors="replace").rstrip("\n"))
