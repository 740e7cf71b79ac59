"""What a question has freed goes back to the system: of a million records it takes some hundred megabytes for a moment,
which the allocators would keep for the next. No Django."""

import ctypes
import os
from collections.abc import Callable
from functools import cache

# What DuckDB's own allocator (jemalloc) takes as its settings when it is loaded: pages that were freed go back after 20
# milliseconds in place of ten seconds. At once, a
# dashboard of a million opportunities took half as long again, for a tenth less memory at most.
SETTINGS = "DUCKDB_JE_MALLOC_CONF", "dirty_decay_ms:20,muzzy_decay_ms:0"


def keep_little() -> None:
    """To be said before DuckDB is loaded. Who runs us may have said otherwise."""
    os.environ.setdefault(*SETTINGS)


def give_back() -> None:
    """Arrow's pool and the C library's heap let go of what they hold in reserve; a few milliseconds."""
    import pyarrow

    pyarrow.default_memory_pool().release_unused()
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> "Callable[[int], int] | None":
    """glibc's; other C libraries have none, or do so by themselves."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
