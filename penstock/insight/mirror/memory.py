"""What a question has freed goes back to the system: of a million records it takes some hundred megabytes for a moment,
which the allocators would keep for the next. No Django."""

import ctypes
import os
from collections.abc import Callable
from functools import cache

# What DuckDB's own allocator (jemalloc) takes as its settings when it is loaded: after how many milliseconds, in place of ten
# thousand, it gives back pages that were freed.
SETTINGS, KEPT_FOR = "DUCKDB_JE_MALLOC_CONF", "dirty_decay_ms:{},muzzy_decay_ms:0"
A_LITTLE, MANY_ROWS = 20, 5_000_000


def keep_little(rows: int = 0) -> None:
    """To be said before DuckDB is loaded. rows: of the mirror. Of a large one nothing is kept: a question takes 100 MB less for a
    moment and a sixth more of the processor's time; of a small one it would take a quarter more. Who runs us may have said otherwise."""
    os.environ.setdefault(SETTINGS, KEPT_FOR.format(0 if rows > MANY_ROWS else A_LITTLE))


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
