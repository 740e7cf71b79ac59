"""The programs of the other rooms, as the machine runs them: each in a process of its own."""

import sys
from dataclasses import dataclass


def _penstock(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "penstock", *words)


@dataclass(frozen=True)
class Commands:
    """What is run for each duty. `web` is given --host and --port too."""

    migrate: tuple[str, ...] = _penstock("migrate")
    web: tuple[str, ...] = _penstock("web")
    worker: tuple[str, ...] = _penstock("worker")
    administrator: tuple[str, ...] = _penstock("user", "add", "admin@localhost", "--role", "administrator")
    sample: tuple[str, ...] = _penstock("sample")
