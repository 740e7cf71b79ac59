"""How much memory processes take, as the kernel tells: together, where shared pages are counted once (PSS), or one alone."""

from pathlib import Path

PROCESSES = Path("/proc")
MB = 1024


def together(root: int) -> float | None:
    """Megabytes of a process and all that descend from it; None where the kernel does not tell."""
    if not (PROCESSES / str(root) / "smaps_rollup").exists():
        return None
    return round(sum(map(_share, family(root))) / MB, 1)


def held(pid: int) -> tuple[float, float] | None:
    """Megabytes that a process alone holds now, and the most that it ever held; None where the kernel does not tell."""
    try:
        lines = (PROCESSES / str(pid) / "status").read_text().splitlines()
    except OSError:
        return None
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    now, most = (int(told[name].split()[0]) / MB for name in ("VmRSS", "VmHWM"))
    return round(now, 1), round(most, 1)


def family(root: int) -> list[int]:
    """A process and all that descend from it, by number."""
    children: dict[int, list[int]] = {}
    for entry in PROCESSES.iterdir():
        if entry.name.isdigit() and (parent := _parent(entry)) is not None:
            children.setdefault(parent, []).append(int(entry.name))
    family = [root]
    for pid in family:
        family.extend(children.get(pid, []))
    return family


def _parent(process: Path) -> int | None:
    try:
        # The name before the last bracket may hold anything, brackets included.
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _share(pid: int) -> int:
    """Kilobytes; none of a process that has just ended."""
    try:
        lines = (PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
