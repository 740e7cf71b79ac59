"""Measured times and how they are told: one shape for all benchmarks (ARCHITECTURE.md, 8)."""

import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """p50, p95 in the unit, or a single value; baseline and ratio compare with something bare in the same run. cpu:
    milliseconds of processor time of all our processes for each call, which tell on a busy machine too."""

    name: str
    unit: str
    p50: float | None = None
    p95: float | None = None
    value: float | None = None
    baseline: float | None = None
    ratio: float | None = None
    cpu: float | None = None


def timed(
    name: str,
    call: Callable[[], object],
    *,
    runs: int,
    warm: int = 5,
    baseline: float | None = None,
    spent: Callable[[], float] | None = None,
) -> Result:
    """Milliseconds of `runs` calls after a few that don't count. spent: the processor time spent until now."""
    for _ in range(warm):
        call()
    times, before = [], spent() if spent else 0.0
    for _ in range(runs):
        begun = perf_counter()
        call()
        times.append((perf_counter() - begun) * 1000)
    cpu = round((spent() - before) / runs, 1) if spent else None
    parts = quantiles(times, n=20, method="inclusive")
    p50, p95 = round(parts[9], 1), round(parts[18], 1)
    ratio = round(p50 / baseline, 2) if baseline else None
    return Result(name, "ms", p50, p95, baseline=baseline, ratio=ratio, cpu=cpu)


def middle(call: Callable[[], object], runs: int = 7) -> float:
    """The median of some calls, in milliseconds: for baselines."""
    times = []
    for _ in range(runs):
        begun = perf_counter()
        call()
        times.append((perf_counter() - begun) * 1000)
    return round(median(times), 2)


def answer(bench: str, scale: str, results: list[Result]) -> dict[str, Any]:
    """The JSON object of a benchmark."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {
        "bench": bench,
        "machine": machine,
        "scale": scale,
        "results": [asdict(result) for result in results],
    }
