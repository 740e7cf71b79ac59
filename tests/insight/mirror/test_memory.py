"""What is freed goes back to the system."""

from pathlib import Path

import numpy as np
import pytest

from penstock.insight.mirror.memory import _trim, give_back

BLOCK, BLOCKS = 100_000, 1_500  # bytes, below what the C library maps one by one


def resident() -> int:
    """Megabytes of this process."""
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmRSS:")[2].split()[0]) // 1024


@pytest.mark.skipif(_trim() is None, reason="this C library has nothing to trim")
def test_what_small_blocks_took_goes_back():
    blocks = [np.ones(BLOCK, dtype=np.uint8) for _ in range(BLOCKS)]
    pins = blocks[::50]
    taken = resident()
    del blocks

    give_back()

    assert resident() < taken - 100
    assert len(pins) == 30
