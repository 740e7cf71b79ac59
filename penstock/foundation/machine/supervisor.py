"""Keeps the services of one installation running until it is told to stop."""

import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from penstock.foundation.machine.child import PATIENCE

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
HEALTHY_AFTER = 60.0
TICK, LOOK_AT_DISK_EVERY = 0.1, 5.0
SCARCE = 64 * 1024 * 1024
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Service(Protocol):
    """What the supervisor must know of a service: Child and Cluster are such."""

    name: str

    def start(self) -> None: ...
    def ended(self) -> str | None: ...
    def last_words(self) -> str: ...
    def stop(self) -> None: ...
    def kill(self) -> None: ...
    def wait_until_gone(self, seconds: float) -> bool: ...


@dataclass
class Watch:
    """A service and how it has been doing."""

    service: Service
    failures: int = 0
    started: float = 0.0
    due: float | None = None

    def look(self, now: float, say: Callable[[str], None], may_start: Callable[[Service], bool]) -> None:
        """Starts the service again when it has ended: at once, then after ever longer pauses, and only when it may."""
        if self.due is None:
            ended = self.service.ended()
            if ended is not None:
                why = "" if ended.startswith("killed") else f" ({self.service.last_words()})"
                self._plan(now, ended + why, say)
        elif now >= self.due and may_start(self.service):
            self.started, self.due = now, None
            try:
                self.service.start()
            except OSError as error:
                self._plan(now, f"cannot be started ({error.strerror})", say)

    def _plan(self, now: float, what: str, say: Callable[[str], None]) -> None:
        self.failures = 1 if now - self.started > HEALTHY_AFTER else self.failures + 1
        delay = min(FIRST_DELAY * 2 ** (self.failures - 1), LONGEST_DELAY)
        self.due = now + delay
        when = "now" if self.failures == 1 else f"in {delay:g} seconds"
        say(f"{self.service.name} {what}: starting it again {when}")


@dataclass
class Stop:
    """Set by Ctrl-C, SIGTERM or SIGHUP; a second one means at once."""

    asked: threading.Event = field(default_factory=threading.Event)
    at_once: bool = False

    def handle(self, number: int, frame: object) -> None:
        self.at_once = self.asked.is_set()
        self.asked.set()


@contextmanager
def stopping_by_signal() -> Iterator[Stop]:
    """While inside, the ending signals only set the Stop."""
    stop = Stop()
    before = {number: signal.signal(number, stop.handle) for number in ENDING_SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def supervise(
    services: Sequence[Service],
    *,
    stop: Stop,
    say: Callable[[str], None],
    disk: Path,
    may_start: Callable[[Service], bool],
    also: Callable[[float], None],
) -> None:
    """Keeps started services running until `stop` is asked for; `also` is called at each look with the time."""
    now = time.monotonic()
    watches = [Watch(service, started=now) for service in services]
    space = DiskWatch(disk, say)
    while not stop.asked.wait(TICK):
        now = time.monotonic()
        for watch in watches:
            watch.look(now, say, may_start)
        space.look(now)
        also(now)


class DiskWatch:
    """Says once when the disk fills up, and once when there is room again."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder, self._say = folder, say
        self._scarce, self._due = False, 0.0

    def look(self, now: float) -> None:
        if now < self._due:
            return
        self._due = now + LOOK_AT_DISK_EVERY
        free = shutil.disk_usage(self._folder).free
        if free < SCARCE and not self._scarce:
            self._say(
                f"the disk is full ({free // 2**20} MB free at {self._folder}): free some; nothing saved is lost"
            )
        if free >= SCARCE and self._scarce:
            self._say("the disk has room again")
        self._scarce = free < SCARCE


def end(services: Sequence[Service], *, stop: Stop, patience: float = PATIENCE) -> None:
    """Ends services together: asks, waits for what they are doing, then insists."""
    for service in services:
        service.kill() if stop.at_once else service.stop()
    deadline = time.monotonic() + patience
    for service in services:
        while not service.wait_until_gone(0.1):
            if stop.at_once or time.monotonic() > deadline:
                service.kill()
                service.wait_until_gone(5)
                break
