"""What the kernel says about a process that may not be our child."""

import os
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether it runs. One that has ended but that nobody has fetched (a zombie) does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _state(pid) != "Z"


def _state(pid: int) -> str:
    try:
        # The name before the last bracket may hold anything, brackets included.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def is_named(pid: int, name: str) -> bool:
    """Whether it is a program of this name; where the kernel does not tell, yes."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip() == name
    except OSError:
        return True
