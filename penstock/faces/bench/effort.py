"""How much processor time processes have spent: what a busy machine can't falsify as it does the clock's time."""

import os
from pathlib import Path

from penstock.faces.bench.memory import family

PROCESSES = Path("/proc")


def spent(root: int) -> float:
    """Milliseconds of processor time, until now, of a process and all that descend from it; 0 where nobody tells."""
    if not (PROCESSES / str(root) / "stat").exists():
        return 0.0
    return sum(map(_ticks, family(root))) * 1000 / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        # Behind the last bracket, which ends the name: user and system time are the 12th and 13th.
        fields = (PROCESSES / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
