"""Why the database can't do what was asked, though nothing of ours is broken: to be waited for, not to be mended."""

from typing import Literal

import psycopg

Why = Literal["disk_full", "database_away"]


def why_unavailable(error: BaseException | None) -> Why | None:
    """What stands behind an exception of ours or of Django's; None where it is something else."""
    while error is not None:
        if isinstance(error, psycopg.errors.DiskFull):
            return "disk_full"
        if isinstance(error, psycopg.OperationalError) and _is_away(error.sqlstate):
            return "database_away"
        error = error.__cause__
    return None


def _is_away(sqlstate: str | None) -> bool:
    """No connection (no state, class 08), or one that the server ends as it stops or starts."""
    return sqlstate is None or sqlstate.startswith("08") or sqlstate in ("57P01", "57P02", "57P03")
